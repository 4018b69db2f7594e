import { type Adapter, type AdapterMethods, OrgkitError } from '@orgkit/core'
import {
  type AskBackend,
  chapters,
  type ConformanceBackend,
  type ConformanceWorld,
  runCase,
} from '@orgkit/core/conformance'
import { describe, expect, test } from 'vitest'
import { embeddedBackend } from './embedded-world'

type Sabotage = (good: Adapter) => Partial<AdapterMethods>

/** What an adapter of somebody else could do wrong, with a chapter of the suite that must notice. */
const sabotages: [string, keyof typeof chapters, Sabotage][] = [
  [
    'a page loses its last row',
    'membership list',
    (good) => ({
      listUserMemberships: async (input) => {
        const page = await good.listUserMemberships(input)
        return page.nextCursor ? { ...page, items: page.items.slice(0, -1) } : page
      },
    }),
  ],
  [
    'a page shows the row before it again',
    'membership list',
    (good) => ({
      listUserMemberships: (input) =>
        good.listUserMemberships({ ...input, offset: Math.max(0, (input.offset ?? 0) - 1) }),
    }),
  ],
  [
    'rows are sorted as JavaScript compares',
    'membership list',
    (good) => ({
      listUserMemberships: async (input) => {
        const page = await good.listUserMemberships(input)
        const items = [...page.items].sort((left, right) =>
          left.organization.name < right.organization.name ? -1 : 1,
        )
        return { ...page, items }
      },
    }),
  ],
  [
    'a limit is overlooked',
    'membership list',
    (good) => ({ listUserMemberships: ({ limit: _, ...input }) => good.listUserMemberships(input) }),
  ],
  [
    'a query is overlooked',
    'membership search',
    (good) => ({ listUserMemberships: ({ query: _, ...input }) => good.listUserMemberships(input) }),
  ],
  [
    'the count of a search is that of the list',
    'membership search',
    (good) => ({
      listUserMemberships: async (input, options) => {
        const { totalCount } = await good.listUserMemberships({}, options)
        return { ...(await good.listUserMemberships(input, options)), totalCount }
      },
    }),
  ],
  [
    'a key is overlooked',
    'idempotency',
    (good) => ({
      createOrganization: (input, { signal } = {}) => good.createOrganization(input, { signal }),
    }),
  ],
  ['a key is not compared with its input', 'idempotency', (good) => rememberingKeys(good)],
  [
    'a signal is overlooked',
    'abort',
    (good) => ({
      createOrganization: (input) => good.createOrganization(input),
      getSession: (input) => good.getSession(input),
    }),
  ],
  [
    'a stranger learns that an organization exists',
    'organization',
    (good) => ({
      getOrganization: (input) =>
        good.getOrganization(input).catch((error: Error) => {
          const isReal =
            input.organization.startsWith('org_') && input.organization !== 'org_01jd0000000000000000000000'
          if (isReal) error.message += ' for you'
          throw error
        }),
    }),
  ],
  [
    'an unknown organization falls back to the last one',
    'active organization',
    (good) => ({
      getSession: async (input) => {
        const answer = await good.getSession(input)
        return answer.session?.activeError ? good.getSession({}) : answer
      },
    }),
  ],
  [
    'the last active organization is not remembered',
    'active organization',
    (good) => ({
      setLastActiveOrganization: async ({ organizationId }) =>
        organizationId === null
          ? good.setLastActiveOrganization({ organizationId })
          : { active: await good.getOrganization({ organization: organizationId }), events: [] },
    }),
  ],
  [
    'the task is not told',
    'session',
    (good) => ({
      getSession: async (input) => {
        const answer = await good.getSession(input)
        return answer.session
          ? { ...answer, session: { ...answer.session, tasks: [], status: 'active' } }
          : answer
      },
    }),
  ],
  [
    'a slug is shown though slugs are off',
    'slug',
    (good) => ({
      createOrganization: async (input, options) => {
        const answer = await good.createOrganization(input, options)
        return {
          ...answer,
          organization: { ...answer.organization, slug: answer.organization.slug ?? 'acme' },
        }
      },
    }),
  ],
  [
    'a slug is called free that is taken',
    'slug',
    () => ({ checkSlug: async ({ slug }) => ({ slug, refusal: null, suggestions: [] }) }),
  ],
  [
    'a logo is believed by its type',
    'logo',
    (good) => ({
      setOrganizationLogo: (input, options) =>
        good.setOrganizationLogo(input, options).catch(async (error: unknown) => {
          if (input.logo?.type !== 'image/png') throw error
          return good.setOrganizationLogo({ ...input, logo: null }, options)
        }),
    }),
  ],
  [
    'an event is lost',
    'organization',
    (good) => ({
      createOrganization: async (input, options) => {
        const answer = await good.createOrganization(input, options)
        return { ...answer, events: answer.events.slice(1) }
      },
    }),
  ],
  [
    'markup in a name is escaped',
    'organization name',
    (good) => ({
      createOrganization: (input, options) =>
        good.createOrganization({ ...input, name: input.name.replaceAll('<', '&lt;') }, options),
    }),
  ],
  [
    'a list of members shows no role but the first',
    'member',
    (good) => ({
      listMembers: async (input) => {
        const page = await good.listMembers(input)
        return { ...page, items: page.items.map((item) => ({ ...item, role: page.items[0]!.role })) }
      },
    }),
  ],
  [
    'a role filter is overlooked',
    'member',
    (good) => ({ listMembers: ({ roleKey: _, ...input }) => good.listMembers(input) }),
  ],
  [
    'the last administrator may leave',
    'member',
    (good) => ({
      leaveOrganization: (input) => good.leaveOrganization(input).catch(() => ({ events: [] })),
    }),
  ],
  [
    'an address is compared with its case',
    'invitation',
    (good) => ({
      inviteMember: (input) =>
        good.inviteMember({
          ...input,
          emailAddress: input.emailAddress.replace('NEW@', 'other@').replace('USER', 'someone'),
        }),
    }),
  ],
  [
    'an invitation that was taken back still has a link',
    'invitation',
    (good) => {
      const links = new Map<string, string>()
      return {
        getInvitationLink: async (input) => {
          const known = links.get(input.invitationId)
          return known ? { url: known, expiresAt: new Date(0).toISOString() } : good.getInvitationLink(input)
        },
        inviteMember: async (input, options) => {
          const output = await good.inviteMember(input, options)
          const { organizationId } = input
          const invitationId = output.invitation.id
          links.set(invitationId, (await good.getInvitationLink({ organizationId, invitationId })).url)
          return output
        },
      }
    },
  ],
  [
    'a preview tells the invited address',
    'answer to an invitation',
    (good) => ({
      previewInvitation: async (input) => {
        const { invitation, refusal } = await good.previewInvitation(input)
        return { refusal, invitation: { ...invitation, emailAddress: 'grace@conformance.test' } }
      },
    }),
  ],
  [
    'a wrong account is told that there is nothing',
    'answer to an invitation',
    (good) => ({
      previewInvitation: async (input) => {
        const answer = await good.previewInvitation(input)
        return answer.refusal?.code === 'wrong_account' ? { ...answer, refusal: null } : answer
      },
    }),
  ],
  [
    'the session counts invitations of unverified addresses',
    'answer to an invitation',
    (good) => ({
      getSession: async (input) => {
        const answer = await good.getSession(input)
        return answer.session ? { ...answer, session: { ...answer.session, invitationCount: 1 } } : answer
      },
    }),
  ],
  [
    'the last administrator is demoted',
    'last administrator',
    (good) => ({
      updateMemberRole: async (input, options) => {
        const members = await good.listMembers({ organizationId: input.organizationId })
        const answer = { member: members.items[0]!, events: [] }
        return good.updateMemberRole(input, options).catch(() => answer)
      },
    }),
  ],
  [
    'a stale version is overlooked',
    'change of an organization',
    (good) => ({
      updateOrganization: ({ version: _, ...input }, options) => good.updateOrganization(input, options),
    }),
  ],
  [
    'a slug that was given up leads nowhere',
    'change of an organization',
    (good) => ({
      getOrganization: async (input) => {
        const answer = await good.getOrganization(input)
        const { id, slug } = answer.organization
        if ([id, slug].includes(input.organization)) return answer
        throw new OrgkitError({ code: 'not_found', field: 'organization' })
      },
    }),
  ],
  [
    'a limit lets what the command refuses',
    'limits as data',
    (good) => ({
      getOrganization: async (input) => {
        const answer = await good.getOrganization(input)
        const deleteOrganization = { ...answer.limits.deleteOrganization, allowed: true, reason: null }
        return { ...answer, limits: { ...answer.limits, deleteOrganization } }
      },
    }),
  ],
  [
    'a deleted organization only loses its caller',
    'deletion of an organization',
    (good) => ({
      deleteOrganization: async ({ organizationId }) => {
        const { organization } = await good.getOrganization({ organization: organizationId })
        const left = await good.leaveOrganization({ organizationId }).catch(() => ({ events: [] }))
        return organization.membersMayDelete ? left : good.deleteOrganization({ organizationId })
      },
    }),
  ],
  [
    'a list to remove ends at the first refusal',
    'members by the list',
    (good) => ({
      removeMembers: async (input, options) => {
        const answer = await good.removeMembers(input, options)
        const first = answer.results.findIndex(({ error }) => error !== null)
        return first < 0 ? answer : { ...answer, results: answer.results.slice(0, first + 1) }
      },
    }),
  ],
  [
    'who is removed is told to be there',
    'removal of a member',
    (good) => ({
      removeMember: async (input, options) => {
        const { events } = await good.removeMember(input, options)
        return {
          events: events.map((event) =>
            event.type === 'membership.deleted'
              ? { ...event, counts: { ...event.counts, memberCount: event.counts.memberCount + 1 } }
              : event,
          ),
        }
      },
    }),
  ],
  [
    'a role acts on the session after the next only',
    'role of a member',
    (good) => {
      const first = new Map<string | null | undefined, ReturnType<Adapter['getSession']>>()
      return {
        getSession: (input) => {
          const { organization } = input
          if (!first.has(organization)) first.set(organization, good.getSession(input))
          return first.get(organization)!
        },
      }
    },
  ],
  [
    'an offer is open after it was turned down',
    'hand-over of administration',
    (good) => {
      let last: Awaited<ReturnType<Adapter['offerAdministration']>> | undefined
      return {
        offerAdministration: async (input, options) =>
          (last = await good.offerAdministration(input, options)),
        getOrganization: async (input) => ({
          ...(await good.getOrganization(input)),
          administrationOffers: last ? [last.offer] : [],
        }),
      }
    },
  ],
  [
    'a role is made under a name that is taken',
    'role of an organization',
    (good) => ({
      createOrganizationRole: (input, options) =>
        good.createOrganizationRole({ ...input, name: `${input.name}\u200b` }, options),
    }),
  ],
  [
    'a role is deleted though it is held',
    'change of an organization’s role',
    (good) => ({
      deleteOrganizationRole: (input, options) =>
        good.deleteOrganizationRole({ replacementRoleKey: 'org:member', ...input }, options),
    }),
  ],
  [
    'the trail does not say who did it',
    'audit trail',
    (good) => ({
      listEvents: async (input) => {
        const page = await good.listEvents(input)
        return { ...page, items: page.items.map((entry) => ({ ...entry, actor: null })) }
      },
    }),
  ],
  [
    'the trail is read without its filters',
    'audit trail',
    (good) => ({ listEvents: ({ type: _, ...input }) => good.listEvents(input) }),
  ],
  [
    'a refusal has another code',
    'creation limit',
    (good) => ({
      createOrganization: (input, options) =>
        good.createOrganization(input, options).catch((error: unknown) => {
          throw Object.assign(error as object, { code: 'forbidden' })
        }),
    }),
  ],
  [
    'a refusal is a plain error',
    'authorization',
    (good) => ({
      checkSlug: (input, options) =>
        good.checkSlug(input, options).catch((error: Error) => {
          throw new Error(error.message)
        }),
    }),
  ],
]

/** What a backend could do wrong for the app's own server. */
const backendSabotages: [string, keyof typeof chapters, (good: AskBackend) => AskBackend][] = [
  ['a key is overlooked', 'backend operation', (good) => (name, input) => good(name, input)],
  [
    'organizations are listed the oldest first',
    'backend organization',
    (good) => async (name, input, options) => {
      const answer = await good(name, input, options)
      return name === 'listOrganizations' && 'items' in answer
        ? { ...answer, items: answer.items.toReversed() }
        : answer
    },
  ],
  [
    'a limit of its own is kept and not heeded',
    'membership limit',
    (good) => async (name, input, options) => {
      const answer = await good(name, input, options)
      if (name === 'updateOrganization' && 'membershipLimit' in input && 'organizationId' in input) {
        const { organizationId } = input
        if (organizationId) await good('updateOrganization', { organizationId, membershipLimit: 'instance' })
      }
      return answer
    },
  ],
  [
    'a setting is answered and not kept',
    'settings',
    (good) => async (name, input, options) => {
      if (name !== 'updateSettings') return good(name, input, options)
      const before = (await good('getSettings', {})).settings
      const answer = await good(name, input, options)
      const { creatorRoleKey: _creator, defaultRoleKey: _default, ...settings } = before
      await good('updateSettings', settings)
      return answer
    },
  ],
  [
    'a deleted user stays',
    'backend user',
    (good) => (name, input, options) =>
      name === 'deleteUser'
        ? good(name, input, options).catch(() => ({ events: [] }) as never)
        : good(name, input, options),
  ],
]

describe('the suite notices when', () => {
  test.each(sabotages)('%s (%s)', (_, chapter, sabotage) => expectNoticed(chapter, sabotaged(sabotage)))

  test.each(backendSabotages)('for the app’s own server %s (%s)', (_, chapter, sabotage) =>
    expectNoticed(
      chapter,
      sabotaged(() => ({}), sabotage),
    ),
  )
})

async function expectNoticed(chapter: keyof typeof chapters, backend: ConformanceBackend): Promise<void> {
  const outcomes = await Promise.allSettled(chapters[chapter]!.map((each) => runCase(backend, each)))
  expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0)
}

test('the suite finds nothing wrong where nothing is', async () => {
  const cases = Object.values(chapters).flat()
  const outcomes = await Promise.allSettled(
    cases.map((each) =>
      runCase(
        sabotaged(() => ({})),
        each,
      ),
    ),
  )
  expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([])
})

function sabotaged(
  sabotage: Sabotage,
  sabotageBackend: (good: AskBackend) => AskBackend = (good) => good,
): ConformanceBackend {
  const wrap = (adapter: Adapter): Adapter => ({ ...adapter, ...sabotage(adapter) })
  return {
    ...embeddedBackend,
    async createWorld(options): Promise<ConformanceWorld> {
      const world = await embeddedBackend.createWorld(options)
      return {
        ...world,
        signUp: async (user) => wrap(await world.signUp(user)),
        signedOut: () => wrap(world.signedOut()),
        backend: world.backend && sabotageBackend(world.backend),
      }
    },
  }
}

function rememberingKeys(good: Adapter): Partial<AdapterMethods> {
  const answers = new Map<string, ReturnType<Adapter['createOrganization']>>()
  return {
    createOrganization: (input, { idempotencyKey } = {}) => {
      const answer = (idempotencyKey && answers.get(idempotencyKey)) || good.createOrganization(input)
      if (idempotencyKey) answers.set(idempotencyKey, answer)
      return answer
    },
  }
}
