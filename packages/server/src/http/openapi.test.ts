import { errorCodes } from '@orgkit/core'
import { app, type AppOperationName, type AppStreamName, appStreams } from '@orgkit/core/contract/app'
import { backend } from '@orgkit/core/contract/backend'
import { expect, test } from 'vitest'
import { openapiDocument } from './openapi'
import { pathsByShape } from './openapi-paths'

interface Parameter {
  name: string
  in: string
  required?: boolean
}
interface OperationObject {
  operationId: string
  tags: string[]
  parameters: (Parameter | { $ref: string })[]
  requestBody?: {
    required: boolean
    content: Record<
      string,
      { schema?: { properties: object; required: string[]; additionalProperties: boolean } }
    >
  }
  responses: Record<string, { description: string; content: Record<string, { schema: object }> }>
}
const document = openapiDocument({ url: 'https://x.test', basePath: '/api/orgkit/v1' }) as {
  openapi: string
  servers: { url: string }[]
  paths: Record<string, Record<string, OperationObject>>
  components: Record<string, Record<string, object>>
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
)

const backendName = (name: string) => `backend${name.charAt(0).toUpperCase()}${name.slice(1)}`

test('holds every operation of each contract once, where the contract says, tagged by its contract', () => {
  expect(document.openapi).toBe('3.1.0')
  expect(document.servers).toEqual([{ url: 'https://x.test/api/orgkit/v1' }])
  const found = operations.map(({ operationId, tags, method, path }) => [
    operationId,
    `${tags.join()} ${method.toUpperCase()} ${path}`,
  ])
  const expected = [
    ...Object.entries({ ...app, ...appStreams }).map(([name, { at }]) => [name, `app ${at}`]),
    ...Object.entries(backend).map(([name, { at }]) => [
      backendName(name),
      `backend ${at.replace(' ', ' /backend')}`,
    ]),
  ]
  // Two operations on one path share the names of its fields.
  const shapes = (rows: string[][]) =>
    Object.fromEntries(rows.map(([id, at = '']) => [id, at.replace(/\{\w+\}/g, '{}')]))
  expect(shapes(found)).toEqual(shapes(expected))
  expect(found).toHaveLength(expected.length)
})

test('gives paths of one shape one name', () => {
  const pathOf = pathsByShape()
  expect(pathOf('/organizations/{organization}')).toBe('/organizations/{organization}')
  expect(pathOf('/organizations/{organizationId}')).toBe('/organizations/{organization}')
  expect(pathOf('/organizations/{organizationId}/leave')).toBe('/organizations/{organizationId}/leave')
  expect(pathOf('/organizations')).toBe('/organizations')
})

test('resolves every reference and is plain JSON', () => {
  const text = JSON.stringify(document)
  const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => ref)
  expect(refs.length).toBeGreaterThan(20)
  const dangling = refs.filter((ref) => {
    const [, , kind = '', name = ''] = ref.split('/')
    return document.components[kind]?.[name] === undefined
  })
  expect(dangling).toEqual([])
  expect(text).not.toMatch(/\$defs|__shared|"\$schema"|"\$id"/)
  expect(JSON.parse(text)).toEqual(document)
})

test('describes each path field as required, and nothing of it in the body', () => {
  for (const { path, parameters, requestBody, method } of operations) {
    const own = parameters.filter((parameter): parameter is Parameter => 'name' in parameter)
    const inPath = own.filter((parameter) => parameter.in === 'path')
    expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? [])
    expect(inPath.every(({ required }) => required)).toBe(true)
    expect(new Set(own.map(({ name }) => name)).size).toBe(own.length)
    expect(method === 'get' && requestBody !== undefined).toBe(false)
    const { properties = {}, additionalProperties = false } =
      requestBody?.content['application/json']?.schema ?? {}
    expect(additionalProperties).toBe(false)
    expect(inPath.filter(({ name }) => name in properties)).toEqual([])
  }
})

const backendRow = (operationId: string) =>
  Object.entries(backend).find(([name]) => backendName(name) === operationId)![1]

test('lists every code that an operation can answer with, below its status', () => {
  for (const { operationId, tags, responses } of operations) {
    const told = Object.values(responses).flatMap(({ description }) =>
      [...description.matchAll(/`(\w+)`/g)].map(([, code]) => code),
    )
    const isBackend = tags[0] === 'backend'
    const appRow = { ...app, ...appStreams }[operationId as AppOperationName | AppStreamName]
    const { errors } = isBackend ? backendRow(operationId) : appRow
    const isOpen = !isBackend && appRow.session === 'any'
    expect(told).toEqual(
      expect.arrayContaining([...errors, 'invalid_request', 'internal', 'unknown_instance']),
    )
    expect(told.includes('unauthenticated')).toBe(!isOpen)
    expect(errorCodes).toEqual(expect.arrayContaining(told))
    expect(new Set(told).size).toBe(told.length)
    expect(Object.keys(responses)).toContain('200')
  }
})

test('describes a stream as server-sent events whose data is a message', () => {
  const { responses, parameters } = byId.subscribe!
  expect(responses[200]?.content).toEqual({
    'text/event-stream': { schema: { $ref: '#/components/schemas/LiveMessage' } },
  })
  expect(parameters).toEqual([
    expect.objectContaining({ name: 'organizationId', in: 'query', required: false }),
    expect.objectContaining({ name: 'cursor', in: 'query', required: false }),
  ])
})

const byId = Object.fromEntries(operations.map((operation) => [operation.operationId, operation]))

test('asks for a body only where a field of it is required, and for none where the path says it all', () => {
  expect(byId.createOrganization?.requestBody?.required).toBe(true)
  expect(byId.updateOrganization?.requestBody?.required).toBe(false)
  expect(byId.deleteOrganizationRole?.requestBody?.required).toBe(false)
  expect(byId.removeMember).not.toHaveProperty('requestBody')
  expect(byId.backendDeleteUser).not.toHaveProperty('requestBody')
})

test('keeps apart what both contracts call by one name', () => {
  const outputOf = (operationId: string) =>
    byId[operationId]?.responses[200]?.content['application/json']?.schema
  for (const name of ['createOrganization', 'updateOrganization', 'getOrganization']) {
    expect(outputOf(name)).not.toEqual(outputOf(backendName(name)))
  }
  expect(outputOf('listMembers')).toEqual(outputOf('backendListMembers'))
})

test('knows what a request looks like', () => {
  expect(byId.createOrganization?.requestBody?.content['application/json']?.schema).toMatchObject({
    properties: { name: { type: 'string' }, slug: { type: 'string' } },
    required: ['name'],
  })
  expect(Object.keys(byId.setOrganizationLogo?.requestBody?.content ?? {})).toContain('image/png')
  expect(byId.listUserMemberships?.parameters).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'limit', in: 'query', schema: { type: 'number' } }),
      expect.objectContaining({
        name: 'sort',
        in: 'query',
        schema: expect.objectContaining({ enum: ['name', 'recent'] }),
      }),
    ]),
  )
})
