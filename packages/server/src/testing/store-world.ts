import { randomUUID } from 'node:crypto'
import type {
  DomainRow,
  InvitationRow,
  MembershipRow,
  OrganizationRow,
  Transaction,
} from '@orgkit/core/engine'
import { createKyselyStore } from '../database/kysely-store'
import { migrate } from '../database/migrations'
import type { Database } from '../database/open-database'

export interface StoreWorld {
  instanceId: string
  within<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
}

/** The store alone, for an instance of its own. */
export async function createStoreWorld(database: Database): Promise<StoreWorld> {
  await migrate(database)
  const instanceId = randomUUID()
  const store = createKyselyStore(database)
  return { instanceId, within: (work) => store.transaction(instanceId, work) }
}

export function organizationRow(id: string, facts: Partial<OrganizationRow> = {}): OrganizationRow {
  const at = '2026-01-02T03:04:05.678Z'
  return {
    id,
    name: id,
    slug: null,
    imageUrl: null,
    memberCount: 1,
    pendingInvitationCount: 0,
    pendingRequestCount: 0,
    membersMayDelete: true,
    membershipLimit: 'instance',
    roleCount: 0,
    createdByUserId: 'ada',
    createdAt: at,
    updatedAt: at,
    version: 1,
    ...facts,
  }
}

export function membershipRow(
  organizationId: string,
  userId: string,
  facts: Partial<MembershipRow> = {},
): MembershipRow {
  const joinedAt = '2026-01-02T03:04:05.678Z'
  return { organizationId, userId, roleKey: 'org:member', joinedAt, lastActiveAt: null, ...facts }
}

export function invitationRow(id: string, facts: Partial<InvitationRow> = {}): InvitationRow {
  return {
    id,
    organizationId: 'org_1',
    emailAddress: `${id}@acme.test`,
    addressKey: `${id}@acme.test`,
    roleKey: 'org:member',
    status: 'pending',
    inviterUserId: 'ada',
    expiresInDays: 30,
    createdAt: '2026-01-02T03:04:05.678Z',
    sentAt: '2026-01-02T03:04:05.679Z',
    expiresAt: '2026-02-01T03:04:05.678Z',
    version: 1,
    ...facts,
  }
}

export function domainRow(id: string, facts: Partial<DomainRow> = {}): DomainRow {
  return {
    id,
    organizationId: 'org_1',
    name: `${id.replace('_', '-')}.test`,
    enrollmentMode: 'manual_invitation',
    verifiedAt: null,
    createdAt: '2026-01-02T03:04:05.678Z',
    version: 1,
    proof: null,
    proofVersion: 0,
    pendingRequestCount: 0,
    ...facts,
  }
}

/** Names that a database would sort or search in ways of its own. */
export const hostileNames = [
  'acme',
  'Acme',
  'ACME',
  'ácme',
  'Zebra',
  'zebra',
  'äther',
  'ﬁx',
  'fix',
  'Straße',
  'STRASSE',
  '東京',
  'ＡＢＣ',
  'abc',
  '𝒜cme',
  '\uff5e',
  '😀',
  '😁 x',
  '100%',
  '100_',
  "o'hara",
  'back\\slash',
  '<b>bold</b>',
  '   spaced   out ',
  'İstanbul',
  'ıstanbul',
  '\ufdfa'.repeat(100),
  'a'.repeat(100),
  '\ue000',
  '\u{10ffff}',
]
