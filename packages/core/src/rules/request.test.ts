import { expect, test } from 'vitest'
import { checkAcceptSuggestion, checkDismissSuggestion, checkRequestsOn, suggestionStatus } from './request'

test('requests are seen and answered only where users may ask', () => {
  expect(checkRequestsOn({ membershipRequests: true })).toBeNull()
  expect(checkRequestsOn({ membershipRequests: false })).toEqual({ code: 'requests_disabled' })
})

test('a suggestion is open, asked for, or declined for as long as the domain is there that it was made by', () => {
  const pending = { status: 'pending', domainId: 'dom_1' } as const
  const declined = { status: 'declined', domainId: 'dom_1' } as const
  expect(suggestionStatus({ request: null, isDomainThere: false })).toBe('open')
  for (const isDomainThere of [true, false])
    expect(suggestionStatus({ request: pending, isDomainThere })).toBe('requested')
  expect(suggestionStatus({ request: declined, isDomainThere: true })).toBe('declined')
  expect(suggestionStatus({ request: declined, isDomainThere: false })).toBe('open')
})

const open = { isOwn: false, isSuggested: true, memberOf: null, status: 'open' } as const
const unknown = { code: 'not_found', field: 'suggestionId' }

test('whoever is suggested an organization may ask to join it, unless they are in it or were turned down', () => {
  expect(checkAcceptSuggestion(open)).toBeNull()
  expect(checkAcceptSuggestion({ ...open, memberOf: 'org_1' })).toEqual({
    code: 'already_member',
    meta: { organization: 'org_1' },
  })
  expect(checkAcceptSuggestion({ ...open, status: 'declined' })).toEqual({ code: 'request_declined' })
})

test('to whom it is not suggested it does not exist, be they members or turned down', () => {
  for (const facts of [{}, { memberOf: 'org_1' }, { status: 'declined' }] as const) {
    expect(checkAcceptSuggestion({ ...open, isSuggested: false, ...facts })).toEqual(unknown)
    expect(checkDismissSuggestion({ ...open, isSuggested: false, ...facts })).toEqual(unknown)
  }
})

test('what somebody asked stays theirs where it is suggested no more', () => {
  const own = { ...open, isOwn: true, isSuggested: false, status: 'requested' } as const
  expect(checkAcceptSuggestion(own)).toBeNull()
  expect(checkAcceptSuggestion({ ...own, status: 'declined' })).toEqual({ code: 'request_declined' })
  expect(checkDismissSuggestion(own)).toBeNull()
})

test('a suggestion can be dismissed, but not by who is a member by now', () => {
  expect(checkDismissSuggestion(open)).toBeNull()
  expect(checkDismissSuggestion({ ...open, memberOf: 'org_1' })).toEqual(unknown)
})
