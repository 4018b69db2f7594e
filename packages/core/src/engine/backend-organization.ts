import type { BackendCreateOrganizationInput } from '../contract/backend'
import { isOrgkitError, OrgkitError, orThrow } from '../errors'
import type { BackendOrganization, BulkResult } from '../model/backend'
import type { OrgkitEvent } from '../model/event'
import { checkBulk } from '../rules/member'
import { checkMembershipLimit } from '../rules/settings'
import { findOrganization } from './access'
import { eventPage } from './activity'
import { backendCommand, backendQuery } from './backend-command'
import { checkedPage, decodeListCursor, encodeListCursor } from './cursor'
import { countsOf } from './invitation-facts'
import { makeOrganization } from './new-organization'
import { changeOrganization, endOrganization } from './organization-changes'
import { pageOf } from './page'
import { found, type Scene } from './scene'
import type { OrganizationRow } from './store'
import { viewBackendOrganization } from './view'

export const backendCreateOrganization = backendCommand('createOrganization', {
  locks: ({ userId }) => (userId === undefined ? [] : [userId]),
  run: (scene) => create(scene, scene.input),
})

export const createOrganizations = backendCommand('createOrganizations', {
  locks: ({ organizations }) =>
    checkBulk('organizations', organizations.length)
      ? []
      : organizations.flatMap(({ userId }) => (userId === undefined ? [] : [userId])),
  async run(scene) {
    const { organizations } = scene.input
    orThrow(checkBulk('organizations', organizations.length))
    const results: BulkResult<BackendOrganization>[] = []
    const events: OrgkitEvent[] = []
    for (const wish of organizations) {
      try {
        // One that a rule refuses has written nothing.
        const created = await create(scene, wish)
        results.push({ value: created.organization, error: null })
        events.push(...created.events)
      } catch (error) {
        if (!isOrgkitError(error)) throw error
        results.push({ value: null, error: error.toJSON() })
      }
    }
    return { results, events }
  },
})

export const listOrganizations = backendQuery('listOrganizations', async ({ tx, instance, input, now }) => {
  const { limit, offset } = checkedPage(input)
  const after = input.cursor === undefined ? null : decodeListCursor('organizations', input.cursor)
  return pageOf({
    limit,
    list: (most) => tx.organizations.list({ limit: most, offset, after }),
    cursorOf: ({ id }) => encodeListCursor('organizations', id),
    async view(rows) {
      const items: BackendOrganization[] = []
      for (const row of rows) items.push(await viewNow({ tx, instance, now }, row))
      return items
    },
    count: () => tx.organizations.count(),
  })
})

export const backendGetOrganization = backendQuery('getOrganization', async (scene) => {
  const row = await findOrganization(scene.tx, scene.instance, scene.input.organization)
  return { organization: await viewNow(scene, found(row, 'organization')) }
})

export const backendUpdateOrganization = backendCommand('updateOrganization', {
  async run(scene) {
    const { organizationId: _, ...change } = scene.input
    if (change.membershipLimit !== undefined) {
      orThrow(checkMembershipLimit(change.membershipLimit, scene.instance.application))
    }
    const changed = await changeOrganization(scene, found(scene.organization, 'organizationId'), change)
    return {
      organization: viewBackendOrganization(changed.organization, scene.instance),
      events: changed.events,
    }
  },
})

export const backendDeleteOrganization = backendCommand('deleteOrganization', {
  isExclusive: true,
  run: async (scene) => ({
    events: await endOrganization(scene, found(scene.organization, 'organizationId')),
  }),
})

export const backendListEvents = backendQuery(
  'listEvents',
  async ({ tx, organization, input }) => {
    const { organizationId } = input
    if (!organization) {
      // One that is gone has left its trail; of one that never was there is none.
      const count = await tx.events.count({ organizationId, type: null, actorUserId: null })
      if (count === 0) throw new OrgkitError({ code: 'not_found', field: 'organizationId' })
    }
    return eventPage(tx, organizationId, input)
  },
  { isOfDeletedToo: true },
)

async function create(
  scene: Scene,
  { userId, membershipLimit = 'instance', ...wish }: BackendCreateOrganizationInput,
) {
  const { tx, instance } = scene
  orThrow(checkMembershipLimit(membershipLimit, instance.application))
  const creator = userId === undefined ? null : found(await tx.users.get(userId), 'userId')
  const { organization, events } = await makeOrganization(scene, { ...wish, creator, membershipLimit })
  return { organization: viewBackendOrganization(organization, instance), events }
}

async function viewNow(
  { tx, instance, now }: Pick<Scene, 'tx' | 'instance' | 'now'>,
  row: OrganizationRow,
): Promise<BackendOrganization> {
  return viewBackendOrganization({ ...row, ...(await countsOf(tx, row, now)) }, instance)
}
