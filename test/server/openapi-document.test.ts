import { validate as validateBySchema } from '@hyperjump/json-schema/openapi-3-1'
import { compileErrors, validate as validateByRules } from '@readme/openapi-parser'
import { errorCodes } from '@orgkit/core'
import { openDatabase } from '@orgkit/server'
import { afterAll, describe, expect, test } from 'vitest'
import { createTestServer } from '../../packages/server/src/testing/test-server'
import { type OpenapiDocument, operationsOf, readDocument } from './openapi-document'

const database = await openDatabase({ url: 'memory:' })
afterAll(() => database.close())
const { server } = await createTestServer(database)
const document = await readDocument(server)
const operations = operationsOf(document)
const isWrite = ({ method }: { method: string }) => method !== 'GET'

/**
 * What is wrong with a document. Two validators, since each sees what the other passes over: the official schema of OpenAPI 3.1 with
 * its dialect, which looks into every schema as well, and one that follows references, names of paths and operation ids.
 */
async function problemsOf(given: OpenapiDocument): Promise<string[]> {
  const bySchema = await validateBySchema(
    'https://spec.openapis.org/oas/3.1/schema-base',
    structuredClone(given) as never,
    'BASIC',
  )
  const byRules = await validateByRules(structuredClone(given) as never)
  const schemes = Object.keys(given.components.securitySchemes)
  const asked = operationsOf(given).flatMap(({ security }) => security.flatMap(Object.keys))
  return [
    ...(bySchema.valid ? [] : (bySchema.errors ?? []).map(({ instanceLocation }) => instanceLocation)),
    ...(byRules.valid ? [] : [compileErrors(byRules)]),
    ...asked.filter((name) => !schemes.includes(name)).map((name) => `no security scheme is called ${name}`),
  ]
}

test('the document that the server answers with is valid OpenAPI 3.1', async () => {
  expect(document.openapi).toMatch(/^3\.1\./)
  expect(operations.length).toBeGreaterThan(20)
  expect(await problemsOf(document)).toEqual([])
})

const first = operations.find(({ path }) => path.includes('{'))!
const breakages: [string, (broken: OpenapiDocument) => void][] = [
  ['an unknown type in a schema', ({ components }) => (components.schemas.Error!.type = 'strng')],
  ['a keyword of OpenAPI 3.0', ({ components }) => (components.schemas.Error!.required = true as never)],
  [
    'a reference to nothing',
    ({ components }) =>
      (components.schemas.Error!.properties = { error: { $ref: '#/components/schemas/No' } }),
  ],
  [
    'no description of an answer',
    (broken) => delete (at(broken).responses['200'] as { description?: string }).description,
  ],
  ['a field of the path that is not described', (broken) => (at(broken).parameters = [])],
  [
    'an operation id twice',
    (broken) =>
      operationsOf(broken).forEach(
        ({ path, method }) => (broken.paths[path]![method.toLowerCase()]!.operationId = 'same'),
      ),
  ],
  ['a security scheme that is none', (broken) => (at(broken).security = [{ nobody: [] }])],
  [
    'two paths of one shape',
    (broken) => (broken.paths[first.path.replace(/\{\w+\}/, '{other}')] = broken.paths[first.path]!),
  ],
]

function at(broken: OpenapiDocument) {
  return broken.paths[first.path]![first.method.toLowerCase()]!
}

test.each(breakages)('and would not be with %s', async (_, breakIt) => {
  const broken = structuredClone(document)
  breakIt(broken)
  expect(await problemsOf(broken)).not.toEqual([])
})

describe('the document says', () => {
  test('whose each operation is, in its tag and its id', () => {
    const tags = operations.map(({ tags }) => tags)
    expect(
      tags.every(([tag, ...rest]) => /^(app|backend|console)$/.test(tag ?? '') && rest.length === 0),
    ).toBe(true)
    for (const { operationId, tags, path } of operations) {
      for (const tag of ['backend', 'console']) {
        expect([operationId, new RegExp(`^${tag}[A-Z]`).test(operationId)]).toEqual([
          operationId,
          tags[0] === tag,
        ])
        expect([path, path.startsWith(`/${tag}/`)]).toEqual([path, tags[0] === tag])
      }
    }
  })

  test('what proves who calls', () => {
    expect(document.components.securitySchemes).toMatchObject({
      publishableKey: { type: 'apiKey', in: 'header', name: 'Orgkit-Publishable-Key' },
      secretKey: { type: 'http', scheme: 'bearer' },
      session: { type: 'apiKey', in: 'cookie' },
    })
    for (const { operationId, tags, security } of operations) {
      const names = [...new Set(security.flatMap(Object.keys))].sort()
      expect([operationId, names]).toEqual([
        operationId,
        tags[0] === 'backend' ? ['secretKey'] : ['publishableKey', 'session'],
      ])
    }
  })

  test('that a write takes an Idempotency-Key, and a read does not', () => {
    expect(document.components.parameters.idempotencyKey).toMatchObject({
      name: 'Idempotency-Key',
      in: 'header',
    })
    for (const operation of operations) {
      const takesKey = JSON.stringify(operation.parameters).includes('#/components/parameters/idempotencyKey')
      expect([operation.operationId, takesKey]).toEqual([operation.operationId, isWrite(operation)])
    }
  })

  test('that every failure is an Error with a code of the closed list', () => {
    expect(document.components.schemas.ErrorBody?.properties?.code?.enum).toEqual([...errorCodes])
    for (const { operationId, responses } of operations) {
      const failures = Object.entries(responses).filter(([status]) => status !== '200')
      expect([operationId, failures.length > 0]).toEqual([operationId, true])
      for (const [, { content }] of failures) {
        const parts = content['application/json']?.schema.allOf ?? []
        expect(parts).toContainEqual({ $ref: '#/components/schemas/Error' })
        const codes = parts.flatMap(({ properties }) => properties?.error?.properties?.code?.enum ?? [])
        expect(codes.length).toBeGreaterThan(0)
        expect(errorCodes).toEqual(expect.arrayContaining(codes))
      }
    }
  })

  test('how long to wait, wherever it answers that there were too many', () => {
    for (const { operationId, responses } of operations) {
      const { headers } = responses['429'] ?? {}
      expect([operationId, headers]).toEqual([
        operationId,
        { 'Retry-After': { $ref: '#/components/headers/retryAfter' } },
      ])
    }
    expect(document.components.headers.retryAfter).toMatchObject({ schema: { type: 'integer' } })
  })
})
