import type { ErrorCode } from '@orgkit/core'
import {
  app,
  type AppStreamName,
  appStreams,
  commonErrorCodes,
  type Operation,
  type Route,
} from '@orgkit/core/contract/app'
import { appSchemas, appStreamSchemas, queryNumber, schemaNames } from '@orgkit/core/contract/app-schema'
import { backend, type BackendOperation } from '@orgkit/core/contract/backend'
import { backendSchemas } from '@orgkit/core/contract/backend-schema'
import * as z from 'zod'
import { httpStatus } from './http-status'
import { type Json, openapiComponents, ref } from './openapi-components'
import { fieldsIn, pathsByShape } from './openapi-paths'

/** A row of any contract, with what a document says of it. */
interface Row extends Route {
  operationId: string
  tag: 'app' | 'backend'
  summary: string
  security: Json[]
  parameters: Json[]
  errors: Set<ErrorCode>
  /** `message`: of a stream, in place of an output. */
  schemas: { input: z.ZodType } & ({ output: z.ZodType } | { message: z.ZodType })
}

/** The OpenAPI 3.1 document, made from the contract: https://spec.openapis.org/oas/v3.1.1.html */
export function openapiDocument({ url, basePath }: { url: string; basePath: string }): Json {
  const paths: Record<string, Json> = {}
  const pathOf = pathsByShape()
  for (const row of rows()) {
    const [method = '', own = ''] = row.at.split(' ')
    const path = pathOf(own)
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(row, fieldsIn(path)) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'orgkit',
      version: '1',
      description: 'Organizations, memberships and onboarding.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${url}${basePath}` }],
    tags: [
      { name: 'app', description: 'What a signed-in user of an app can ask.' },
      { name: 'backend', description: 'What the app’s own server can ask, with its secret key.' },
    ],
    paths,
    components: openapiComponents(),
  }
}

/** The rows of all contracts; paths are relative to where the app contract stands. */
function rows(): Row[] {
  return [
    ...Object.entries(app).map(([name, operation]) =>
      appRow(name, operation, appSchemas[name as keyof typeof app]),
    ),
    ...Object.entries(appStreams).map(([name, stream]) =>
      appRow(name, stream, appStreamSchemas[name as AppStreamName]),
    ),
    ...Object.entries(backend).map(([name, operation]) =>
      backendRow(name as keyof typeof backend, operation),
    ),
  ]
}

function appRow(name: string, operation: Operation, schemas: Row['schemas']): Row {
  const errors = new Set<ErrorCode>([...commonErrorCodes, ...operation.errors])
  if (operation.session !== 'any') errors.add('unauthenticated')
  if (operation.session === 'active') errors.add('session_pending')
  // Of the header Idempotency-Key.
  if (!isRead(operation)) errors.add('too_long').add('idempotency_conflict')
  return {
    ...operation,
    operationId: name,
    tag: 'app',
    security: securityOf(operation),
    parameters: isRead(operation) ? [] : [ref('idempotencyKey', 'parameters')],
    errors,
    schemas,
  }
}

/** Each in two ways: the publishable key may be left out on the server's own origin. */
function securityOf({ session }: Operation): Json[] {
  const signedIn = [{ publishableKey: [], session: [] }, { session: [] }]
  return session === 'any' ? [...signedIn, { publishableKey: [] }, {}] : signedIn
}

function backendRow(name: keyof typeof backend, operation: BackendOperation): Row {
  const [method = '', path = ''] = operation.at.split(' ')
  const errors = new Set<ErrorCode>([...commonErrorCodes, 'unauthenticated', ...operation.errors])
  if (!isRead(operation)) errors.add('too_long').add('idempotency_conflict')
  return {
    ...operation,
    at: `${method} /backend${path}` as Route['at'],
    operationId: `backend${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    tag: 'backend',
    security: [{ secretKey: [] }],
    parameters: isRead(operation) ? [] : [ref('idempotencyKey', 'parameters')],
    errors,
    schemas: backendSchemas[name],
  }
}

const isRead = ({ at }: Route) => at.startsWith('GET ')

/** `pathNames`: what the path's fields are called in the document. */
function describe(row: Row, pathNames: readonly string[]): Json {
  const pathFields = fieldsIn(row.at)
  const input = z.toJSONSchema(row.schemas.input, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // On the wire it is a text, as everything in a query string. To a client it is a number.
      if (zodSchema !== queryNumber) return
      jsonSchema.type = 'number'
      delete jsonSchema.pattern
    },
  })
  const properties = input.properties as Record<string, Json>
  const required = (input.required ?? []) as string[]
  const inPath = pathFields.map((field, index) => ({
    name: pathNames[index],
    in: 'path',
    required: true,
    schema: properties[field],
  }))
  const inQuery = Object.entries(properties)
    .filter(([field]) => isRead(row) && !pathFields.includes(field))
    .map(([name, schema]) => ({
      name,
      in: 'query',
      required: required.includes(name),
      ...(schema.type === 'string' && { allowEmptyValue: true }),
      schema,
    }))
  const { operationId, tag, summary, security } = row
  return {
    operationId,
    tags: [tag],
    summary,
    security,
    parameters: [...inPath, ...inQuery, ...row.parameters],
    ...requestBody(row, properties, required, pathFields),
    responses: {
      200: success(row),
      ...errorResponses(row),
    },
  }
}

/** Nothing where the path says it all. */
function requestBody(
  row: Row,
  properties: Record<string, Json>,
  required: readonly string[],
  pathFields: readonly string[],
): Json {
  if (row.blob) {
    const types = ['image/png', 'image/jpeg', 'image/webp']
    const requestBody = {
      required: false,
      description: 'The bytes themselves; no body removes it.',
      content: Object.fromEntries(types.map((type) => [type, {}])),
    }
    return { requestBody }
  }
  const fields = Object.entries(properties).filter(([field]) => !pathFields.includes(field))
  if (isRead(row) || fields.length === 0) return {}
  const requiredFields = required.filter((field) => !pathFields.includes(field))
  const schema = {
    type: 'object',
    properties: Object.fromEntries(fields),
    required: requiredFields,
    additionalProperties: false,
  }
  return { requestBody: { required: requiredFields.length > 0, content: { 'application/json': { schema } } } }
}

/** Every code that the operation can answer with, by its status. */
function errorResponses(row: Row): Record<string, Json> {
  const codes = new Set(row.errors)
  if (!isRead(row)) {
    codes.add(row.blob ? 'image_too_large' : 'payload_too_large')
    if (!row.blob) codes.add('unsupported_media_type')
  }
  const statuses = new Set([...codes].map((code) => httpStatus[code]))
  return Object.fromEntries(
    [...statuses]
      .map((status) => [status, [...codes].filter((code) => httpStatus[code] === status)] as const)
      .map(([status, ofStatus]) => [
        status,
        {
          description: ofStatus.map((code) => `\`${code}\``).join(', '),
          ...(ofStatus.includes('rate_limited') && {
            headers: { 'Retry-After': ref('retryAfter', 'headers') },
          }),
          content: {
            'application/json': {
              schema: {
                allOf: [
                  ref('Error'),
                  { properties: { error: { properties: { code: { enum: ofStatus } } } } },
                ],
              },
            },
          },
        },
      ]),
  )
}

/** One answer, or messages without end. OpenAPI 3.1 has no word for the latter: the schema is that of each message's data. */
function success({ schemas, operationId }: Row): Json {
  const isStream = 'message' in schemas
  const schema = ref(schemaNames.get(isStream ? schemas.message : schemas.output)?.id ?? operationId)
  return isStream
    ? {
        description:
          'Server-sent events. The data of each is JSON as described, its id the cursor; comments keep it open.',
        content: { 'text/event-stream': { schema } },
      }
    : { description: 'Done.', content: { 'application/json': { schema } } }
}
