import type { SessionAnswer } from '@orgkit/core'
import type { AppInput, AppOperationName, AppOutput } from '@orgkit/core/contract/app'
import { QueryClient } from '@tanstack/react-query'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  useAcceptAdministration,
  useDeclineAdministration,
  useOfferAdministration,
  useWithdrawAdministration,
} from './administration'
import { useRemoveMember, useRemoveMembers, useUpdateMemberRole, useUpdateMembers } from './member'
import { useDeleteOrganization, useUpdateOrganization } from './organization-changes'
import type { OrganizationWriteInput, OrganizationWriteState } from './organization-write'
import { fakeBackend, type FakeBackend } from './testing/fake-adapter'
import {
  active,
  administrationOffer,
  counts,
  event,
  handOver,
  leaving,
  organization,
  pageOf,
  role,
  roleChanged,
  session,
} from './testing/fixtures'
import { adaIn, adminRole, memberRole, read, team, useOrganizationPage } from './testing/organization-page'
import { renderReady, settle } from './testing/render'

/* What is true of every write in an organization, of each one. */

beforeEach(() => sessionStorage.clear())

interface Writing extends OrganizationWriteState {
  write: () => Promise<unknown>
}

interface Case {
  name: AppOperationName
  /** What is sent, but for the organization. */
  input: object
  use: (input?: OrganizationWriteInput) => Writing
  answer: (backend: FakeBackend) => void
  /** What the write makes of Ada's page. */
  changes: Partial<ReturnType<typeof read>>
  initialSession: SessionAnswer
  members: ReturnType<typeof team>
  /** Whether it needs a backend with members. */
  isOfMembers: boolean
}

function writing<Name extends AppOperationName>(
  name: Name,
  input: Omit<AppInput<Name>, 'organizationId'>,
  output: AppOutput<Name>,
  changes: Case['changes'],
  use: Case['use'],
  given: Partial<Pick<Case, 'initialSession' | 'members' | 'isOfMembers'>> = {},
): Case {
  const answer = (backend: FakeBackend) => backend.last(name).answer(output)
  const rest = { initialSession: adaIn(adminRole), members: team(), isOfMembers: true, ...given }
  return { name, input, use, answer, changes, ...rest }
}

const editor = role('editor')
const edited = (key: string) => ({
  ...team().find(({ user }) => user.id === `user_${key}`)!,
  role: { key: editor.key, name: editor.name },
})
const zeta = organization('acme', { name: 'Zeta', slug: 'zeta', version: 2, memberCount: 3 })
const both = ['user_grace', 'user_linus']
const offered = adaIn(adminRole, { administrationOffers: [administrationOffer('ada', 'grace')] })
const invited = adaIn(memberRole, { administrationOffers: [administrationOffer('grace', 'ada')] })

const cases: Case[] = [
  writing(
    'updateMemberRole',
    { userId: 'user_grace', roleKey: editor.key },
    { member: edited('grace'), events: [roleChanged('user_grace', editor)] },
    { members: ['Ada Admin', 'Grace Editor', 'Linus Member'] },
    (given) => {
      const { updateMemberRole, ...state } = useUpdateMemberRole(given)
      return { ...state, write: () => updateMemberRole({ userId: 'user_grace', roleKey: editor.key }) }
    },
  ),
  writing(
    'removeMember',
    { userId: 'user_grace' },
    { events: [leaving('acme', 'user_grace', counts(2, 0))] },
    { members: ['Ada Admin', 'Linus Member'] },
    (given) => {
      const { removeMember, ...state } = useRemoveMember(given)
      return { ...state, write: () => removeMember('user_grace') }
    },
  ),
  writing(
    'updateMembers',
    { userIds: both, roleKey: editor.key },
    {
      results: [edited('grace'), edited('linus')].map((value) => ({ value, error: null })),
      events: both.map((id) => roleChanged(id, editor)),
    },
    { members: ['Ada Admin', 'Grace Editor', 'Linus Editor'] },
    (given) => {
      const { updateMembers, ...state } = useUpdateMembers(given)
      return { ...state, write: () => updateMembers({ userIds: both, roleKey: editor.key }) }
    },
  ),
  writing(
    'removeMembers',
    { userIds: both },
    {
      results: both.map((value) => ({ value, error: null })),
      events: both.map((id, index) => leaving('acme', id, counts(2 - index, 0))),
    },
    { members: ['Ada Admin'] },
    (given) => {
      const { removeMembers, ...state } = useRemoveMembers(given)
      return { ...state, write: () => removeMembers(both) }
    },
  ),
  writing(
    'updateOrganization',
    { name: 'Zeta', slug: 'zeta', version: 1 },
    {
      organization: zeta,
      events: [event({ type: 'organization.updated', organizationId: 'org_acme', organization: zeta })],
    },
    { here: 'Zeta', organizations: ['Zeta', 'Blue', 'Coop'] },
    (given) => {
      const { updateOrganization, ...state } = useUpdateOrganization(given)
      return { ...state, write: () => updateOrganization({ name: 'Zeta', slug: 'zeta', version: 1 }) }
    },
    { isOfMembers: false },
  ),
  writing(
    'deleteOrganization',
    {},
    { events: [event({ type: 'organization.deleted', organizationId: 'org_acme' })] },
    { here: null, role: null, mayManage: false, members: [], organizations: ['Blue', 'Coop'] },
    (given) => {
      const { deleteOrganization: write, ...state } = useDeleteOrganization(given)
      return { ...state, write }
    },
    { isOfMembers: false },
  ),
  writing(
    'offerAdministration',
    { userId: 'user_grace', nextRoleKey: 'org:member' },
    {
      offer: administrationOffer('ada', 'grace'),
      events: [handOver('administration.offered', 'ada', 'grace')],
    },
    { offers: ['ada → grace'] },
    (given) => {
      const { offerAdministration, ...state } = useOfferAdministration(given)
      return {
        ...state,
        write: () => offerAdministration({ userId: 'user_grace', nextRoleKey: 'org:member' }),
      }
    },
  ),
  writing(
    'withdrawAdministration',
    {},
    { events: [handOver('administration.withdrawn', 'ada', 'grace')] },
    { offers: [] },
    (given) => {
      const { withdrawAdministration: write, ...state } = useWithdrawAdministration(given)
      return { ...state, write }
    },
    { initialSession: offered },
  ),
  writing(
    'acceptAdministration',
    { fromUserId: 'user_grace' },
    {
      active: active('acme'),
      events: [
        roleChanged('user_ada', adminRole),
        roleChanged('user_grace', memberRole),
        handOver('administration.accepted', 'grace', 'ada'),
      ],
    },
    {
      role: 'Admin',
      mayManage: true,
      offers: [],
      members: ['Ada Admin', 'Grace Member', 'Linus Member'],
    },
    (given) => {
      const { acceptAdministration, ...state } = useAcceptAdministration(given)
      return { ...state, write: () => acceptAdministration('user_grace') }
    },
    { initialSession: invited, members: team('grace') },
  ),
  writing(
    'declineAdministration',
    { fromUserId: 'user_grace' },
    { events: [handOver('administration.declined', 'grace', 'ada')] },
    { offers: [] },
    (given) => {
      const { declineAdministration, ...state } = useDeclineAdministration(given)
      return { ...state, write: () => declineAdministration('user_grace') }
    },
    { initialSession: invited, members: team('grace') },
  ),
]

describe.each(cases)(
  '$name',
  ({ name, input, use, answer, changes, initialSession, members, isOfMembers }) => {
    /** Ada's page with everything loaded; from then on nothing is answered by itself. */
    async function open({ strict = false, queryClient = new QueryClient() } = {}) {
      const backend = fakeBackend({ listMembers: () => pageOf(members) })
      const options = { initialSession, strict, queryClient }
      const hooks = renderReady(backend, () => ({ page: useOrganizationPage(), writing: use() }), options)
      await settle()
      backend.script.listMembers = undefined
      const { result } = hooks
      return {
        ...hooks,
        backend,
        shown: () => read(result.current.page),
        begin: () => settle(() => void result.current.writing.write()),
      }
    }

    test.each([false, true])(
      'what it did is shown as soon as it is answered (strict mode: %s)',
      async (strict) => {
        const { backend, result, shown, begin } = await open({ strict })
        const before = shown()
        await begin()
        expect(backend.last(name).input).toEqual({ organizationId: 'org_acme', ...input })
        expect(backend.last(name).idempotencyKey).toMatch(/^\d+-/)
        expect(result.current.writing).toMatchObject({ isPending: true, error: null, isSupported: true })
        expect(shown()).toEqual(before)
        await settle(() => answer(backend))
        expect(shown()).toEqual({ ...before, ...changes })
        expect(shown()).not.toEqual(before)
        expect(result.current.writing).toMatchObject({ isPending: false, error: null })
        expect(backend.calls(name)).toHaveLength(1)
      },
    )

    test('a refusal stands in the error and changes nothing', async () => {
      const { backend, result, shown, begin } = await open()
      const before = shown()
      await begin()
      await settle(() => backend.last(name).fail('organizations_disabled'))
      expect(result.current.writing).toMatchObject({
        isPending: false,
        error: { code: 'organizations_disabled' },
      })
      expect(shown()).toEqual(before)
      expect(backend.calls('getSession')).toHaveLength(0)
      await settle(() => result.current.writing.reset())
      expect(result.current.writing.error).toBeNull()
    })

    test('a double click is one request, and after an uncertain end the next try is the same write', async () => {
      const { backend, result, begin } = await open()
      const answers = [1, 2].map(() => result.current.writing.write().catch(() => 'failed'))
      await settle()
      expect(backend.calls(name)).toHaveLength(1)
      await settle(() => backend.last(name).fail('unreachable'))
      expect(await Promise.all(answers)).toEqual(['failed', 'failed'])
      await begin()
      const [first, second] = backend.calls(name)
      expect(second?.idempotencyKey).toBe(first?.idempotencyKey)
    })

    test('a switch on the way: the next organization shows neither the wait nor what came of it', async () => {
      const { backend, result, shown, begin } = await open()
      await begin()
      await settle(() => void result.current.page.switching.switchOrganization('org_blue'))
      await settle(() =>
        backend.last('setLastActiveOrganization').answer({ active: active('blue'), events: [] }),
      )
      expect(result.current.writing).toMatchObject({ isPending: false, error: null })
      await settle(() => answer(backend))
      expect(shown()).toMatchObject({ here: 'Blue', role: 'Admin', mayManage: true, offers: [] })
      expect(shown().organizations).toEqual(changes.organizations ?? ['Acme', 'Blue', 'Coop'])
      expect(result.current.writing).toMatchObject({ isPending: false, error: null })
      expect(backend.calls('getSession').every((call) => call.input.organization === 'org_blue')).toBe(true)
    })

    test('a handler that is late by a switch writes where it was made', async () => {
      const { backend, result } = await open()
      const { write } = result.current.writing
      await settle(() => void result.current.page.switching.switchOrganization('org_blue'))
      await settle(() =>
        backend.last('setLastActiveOrganization').answer({ active: active('blue'), events: [] }),
      )
      await settle(() => void write())
      expect(backend.last(name).input).toEqual({ organizationId: 'org_acme', ...input })
      await settle(() => backend.last(name).fail('organizations_disabled'))
      expect(result.current.writing.error).toBeNull()
    })

    test('unmounted on the way, it still reaches whoever shows it', async () => {
      const queryClient = new QueryClient()
      const { backend, begin, unmount } = await open({ queryClient })
      const other = renderReady(backend, useOrganizationPage, { initialSession, queryClient })
      await settle()
      const before = read(other.result.current)
      await begin()
      unmount()
      await settle(() => answer(backend))
      expect(read(other.result.current)).toEqual({ ...before, ...changes })
      other.unmount()
    })

    test('in no organization it says what is missing, and sends nothing', async () => {
      const backend = fakeBackend()
      const { result } = renderReady(backend, () => use(), { initialSession: session({ active: null }) })
      await expect(result.current.write()).rejects.toThrow(/this tab works in no organization/)
      expect(backend.calls(name)).toHaveLength(0)
      await settle()
    })

    test('an organization that is named is the one', async () => {
      const backend = fakeBackend()
      const { result } = renderReady(backend, () => use({ organizationId: 'org_coop' }))
      await settle(() => void result.current.write())
      expect(backend.last(name).input).toEqual({ organizationId: 'org_coop', ...input })
    })

    test('a backend without members has the organization itself to change, and nothing else', () => {
      const { result } = renderReady(fakeBackend({}, { members: false }), () => use())
      expect(result.current.isSupported).toBe(!isOfMembers)
    })
  },
)
