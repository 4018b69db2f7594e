import { expect, test } from 'vitest'
import { readJsonBody } from './request-body'

const read = (body: string) =>
  readJsonBody(
    new Request('http://orgkit.test', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    }),
  )

test('reads an object, with lists and objects in it', async () => {
  const body = { name: 'Acme', people: [{ address: 'a@acme.test', roles: ['x'] }], none: null }
  expect(await read(JSON.stringify(body))).toEqual(body)
})

test.each([
  ['{"__proto__":1}', '__proto__'],
  ['{"a":{"__proto__":{"admin":true}}}', 'a.__proto__'],
  ['{"people":[{"address":"a"},{"__proto__":null}]}', 'people.1.__proto__'],
])('refuses a prototype wherever it stands: %s', async (body, field) => {
  await expect(read(body)).rejects.toMatchObject({ code: 'invalid_request', field })
})

const nested = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`

test('takes 32 levels and refuses more, with the field', async () => {
  expect(await read(nested(31))).toHaveProperty('a')
  for (const depth of [40, 100_000]) {
    await expect(read(nested(depth))).rejects.toMatchObject({
      code: 'invalid_request',
      field: expect.stringMatching(/^a(\.|$)/),
    })
  }
})
