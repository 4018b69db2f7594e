import { expect, test } from 'vitest'
import { app, type AppOperationName, appStreams, type AppStreamName } from '../contract/app'
import { backend, type BackendOperationName } from '../contract/backend'
import type { Cover, CoveredOperation } from './case'
import { chapters } from './chapters'
import { allowedCodes, ownCodes } from './record'

const cases = Object.values(chapters).flat()
const covered = new Set<Cover>(cases.flatMap(({ covers }) => covers))
const names: CoveredOperation[] = [
  ...(Object.keys(app) as AppOperationName[]),
  ...(Object.keys(appStreams) as AppStreamName[]),
  ...(Object.keys(backend) as BackendOperationName[]).map((name) => `backend.${name}` as const),
]

const days = 'days have to pass; the engine is asked by test in @orgkit/adapters, with a clock of its own'

/** Codes of contract rows that no case brings about, each with the reason. */
const notExercised: Partial<Record<Cover, string>> = {
  'acceptInvitation:invitation_expired': days,
  'declineInvitation:invitation_expired': days,
  'getInvitationLink:invitation_expired': days,
  'resendInvitation:already_invited': days,
  'resendInvitation:invalid_value': days,
  'backend.resendInvitation:already_invited': days,
  'backend.resendInvitation:invalid_value': days,
  'backend.resendApplicationInvitation:already_invited': days,
}

test.each(names)('%s is answered in at least one case', (name) => {
  expect(covered).toContain(name)
})

test.each(names)('every code of %s is brought about by a case, or listed with a reason', (name) => {
  const missing = ownCodes(name)
    .map((code): Cover => `${name}:${code}`)
    .filter((cover) => !covered.has(cover) && !notExercised[cover])
  expect(missing).toEqual([])
})

test('nothing is listed that is exercised after all', () => {
  expect(Object.keys(notExercised).filter((cover) => covered.has(cover as Cover))).toEqual([])
})

test('no case covers a code that its operation cannot answer with', () => {
  const foreign = [...covered].filter((cover) => {
    const [name, code] = cover.split(':') as [CoveredOperation, never?]
    return code !== undefined && !allowedCodes(name).has(code)
  })
  expect(foreign).toEqual([])
})

test.each(Object.entries(chapters))('every title stands once in %s', (_, list) => {
  const titles = list.map(({ title }) => title)
  expect(new Set(titles).size).toBe(titles.length)
})
