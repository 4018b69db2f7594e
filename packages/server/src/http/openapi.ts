import type { ErrorCode } from '@orgkit/core'
import { app, commonErrorCodes, type Operation, type Route } from '@orgkit/core/contract/app'
import { appSchemas, schemaNames } from '@orgkit/core/contract/app-schema'
import { backend, type BackendOperation } from '@orgkit/core/contract/backend'
import { backendSchemas } from '@orgkit/core/contract/backend-schema'
import * as z from 'zod'
import { httpStatus } from './http-status'

type Json = Record<string, unknown>

/** A row of any contract, with what a document says of it. */
interface Row extends Route {
  operationId: string
  tag: 'app' | 'backend'
  summary: string
  security: Json[]
  parameters: Json[]
  errors: Set<ErrorCode>
  schemas: { input: z.ZodType; output: z.ZodType }
}

/** The OpenAPI 3.1 document, made from the contract: https://spec.openapis.org/oas/v3.1.1.html */
export function openapiDocument({ url, basePath }: { url: string; basePath: string }): Json {
  const paths: Record<string, Json> = {}
  for (const row of rows()) {
    const [method = '', path = ''] = row.at.split(' ')
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(row) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'orgkit',
      version: '1',
      description: 'Organizations, memberships and onboarding.',
      license: { name: 'MIT' },
    },
    servers: [{ url: `${url}${basePath}` }],
    tags: [
      { name: 'app', description: 'What a signed-in user of an app can ask.' },
      { name: 'backend', description: 'What the app’s own server can ask, with its secret key.' },
    ],
    paths,
    components: {
      schemas: {
        ...namedSchemas(),
        Error: { type: 'object', required: ['error'], properties: { error: ref('ErrorBody') } },
      },
      parameters: {
        publishableKey: {
          name: 'Orgkit-Publishable-Key',
          in: 'header',
          description: 'Picks the instance. May be left out on the server’s own origin.',
          schema: { type: 'string' },
        },
        idempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          description: 'The same key makes a repeated write the same write.',
          schema: { type: 'string', maxLength: 200 },
        },
      },
      securitySchemes: {
        host: {
          type: 'apiKey',
          in: 'cookie',
          name: 'session',
          description: 'The host’s own sign-in: its cookie, or whatever its `identify` reads.',
        },
        secretKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'The instance’s secret key. It belongs on servers alone.',
        },
      },
    },
  }
}

/** The rows of all contracts; paths are relative to where the app contract stands. */
function rows(): Row[] {
  return [
    ...Object.entries(app).map(([name, operation]) => appRow(name as keyof typeof app, operation)),
    ...Object.entries(backend).map(([name, operation]) =>
      backendRow(name as keyof typeof backend, operation),
    ),
  ]
}

function appRow(name: keyof typeof app, operation: Operation): Row {
  const errors = new Set<ErrorCode>([...commonErrorCodes, ...operation.errors])
  if (operation.session !== 'any') errors.add('unauthenticated')
  if (operation.session === 'active') errors.add('session_pending')
  return {
    ...operation,
    operationId: name,
    tag: 'app',
    security: operation.session === 'any' ? [{}, { host: [] }] : [{ host: [] }],
    parameters: [
      ref('publishableKey', 'parameters'),
      ...(isRead(operation) ? [] : [ref('idempotencyKey', 'parameters')]),
    ],
    errors,
    schemas: appSchemas[name],
  }
}

function backendRow(name: keyof typeof backend, operation: BackendOperation): Row {
  const [method = '', path = ''] = operation.at.split(' ')
  return {
    ...operation,
    at: `${method} /backend${path}` as Route['at'],
    operationId: `backend${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    tag: 'backend',
    security: [{ secretKey: [] }],
    parameters: isRead(operation) ? [] : [ref('idempotencyKey', 'parameters')],
    errors: new Set<ErrorCode>([...commonErrorCodes, 'unauthenticated', ...operation.errors]),
    schemas: backendSchemas[name],
  }
}

const isRead = ({ at }: Route) => at.startsWith('GET ')

function describe(row: Row): Json {
  const pathFields = [...row.at.matchAll(/\{(\w+)\}/g)].map(([, field = '']) => field)
  const input = z.toJSONSchema(row.schemas.input, { io: 'input', unrepresentable: 'any' })
  const properties = input.properties as Record<string, Json>
  const required = (input.required ?? []) as string[]
  const parameters = Object.entries(properties)
    .filter(([field]) => isRead(row) || pathFields.includes(field))
    .map(([field, schema]) => ({
      name: field,
      in: pathFields.includes(field) ? 'path' : 'query',
      required: pathFields.includes(field) || required.includes(field),
      ...(schema.type === 'string' && !pathFields.includes(field) && { allowEmptyValue: true }),
      schema,
    }))
  const { operationId, tag, summary, security } = row
  return {
    operationId,
    tags: [tag],
    summary,
    security,
    parameters: [...parameters, ...row.parameters],
    ...(!isRead(row) && { requestBody: requestBody(row, properties, required, pathFields) }),
    responses: {
      200: { description: 'Done.', content: { 'application/json': { schema: outputRef(row) } } },
      ...errorResponses(row),
    },
  }
}

function requestBody(
  { blob }: Route,
  properties: Record<string, Json>,
  required: readonly string[],
  pathFields: readonly string[],
): Json {
  if (blob) {
    const types = ['image/png', 'image/jpeg', 'image/webp']
    return {
      required: false,
      description: 'The bytes themselves; no body removes it.',
      content: Object.fromEntries(types.map((type) => [type, {}])),
    }
  }
  const fields = Object.entries(properties).filter(([field]) => !pathFields.includes(field))
  const schema = {
    type: 'object',
    properties: Object.fromEntries(fields),
    required: required.filter((field) => !pathFields.includes(field)),
    additionalProperties: false,
  }
  return { required: true, content: { 'application/json': { schema } } }
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

function outputRef({ schemas, operationId }: Row): Json {
  return ref(schemaNames.get(schemas.output)?.id ?? operationId)
}

function namedSchemas(): Record<string, Json> {
  const { schemas } = z.toJSONSchema(schemaNames, { uri: (id) => `#/components/schemas/${id}` })
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _schema, $id: _id, ...schema }]) => [id, schema as Json]),
  )
}

function ref(name: string, kind: 'schemas' | 'parameters' = 'schemas'): Json {
  return { $ref: `#/components/${kind}/${name}` }
}
