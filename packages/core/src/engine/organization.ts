import { OrgkitError, orThrow, refuse } from '../errors'
import { checkCreateOrganization } from '../rules/organization'
import { checkLogo } from '../rules/logo'
import { checkSlug as refusalOfSlug, normalizeSlug } from '../rules/slug'
import { command, query } from './command'
import { accessTo, findOrganization, signedIn } from './access'
import { accessed } from './admit'
import { ofOrganization } from './audit'
import { countsOf } from './invitation-facts'
import { found } from './scene'
import { makeOrganization } from './new-organization'
import { liveCursor } from './live'
import { freeSlugs } from './slug-claim'
import { creationFacts, viewActive, viewOrganization, viewUserMembership } from './view'

export const createOrganization = command('createOrganization', {
  async run(scene) {
    const user = signedIn(scene.actor)
    orThrow(checkCreateOrganization(creationFacts(user, scene.instance)))
    const made = await makeOrganization(scene, { ...scene.input, creator: user, membershipLimit: 'instance' })
    const { organization, joined, events } = made
    const { membership } = found(joined, 'organizationId')
    return {
      organization: viewOrganization(organization, scene.instance),
      membership: viewUserMembership({ ...membership, organization }, scene.instance),
      active: viewActive(organization, membership, scene.instance),
      liveCursor: await liveCursor(scene.tx, user.id, organization.id),
      events,
    }
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
    const event = await tell(
      { type: 'organization.updated', organizationId: organization.id, organization: view },
      ofOrganization(organization, {
        before: { imageUrl: organization.imageUrl },
        after: { imageUrl: prepared.url },
      }),
    )
    return { organization: view, events: [event] }
  },
})

export const checkSlug = query('checkSlug', async ({ tx, instance, input, now }) => {
  if (!instance.settings.slugs) throw new OrgkitError({ code: 'slugs_disabled', field: 'slug' })
  const slug = normalizeSlug(input.slug)
  const refusal = refusalOfSlug(slug)
  if (refusal) return { slug, refusal, suggestions: [] }
  const suggestions = await freeSlugs(tx, slug, { organizationId: null, now })
  if (suggestions[0] === slug) return { slug, refusal: null, suggestions: [] }
  return { slug, refusal: refuse('slug_taken', { field: 'slug' }), suggestions }
})
