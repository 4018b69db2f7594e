import { schemaNames } from '@orgkit/core/contract/app-schema'
import * as z from 'zod'

export type Json = Record<string, unknown>

/** What the operations of the document share, and refer to by name. */
export function openapiComponents(): Json {
  return {
    schemas: {
      ...namedSchemas(),
      Error: { type: 'object', required: ['error'], properties: { error: ref('ErrorBody') } },
    },
    parameters: {
      idempotencyKey: {
        name: 'Idempotency-Key',
        in: 'header',
        description: 'The same key makes a repeated write the same write.',
        schema: { type: 'string', maxLength: 200 },
      },
    },
    headers: {
      retryAfter: {
        description: 'Seconds to wait before the same request may succeed.',
        schema: { type: 'integer', minimum: 0 },
      },
    },
    securitySchemes: {
      publishableKey: {
        type: 'apiKey',
        in: 'header',
        name: 'Orgkit-Publishable-Key',
        description: 'Picks the instance; public. May be left out on the server’s own origin.',
      },
      session: {
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
  }
}

export function ref(name: string, kind: 'schemas' | 'parameters' | 'headers' = 'schemas'): Json {
  return { $ref: `#/components/${kind}/${name}` }
}

function namedSchemas(): Record<string, Json> {
  const { schemas } = z.toJSONSchema(schemaNames, { uri: (id) => `#/components/schemas/${id}` })
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _schema, $id: _id, ...schema }]) => [id, schema as Json]),
  )
}
