import type { ErrorCode } from '@orgkit/core'
import { app, type AppOperationName, commonErrorCodes, type Operation } from '@orgkit/core/contract/app'
import { appSchemaNames, appSchemas } from '@orgkit/core/contract/app-schema'
import * as z from 'zod'
import { httpStatus } from './http-status'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document, made from the contract: https://spec.openapis.org/oas/v3.1.1.html */
export function openapiDocument({ url, basePath }: { url: string; basePath: string }): Json {
  const paths: Record<string, Json> = {}
  for (const [name, operation] of Object.entries(app) as [AppOperationName, Operation][]) {
    const [method = '', path = ''] = operation.at.split(' ')
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(name, operation) }
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
    tags: [{ name: 'app', description: 'What a signed-in user of an app can ask.' }],
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
      },
    },
  }
}

function describe(name: AppOperationName, operation: Operation): Json {
  const isRead = operation.at.startsWith('GET ')
  const pathFields = [...operation.at.matchAll(/\{(\w+)\}/g)].map(([, field = '']) => field)
  const input = inputSchema(name)
  const properties = input.properties as Record<string, Json>
  const required = (input.required ?? []) as string[]
  const parameters = Object.entries(properties)
    .filter(([field]) => isRead || pathFields.includes(field))
    .map(([field, schema]) => ({
      name: field,
      in: pathFields.includes(field) ? 'path' : 'query',
      required: pathFields.includes(field) || required.includes(field),
      ...(schema.type === 'string' && !pathFields.includes(field) && { allowEmptyValue: true }),
      schema,
    }))
  const headers = [
    ref('publishableKey', 'parameters'),
    ...(isRead ? [] : [ref('idempotencyKey', 'parameters')]),
  ]
  return {
    operationId: name,
    tags: ['app'],
    summary: operation.summary,
    security: operation.session === 'any' ? [{}, { host: [] }] : [{ host: [] }],
    parameters: [...parameters, ...headers],
    ...(!isRead && { requestBody: requestBody(operation, properties, required, pathFields) }),
    responses: {
      200: { description: 'Done.', content: { 'application/json': { schema: outputRef(name) } } },
      ...errorResponses(operation),
    },
  }
}

function requestBody(
  { blob }: Operation,
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
function errorResponses(operation: Operation): Record<string, Json> {
  const codes = new Set<ErrorCode>([...commonErrorCodes, ...operation.errors])
  if (operation.session !== 'any') codes.add('unauthenticated')
  if (operation.session === 'active') codes.add('session_pending')
  if (!operation.at.startsWith('GET ')) {
    codes.add(operation.blob ? 'image_too_large' : 'payload_too_large')
    if (!operation.blob) codes.add('unsupported_media_type')
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

function inputSchema(name: AppOperationName): Json {
  return z.toJSONSchema(appSchemas[name].input, { io: 'input', unrepresentable: 'any' })
}

function outputRef(name: AppOperationName): Json {
  return ref(appSchemaNames.get(appSchemas[name].output)?.id ?? name)
}

function namedSchemas(): Record<string, Json> {
  const { schemas } = z.toJSONSchema(appSchemaNames, { uri: (id) => `#/components/schemas/${id}` })
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _schema, $id: _id, ...schema }]) => [id, schema as Json]),
  )
}

function ref(name: string, kind: 'schemas' | 'parameters' = 'schemas'): Json {
  return { $ref: `#/components/${kind}/${name}` }
}
