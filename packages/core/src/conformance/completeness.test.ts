import { expect, test } from 'vitest'
import { app, type AppOperationName } from '../contract/app'
import type { ErrorCode } from '../errors'
import type { Cover } from './case'
import { chapters } from './chapters'
import { allowedCodes } from './record'

const cases = Object.values(chapters).flat()
const covered = new Set<Cover>(cases.flatMap(({ covers }) => covers))
const names = Object.keys(app) as AppOperationName[]

const days = 'days have to pass; the engine is asked by test in @orgkit/adapters, with a clock of its own'

/** Codes of contract rows that no case brings about, each with the reason. */
const notExercised: Partial<Record<Cover, string>> = {
  'acceptInvitation:invitation_expired': days,
  'declineInvitation:invitation_expired': days,
  'getInvitationLink:invitation_expired': days,
  'resendInvitation:already_invited': days,
}

test.each(names)('%s is answered in at least one case', (name) => {
  expect(covered).toContain(name)
})

test.each(names)('every code of %s is brought about by a case, or listed with a reason', (name) => {
  const { errors, session } = app[name]
  const codes: ErrorCode[] = [...errors, ...(session === 'any' ? [] : ['unauthenticated' as const])]
  if (session === 'active') codes.push('session_pending')
  const missing = codes
    .map((code): Cover => `${name}:${code}`)
    .filter((cover) => !covered.has(cover) && !notExercised[cover])
  expect(missing).toEqual([])
})

test('nothing is listed that is exercised after all', () => {
  expect(Object.keys(notExercised).filter((cover) => covered.has(cover as Cover))).toEqual([])
})

test('no case covers a code that its operation cannot answer with', () => {
  const foreign = [...covered].filter((cover) => {
    const [name, code] = cover.split(':') as [AppOperationName, never?]
    return code !== undefined && !allowedCodes(name).has(code)
  })
  expect(foreign).toEqual([])
})

test.each(Object.entries(chapters))('every title stands once in %s', (_, list) => {
  const titles = list.map(({ title }) => title)
  expect(new Set(titles).size).toBe(titles.length)
})
