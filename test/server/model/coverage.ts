import type { ErrorCode } from '@orgkit/core'
import { appRoutes } from '@orgkit/core/contract/app'
import { backendRoutes } from '@orgkit/core/contract/backend'
import { expect } from 'vitest'
import type { Tally } from './world'

/** Refusals that lie deep: they need a world that has come so far. */
const refusals: readonly ErrorCode[] = [
  'forbidden',
  'not_found',
  'session_pending',
  'organizations_disabled',
  'creation_limit_reached',
  'seat_limit_reached',
  'rate_limited',
  'last_administrator',
  'already_administrator',
  'already_member',
  'already_invited',
  'invitation_expired',
  'invitation_revoked',
  'roles_disabled',
  'role_taken',
  'role_is_default',
  'role_is_creator',
  'creator_permissions_missing',
  'permission_taken',
  'slug_taken',
  'slugs_disabled',
  'conflict',
  'idempotency_conflict',
  'domains_disabled',
  'domain_taken',
  'domain_public',
  'domain_verified',
  'dns_record_missing',
  'code_wrong',
  'code_expired',
  'code_exhausted',
  'requests_disabled',
  'request_declined',
]

/** Each operation was done, and each of these refused: two worlds where nothing happens would be alike as well. */
export function expectReached(tally: Tally): void {
  const operations = [
    ...Object.keys(appRoutes).map((name) => `app.${name}`),
    ...Object.keys(backendRoutes).map((name) => `backend.${name}`),
    ...['mail', 'address', 'live', 'session', 'access'],
  ]
  const answers = [...tally.values()].flatMap((counts) => [...counts.keys()])
  expect({
    neverDone: operations.filter((name) => !tally.get(name)?.has('done')),
    neverRefused: refusals.filter((code) => !answers.includes(code)),
  }).toEqual({ neverDone: [], neverRefused: [] })
}
