import { countsOf, createId, viewUserMembership } from '@orgkit/core/engine'
import { createKyselyStore } from './database/kysely-store'
import type { Database } from './database/open-database'

export interface SeedMember {
  instanceId: string
  organizationId: string
  userId: string
  roleKey: string
}

/**
 * Makes a user a member past all rules, for samples and tests; does nothing where they are one. Throws where the instance, the
 * user or the organization is not there.
 */
export function seedMember(
  database: Database,
  { instanceId, organizationId, userId, roleKey }: SeedMember,
): Promise<void> {
  return createKyselyStore(database).transaction(instanceId, async (tx) => {
    const instance = await tx.lockInstance('shared')
    const user = await tx.lockUser(userId)
    const organization = await tx.lockOrganization(organizationId)
    if (!instance || !user || !organization)
      throw new Error(`seedMember: no such instance, user or organization.`)
    if (await tx.memberships.get(organizationId, userId)) return

    const now = new Date()
    const at = now.toISOString()
    const row = { organizationId, userId, roleKey, joinedAt: at, lastActiveAt: null }
    await tx.memberships.insert(row)
    await tx.users.update(userId, { organizationCount: user.organizationCount + 1 })
    await tx.organizations.update(organizationId, { memberCount: organization.memberCount + 1 })
    const membership = viewUserMembership({ ...row, organization }, instance)
    const target = { kind: 'user', id: userId, name: user.name } as const
    const audit = { target, before: null, after: { role: membership.role.name } }
    const stamp = { id: createId('evt', now), at, actorUserId: null, audit }
    const counts = await countsOf(tx, { ...organization, memberCount: organization.memberCount + 1 }, now)
    await tx.events.append({ type: 'membership.created', organizationId, userId, membership, counts }, stamp)
  })
}
