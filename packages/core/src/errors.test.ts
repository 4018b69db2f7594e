import { describe, expect, test } from 'vitest'
import { errorCodes, isOrgkitError, OrgkitError, orThrow, refuse } from './errors'

describe('OrgkitError', () => {
  test('carries code, field and facts, and stands in an answer as JSON', () => {
    const error = new OrgkitError({
      code: 'too_long',
      field: 'name',
      meta: { maximum: 100 },
      retryAfterSeconds: 3,
    })
    expect(error).toBeInstanceOf(Error)
    expect(error.name).toBe('OrgkitError')
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: 'too_long',
      message: 'too_long: name',
      field: 'name',
      meta: { maximum: 100 },
      retryAfterSeconds: 3,
    })
  })

  test('leaves out what it has not', () => {
    const error = new OrgkitError({ code: 'internal' })
    expect(Object.keys(error.toJSON())).toEqual(['code', 'message'])
  })

  test('keeps its own message and its cause', () => {
    const cause = new Error('socket')
    const error = new OrgkitError({ code: 'unreachable', message: 'The server is gone' }, { cause })
    expect([error.message, error.cause]).toEqual(['The server is gone', cause])
  })
})

describe('isOrgkitError', () => {
  test('recognises one made by a second copy of the package', () => {
    const brand = Symbol.for('orgkit.error')
    expect(isOrgkitError(Object.assign(new Error('x'), { [brand]: true }))).toBe(true)
    expect(isOrgkitError(new OrgkitError({ code: 'internal' }))).toBe(true)
  })

  test.each([
    null,
    undefined,
    'internal',
    42,
    {},
    new Error('internal'),
    { code: 'internal', message: 'x', name: 'OrgkitError' },
  ])('is false for %j', (value) => {
    expect(isOrgkitError(value)).toBe(false)
  })
})

test('orThrow throws a refusal and passes on null', () => {
  expect(() => orThrow(null)).not.toThrow()
  expect(() => orThrow(refuse('slug_taken', { field: 'slug' }))).toThrow(
    expect.objectContaining({ code: 'slug_taken', field: 'slug' }),
  )
})

test('every code is a short state, once', () => {
  expect(new Set(errorCodes).size).toBe(errorCodes.length)
  for (const code of errorCodes) expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
})
