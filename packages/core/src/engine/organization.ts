import { OrgkitError, orThrow, refuse } from '../errors'
import type { OrgkitEvent } from '../model/event'
import type { Instance } from '../model/instance'
import { checkCreateOrganization, checkOrganizationName, normalizeName } from '../rules/organization'
import { checkLogo } from '../rules/logo'
import { checkSlug as refusalOfSlug, normalizeSlug, proposeSlug, slugCandidates } from '../rules/slug'
import { openTasks } from '../rules/session'
import { command, query } from './command'
import { createId } from './id'
import { accessTo, findOrganization, signedIn } from './access'
import { accessed } from './admit'
import { countsOf } from './invitation-facts'
import type { MembershipRow, OrganizationRow, Transaction } from './store'
import { viewActive, viewOrganization, viewUserMembership } from './view'

const suggestionCount = 3

export const createOrganization = command('createOrganization', {
  async run({ tx, actor, instance, input, now, tell }) {
    const user = signedIn(actor)
    const { settings } = instance
    orThrow(checkCreateOrganization({ settings, createdCount: user.createdOrganizationCount }))
    const name = normalizeName(input.name)
    orThrow(checkOrganizationName(name))

    const id = createId('org', now)
    const slug = await claimSlug(tx, instance, { id, name, wish: input.slug })
    const at = now.toISOString()
    const organization: OrganizationRow = {
      id,
      name,
      slug,
      imageUrl: null,
      memberCount: 1,
      pendingInvitationCount: 0,
      membersMayDelete: settings.membersMayDeleteOrganizations,
      createdByUserId: user.id,
      createdAt: at,
      updatedAt: at,
      version: 1,
    }
    const row: MembershipRow = {
      organizationId: id,
      userId: user.id,
      roleKey: settings.creatorRoleKey,
      joinedAt: at,
      lastActiveAt: at,
    }
    await tx.organizations.insert(organization)
    await tx.memberships.insert(row)
    await tx.users.update(user.id, {
      organizationCount: user.organizationCount + 1,
      createdOrganizationCount: user.createdOrganizationCount + 1,
      lastActiveOrganizationId: id,
    })

    const view = viewOrganization(organization, instance)
    const membership = viewUserMembership({ ...row, organization }, instance)
    const counts = { memberCount: 1, pendingInvitationCount: 0 }
    const events: OrgkitEvent[] = [
      await tell({ type: 'organization.created', organizationId: id, organization: view }),
      await tell({ type: 'membership.created', organizationId: id, userId: user.id, membership, counts }),
    ]
    for (const { key } of openTasks({ settings, organizationCount: user.organizationCount })) {
      events.push(await tell({ type: 'session_task.completed', userId: user.id, taskKey: key }))
    }
    return { organization: view, membership, active: viewActive(organization, row, instance), events }
  },
})

export const getOrganization = query('getOrganization', async ({ tx, actor, instance, input, now }) => {
  const organization = await findOrganization(tx, instance, input.organization)
  const access = await accessTo(tx, signedIn(actor), instance, organization, now)
  if (!access) throw new OrgkitError({ code: 'not_found', field: 'organization' })
  return access
})

export const setOrganizationLogo = command('setOrganizationLogo', {
  async prepare({ input, instance, ports }) {
    if (input.logo === null) return { url: null }
    orThrow(checkLogo(input.logo))
    const logo = await ports.images.encodeLogo(input.logo)
    return ports.blobs.put(instance.id, logo)
  },
  async run({ tx, access, instance, now, prepared, tell }) {
    const { organization } = accessed(access)
    const change = { imageUrl: prepared.url, updatedAt: now.toISOString(), version: organization.version + 1 }
    await tx.organizations.update(organization.id, change)
    const counts = await countsOf(tx, organization, now)
    const view = viewOrganization({ ...organization, ...change, ...counts }, instance)
    const event = await tell({
      type: 'organization.updated',
      organizationId: organization.id,
      organization: view,
    })
    return { organization: view, events: [event] }
  },
})

export const checkSlug = query('checkSlug', async ({ tx, instance, input }) => {
  if (!instance.settings.slugs) throw new OrgkitError({ code: 'slugs_disabled', field: 'slug' })
  const slug = normalizeSlug(input.slug)
  const refusal = refusalOfSlug(slug)
  if (refusal) return { slug, refusal, suggestions: [] }
  const suggestions = await freeSlugs(tx, slug)
  if (suggestions[0] === slug) return { slug, refusal: null, suggestions: [] }
  return { slug, refusal: refuse('slug_taken', { field: 'slug' }), suggestions }
})

/** Throws `slugs_disabled`, `slug_taken` with free ones in `meta.suggestions`, or what `checkSlug` refuses. */
async function claimSlug(
  tx: Transaction,
  instance: Instance,
  { id, name, wish }: { id: string; name: string; wish: string | undefined },
): Promise<string | null> {
  if (!instance.settings.slugs) {
    if (wish !== undefined) throw new OrgkitError({ code: 'slugs_disabled', field: 'slug' })
    return null
  }
  if (wish !== undefined) {
    const slug = normalizeSlug(wish)
    orThrow(refusalOfSlug(slug))
    if (await tx.slugs.claim(slug, id)) return slug
    throw new OrgkitError({
      code: 'slug_taken',
      field: 'slug',
      meta: { suggestions: await freeSlugs(tx, slug) },
    })
  }
  const proposed = proposeSlug(name)
  orThrow(refusalOfSlug(proposed))
  // Nobody chose this one, so a taken one gives way to the next by itself, at last to one that nobody else has.
  for (const slug of [
    ...(await freeSlugs(tx, proposed)),
    `${proposed.slice(0, 21).replace(/-+$/, '')}-${id.slice(4)}`,
  ]) {
    if (await tx.slugs.claim(slug, id)) return slug
  }
  throw new OrgkitError({ code: 'slug_taken', field: 'slug' })
}

/** The slug itself where it is free, then free ones that resemble it. */
async function freeSlugs(tx: Transaction, slug: string): Promise<string[]> {
  const wanted = [slug, ...slugCandidates(slug)]
  const taken = new Set(await tx.slugs.taken(wanted))
  return wanted.filter((candidate) => !taken.has(candidate)).slice(0, suggestionCount)
}
