import { app, type AppOperationName } from '../contract/app'
import { OrgkitError, orThrow, refuse } from '../errors'
import type { Instance } from '../model/instance'
import type { Identity } from '../model/user'
import { compareKeys } from '../name-key'
import { has } from '../rules/authorization'
import type { SessionTask } from '../model/session'
import { checkMayChoose, checkTasksDone } from '../rules/session'
import { toStorable } from '../rules/text'
import { instanceFor } from './scene'
import type { MembershipRow, OrganizationRow, Transaction, UserIdentityRow, UserRow } from './store'
import { authorityOf } from './view'

/** Who calls, and in which instance. The host found out both before the engine is asked. */
export interface Caller {
  instanceId: string
  /** `null`: signed out. */
  identity: Identity | null
}

export async function instanceOf(tx: Transaction, lock?: 'shared' | 'exclusive'): Promise<Instance> {
  const instance = await (lock ? tx.lockInstance(lock) : tx.instance())
  if (!instance) throw new OrgkitError({ code: 'unknown_instance' })
  return instance
}

/**
 * The caller's row, made or brought up to date with what the host says. Locked in a write, with the other users given;
 * `locks: null`: none is.
 */
export async function actorOf(
  tx: Transaction,
  identity: Identity | null,
  locks: readonly string[] | null,
): Promise<UserRow | null> {
  if (!identity) return null
  const told = toldBy(identity)
  const known = locks ? await lockAmong(tx, told.id, locks) : await tx.users.get(told.id)
  return known && isSameIdentity(known, told) ? known : tx.users.upsert(told)
}

/** The caller as `actorOf` would give them, who is neither kept nor locked. */
export async function actorSeen(tx: Transaction, identity: Identity | null): Promise<UserRow | null> {
  if (!identity) return null
  const told = toldBy(identity)
  return { ...unknownUser, ...(await tx.users.get(told.id)), ...told }
}

const unknownUser = {
  organizationCount: 0,
  createdOrganizationCount: 0,
  lastActiveOrganizationId: null,
  mayCreateOrganizations: 'instance',
  creationLimit: 'instance',
  metadata: {},
  acceptedTermsVersion: null,
  acceptedTermsAt: null,
} as const

/** What the host says of the caller, in a form that can be kept. */
function toldBy({ id, name, emails, imageUrl = null }: Identity): UserIdentityRow {
  if (id === '')
    throw new Error('identify: a user has an empty id, which is nobody’s. Give the host’s own id, or null.')
  return {
    id,
    name: toStorable(name),
    emails: emails.map(({ address, verified }) => ({ address: toStorable(address), verified })),
    imageUrl: imageUrl === null ? null : toStorable(imageUrl),
  }
}

/** Locks the users in the order that all commands keep, and gives the one. */
async function lockAmong(tx: Transaction, id: string, others: readonly string[]): Promise<UserRow | null> {
  let own: UserRow | null = null
  for (const each of [...new Set([...others, id])].sort(compareKeys)) {
    const row = await tx.lockUser(each)
    if (each === id) own = row
  }
  return own
}

/**
 * Throws `unauthenticated`, `organizations_disabled` or `session_pending` where the operation asks for more than there is. `tasks`:
 * what the caller must finish.
 */
export function checkSession(
  instance: Instance,
  actor: UserRow | null,
  name: AppOperationName,
  tasks: readonly SessionTask[],
): void {
  const { session } = app[name]
  const errors: readonly string[] = app[name].errors
  if (session === 'any') return
  if (!actor) return orThrow(refuse('unauthenticated'))
  const isOfOrganizations = errors.includes('organizations_disabled')
  if (isOfOrganizations && !instance.settings.organizationsEnabled) orThrow(refuse('organizations_disabled'))
  if (session === 'choosing') orThrow(checkMayChoose(tasks))
  if (session === 'active') orThrow(checkTasksDone(tasks))
}

export interface Access {
  organization: OrganizationRow
  membership: MembershipRow
  /** With the organization's own roles. */
  instance: Instance
}

/** The access that the contract row asked for; it is there, or `authorize` threw. */
export function accessed<Given extends Pick<Access, 'organization' | 'membership'>>(
  access: Given | null,
): Given {
  if (access) return access
  throw new OrgkitError({ code: 'not_found', field: 'organizationId' })
}

/** The organization and the caller's place in it. Throws `not_found` to a stranger, `forbidden` to a member who may not. */
export async function authorize(
  tx: Transaction,
  {
    instance,
    actor,
    name,
    input,
    isLocked,
  }: { instance: Instance; actor: UserRow | null; name: AppOperationName; input: object; isLocked: boolean },
): Promise<Access | null> {
  const { permission } = app[name] as { permission: string | null }
  if (permission === null) return null
  const { organizationId } = input as { organizationId: string }
  const organization = await (isLocked
    ? tx.lockOrganization(organizationId)
    : tx.organizations.get(organizationId))
  const membership = organization && actor && (await tx.memberships.get(organizationId, actor.id))
  if (!organization || !membership) throw new OrgkitError({ code: 'not_found', field: 'organizationId' })
  const own = await instanceFor(tx, instance, organization)
  if (permission !== 'member' && !has(authorityOf(own, membership.roleKey), { permission })) {
    throw new OrgkitError({ code: 'forbidden', meta: { permission } })
  }
  return { organization, membership, instance: own }
}

function isSameIdentity(known: UserIdentityRow, told: UserIdentityRow): boolean {
  return (
    known.name === told.name &&
    known.imageUrl === told.imageUrl &&
    known.emails.length === told.emails.length &&
    known.emails.every(({ address, verified }, index) => {
      const other = told.emails[index]
      return other?.address === address && other.verified === verified
    })
  )
}
