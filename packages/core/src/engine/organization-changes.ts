import type { OrgkitEvent } from '../model/event'
import type { LimitOverride } from '../model/instance'
import { OrgkitError, orThrow } from '../errors'
import { checkDeleteOrganization, checkOrganizationName, normalizeName } from '../rules/organization'
import { normalizeSlug } from '../rules/slug'
import { accessed } from './admit'
import { ofOrganization } from './audit'
import { command } from './command'
import { countsOf } from './invitation-facts'
import { endAllRequests } from './request-changes'
import type { Scene } from './scene'
import { claimSlug } from './slug-claim'
import type { OrganizationRow } from './store'
import { tellAllMembershipsEnded } from './user-events'
import { authorityOf, viewOrganization } from './view'

export const updateOrganization = command('updateOrganization', {
  async run(scene) {
    const { organizationId: _, ...change } = scene.input
    const { organization, events } = await changeOrganization(
      scene,
      accessed(scene.access).organization,
      change,
    )
    return { organization: viewOrganization(organization, scene.instance), events }
  },
})

export const deleteOrganization = command('deleteOrganization', {
  // Its members lose a membership each, and any of them may be doing something at this moment.
  isExclusive: true,
  async run(scene) {
    const { organization, membership } = accessed(scene.access)
    orThrow(checkDeleteOrganization(organization, authorityOf(scene.instance, membership.roleKey)))
    return { events: await endOrganization(scene, organization) }
  },
})

export interface OrganizationChange {
  name?: string
  slug?: string
  membershipLimit?: LimitOverride
  membersMayDelete?: boolean
  /** The one that the change was made for. */
  version?: number
}

/** Changes an organization under its lock. Throws `conflict` on a stale version. What is the same already is no change. */
export async function changeOrganization(
  scene: Scene,
  organization: OrganizationRow,
  { version, ...wish }: OrganizationChange,
): Promise<{ organization: OrganizationRow; events: OrgkitEvent[] }> {
  const { tx, instance, now, tell } = scene
  if (version !== undefined && version !== organization.version)
    throw new OrgkitError({ code: 'conflict', field: 'version' })
  const change: Partial<OrganizationRow> = {}
  if (wish.name !== undefined) {
    change.name = normalizeName(wish.name)
    orThrow(checkOrganizationName(change.name))
  }
  if (wish.membershipLimit !== undefined) change.membershipLimit = wish.membershipLimit
  if (wish.membersMayDelete !== undefined) change.membersMayDelete = wish.membersMayDelete
  const at = now.toISOString()
  if (
    wish.slug !== undefined &&
    (normalizeSlug(wish.slug) !== organization.slug || !instance.settings.slugs)
  ) {
    change.slug = await claimSlug(tx, wish.slug, { instance, organizationId: organization.id, now })
    if (organization.slug !== null) await tx.slugs.retire(organization.slug, at)
  }
  const names = fieldsOf(change).filter((name) => change[name] !== organization[name])
  const counts = await countsOf(tx, organization, now)
  if (names.length === 0) return { organization: { ...organization, ...counts }, events: [] }

  const written = { ...change, updatedAt: at, version: organization.version + 1 }
  await tx.organizations.update(organization.id, written)
  const changed = { ...organization, ...written, ...counts }
  const factsOf = (row: Partial<OrganizationRow>) =>
    Object.fromEntries(names.map((name) => [name, row[name] ?? null]))
  const event = await tell(
    {
      type: 'organization.updated',
      organizationId: organization.id,
      organization: viewOrganization(changed, instance),
    },
    ofOrganization(changed, { before: factsOf(organization), after: factsOf(changed) }),
  )
  return { organization: changed, events: [event] }
}

function fieldsOf<Row extends object>(row: Row): (keyof Row)[] {
  return Object.keys(row) as (keyof Row)[]
}

/** Ends an organization, under the instance's exclusive lock. Its name in use is free at once; one that it gave up is not. */
export async function endOrganization(scene: Scene, organization: OrganizationRow): Promise<OrgkitEvent[]> {
  const { tx, actor, tell } = scene
  const { id, slug, createdByUserId } = organization
  const event = await tell(
    { type: 'organization.deleted', organizationId: id },
    ofOrganization(organization, {
      before: { name: organization.name, slug, memberCount: organization.memberCount },
    }),
  )
  const left = await tx.memberships.deleteAll(id)
  const told = [
    ...(await tellAllMembershipsEnded(scene, organization, left)),
    ...(await endAllRequests(scene, organization)),
  ]
  const creator = createdByUserId === null ? null : await tx.users.get(createdByUserId)
  if (creator) {
    await tx.users.update(creator.id, { createdOrganizationCount: creator.createdOrganizationCount - 1 })
  }
  if (slug !== null) await tx.slugs.release(slug)
  await tx.organizations.delete(id)
  // However many were told: the answer is the caller's alone.
  return [event, ...told.filter((each) => 'userId' in each && each.userId === actor?.id)]
}
