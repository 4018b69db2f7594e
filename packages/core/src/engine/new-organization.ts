import type { OrgkitEvent } from '../model/event'
import type { LimitOverride } from '../model/instance'
import { orThrow } from '../errors'
import { checkOrganizationName, normalizeName } from '../rules/organization'
import { ofOrganization } from './audit'
import { createId } from './id'
import { join, type Joined } from './join'
import type { Scene } from './scene'
import { claimSlug, proposedSlug } from './slug-claim'
import type { OrganizationRow, UserRow } from './store'
import { viewOrganization } from './view'

export interface NewOrganization {
  name: string
  slug?: string
  /** Under lock. `null`: it begins without members. */
  creator: UserRow | null
  membershipLimit: LimitOverride
}

/** Makes an organization, and its creator its first member. Whether they may is asked before. Throws on a bad name or slug. */
export async function makeOrganization(
  scene: Scene,
  { name: given, slug: wish, creator, membershipLimit }: NewOrganization,
): Promise<{ organization: OrganizationRow; joined: Joined | null; events: OrgkitEvent[] }> {
  const { tx, instance, now, actor, tell } = scene
  const name = normalizeName(given)
  orThrow(checkOrganizationName(name))
  const id = createId('org', now)
  const facts = { instance, organizationId: id, now }
  const slug = await (wish === undefined ? proposedSlug(tx, name, facts) : claimSlug(tx, wish, facts))
  const at = now.toISOString()
  const organization: OrganizationRow = {
    id,
    name,
    slug,
    imageUrl: null,
    memberCount: 0,
    pendingInvitationCount: 0,
    pendingRequestCount: 0,
    membersMayDelete: instance.settings.membersMayDeleteOrganizations,
    membershipLimit,
    roleCount: 0,
    createdByUserId: creator?.id ?? null,
    createdAt: at,
    updatedAt: at,
    version: 1,
  }
  await tx.organizations.insert(organization)
  const first = { ...organization, memberCount: creator ? 1 : 0 }
  const created = await tell(
    { type: 'organization.created', organizationId: id, organization: viewOrganization(first, instance) },
    ofOrganization(organization, { after: { name, slug } }),
  )
  if (!creator) return { organization, joined: null, events: [created] }
  const user = { ...creator, createdOrganizationCount: creator.createdOrganizationCount + 1 }
  await tx.users.update(user.id, { createdOrganizationCount: user.createdOrganizationCount })
  const { creatorRoleKey: roleKey } = instance.settings
  const joined = await join(scene, { organization, user, roleKey, isActive: actor !== null })
  return { organization: joined.organization, joined, events: [created, ...joined.events] }
}
