import type { BulkResult } from '../model/backend'
import { defaultAdminRole, defaultMemberRole } from '../model/role'
import { equal, ok, refusal } from './assert'
import type { ConformanceCase, TestUser } from './case'
import { createDomainWorld, domainsOn, typesOf } from './domain-world'
import { rolesOf, signUpElsewhere } from './team'

const mode = 'automatic_suggestion'
const numbers = (count: number) => Array.from({ length: count }, (_, index) => `nobody_${index}`)
const outcomes = (results: readonly BulkResult<unknown>[]) =>
  results.map(({ error }) => error?.code ?? 'done')
const askingOf = async (user: TestUser, organizationId: string) =>
  (await user.listMembershipRequests({ organizationId })).items.map((each) => each.user.name)
const statusOf = async (user: TestUser) => (await user.listSuggestions({})).items.map(({ status }) => status)
const countOf = async (user: TestUser, organization: string) =>
  (await user.getOrganization({ organization })).organization.pendingRequestCount

/** Requests to join, as those answer them who may manage members (F7). */
export const membershipRequestCases: ConformanceCase[] = [
  {
    title: 'who asks to join is listed, the longest waiting first, and can be approved with a role (F7)',
    covers: ['listMembershipRequests', 'approveMembershipRequest', 'acceptSuggestion', 'listEvents'],
    needs: ['backend', 'members', 'activity'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer } = await createDomainWorld(world, mode)
      const [grace, linus] = [await comer('Grace'), await comer('Linus')]
      for (const user of [grace, linus]) await user.acceptSuggestion({ suggestionId: domainId })
      const { items, totalCount, nextCursor } = await ada.listMembershipRequests({ organizationId })
      equal(
        items[0],
        {
          organizationId,
          user: { id: grace.user.id, name: 'Grace', imageUrl: null, emailAddress: 'grace@acme.test' },
          domainName: 'acme.test',
          status: 'pending',
          createdAt: items[0]?.createdAt,
        },
        'who, and by which address',
      )
      equal([items[1]?.user.name, totalCount, nextCursor], ['Linus', 2, null], 'both')
      const first = await ada.listMembershipRequests({ organizationId, limit: 1 })
      const second = await ada.listMembershipRequests({ organizationId, limit: 1, cursor: first.nextCursor! })
      equal([...first.items, ...second.items], items, 'page by page')

      const userId = grace.user.id
      const { member, events } = await ada.approveMembershipRequest({
        organizationId,
        userId,
        roleKey: 'org:admin',
      })
      equal([member.user.id, member.role.key], [userId, 'org:admin'], 'she is a member with that role')
      equal(
        typesOf(events),
        ['membership_request.approved', 'membership.created'],
        'it is told, of her own stream nothing',
      )
      const approved = events[0]
      ok(approved?.type === 'membership_request.approved', 'the first tells of the request')
      equal(
        [approved.request.status, approved.pendingRequestCount, approved.actorUserId],
        ['approved', 1, ada.user.id],
        'one is left',
      )
      await ada.approveMembershipRequest({ organizationId, userId: linus.user.id })
      equal(
        await rolesOf(ada, organizationId),
        { Ada: 'org:admin', Grace: 'org:admin', Linus: 'org:member' },
        'without a role it is the default one',
      )
      equal([await askingOf(ada, organizationId), await countOf(ada, organizationId)], [[], 0], 'none waits')
      equal((await ada.listDomains({ organizationId })).items[0]?.pendingRequestCount, 0, 'nor by the domain')
      equal(
        [(await grace.getSession({})).session?.status, await statusOf(grace)],
        ['active', []],
        'she is in',
      )
      const trail = (await ada.listEvents({ organizationId, type: 'membership_request.approved' })).items
      equal(
        trail.map(({ target, actor }) => [target.name, actor?.name]),
        [
          ['Linus', 'Ada'],
          ['Grace', 'Ada'],
        ],
        'the trail says who approved whom',
      )
    },
  },
  {
    title: 'a declined request is out of the list, and can be neither answered again nor approved',
    covers: [
      'declineMembershipRequest',
      'declineMembershipRequest:not_found',
      'approveMembershipRequest:not_found',
    ],
    needs: ['backend'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer } = await createDomainWorld(world, mode)
      const grace = await comer('Grace')
      const of = { organizationId, userId: grace.user.id }
      for (const userId of [grace.user.id, ada.user.id, 'nobody']) {
        for (const answer of [ada.approveMembershipRequest, ada.declineMembershipRequest])
          await refusal(answer({ organizationId, userId }), 'not_found', { field: 'userId' })
      }
      await grace.acceptSuggestion({ suggestionId: domainId })
      const { request, events } = await ada.declineMembershipRequest(of)
      equal([request.status, request.user.name], ['declined', 'Grace'], 'it is declined')
      equal(typesOf(events), ['membership_request.declined'], 'it is told, of her own stream nothing')
      equal([await askingOf(ada, organizationId), await countOf(ada, organizationId)], [[], 0], 'none waits')
      equal((await ada.listDomains({ organizationId })).items[0]?.pendingRequestCount, 0, 'nor by the domain')
      for (const answer of [ada.approveMembershipRequest, ada.declineMembershipRequest])
        await refusal(answer(of), 'not_found', { field: 'userId' })
      equal((await grace.getSession({})).session?.status, 'pending', 'she is nowhere')
    },
  },
  {
    title: 'nobody approves with a role that holds more than theirs, or that there is not',
    covers: ['approveMembershipRequest:forbidden', 'approveMembershipRequest:invalid_value'],
    needs: ['backend'],
    settings: domainsOn,
    roles: [
      defaultAdminRole,
      defaultMemberRole,
      { key: 'org:notes', name: 'Notes', description: null, permissions: ['org:notes:write'] },
    ],
    async run(world) {
      const { ada, organizationId, domainId, comer } = await createDomainWorld(world, mode)
      const grace = await comer('Grace')
      await grace.acceptSuggestion({ suggestionId: domainId })
      const userIds = [grace.user.id]
      for (const [roleKey, code] of [
        ['org:notes', 'forbidden'],
        ['org:nobody', 'invalid_value'],
      ] as const) {
        const one = ada.approveMembershipRequest({ organizationId, userId: grace.user.id, roleKey })
        await refusal(one, code)
        await refusal(ada.approveMembershipRequests({ organizationId, userIds, roleKey }), code)
      }
      equal(await askingOf(ada, organizationId), ['Grace'], 'she waits still')
    },
  },
  {
    title: 'approving takes a seat: members are counted, pending invitations are not (A6)',
    covers: ['approveMembershipRequest:seat_limit_reached', 'approveMembershipRequests', 'inviteMember'],
    needs: ['backend', 'invitations'],
    settings: { ...domainsOn, membershipLimit: 3 },
    async run(world) {
      const { ada, organizationId, domainId, comer } = await createDomainWorld(world, mode)
      const askers = [await comer('Grace'), await comer('Linus'), await comer('Hedy')]
      for (const user of askers) await user.acceptSuggestion({ suggestionId: domainId })
      const { limits } = await ada.getOrganization({ organization: organizationId })
      equal([limits.inviteMember.used, limits.addMember.used], [1, 1], 'a request holds no seat')
      for (const emailAddress of ['one@elsewhere.test', 'two@elsewhere.test'])
        await ada.inviteMember({ organizationId, emailAddress })
      const userIds = askers.map(({ user }) => user.id)
      const { results } = await ada.approveMembershipRequests({ organizationId, userIds })
      equal(outcomes(results), ['done', 'done', 'seat_limit_reached'], 'each is judged after those before')
      await refusal(
        ada.approveMembershipRequest({ organizationId, userId: userIds[2]! }),
        'seat_limit_reached',
        { meta: { used: 3, maximum: 3 } },
      )
      equal(await askingOf(ada, organizationId), ['Hedy'], 'she waits for a seat')
    },
  },
  {
    title: 'many are approved or declined at once, each with a result in the order asked (F7)',
    covers: ['approveMembershipRequests', 'declineMembershipRequests'],
    needs: ['backend', 'members'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer } = await createDomainWorld(world, mode)
      const askers: TestUser[] = []
      for (const name of ['Bea', 'Cleo', 'Dora', 'Eve']) {
        const user = await comer(name)
        await user.acceptSuggestion({ suggestionId: domainId })
        askers.push(user)
      }
      const [bea, cleo, dora, eve] = askers.map(({ user }) => user.id) as [string, string, string, string]
      const { user: linus } = await signUpElsewhere(world, 'Linus')
      const declined = await ada.declineMembershipRequests({
        organizationId,
        userIds: [dora, 'nobody', linus.user.id, eve],
      })
      equal(outcomes(declined.results), ['done', 'not_found', 'not_found', 'done'], 'a result for each')
      equal(
        declined.results.map(({ value }) => value && [value.user.name, value.status]),
        [['Dora', 'declined'], null, null, ['Eve', 'declined']],
        'each request as it is then',
      )
      equal(
        declined.events.map((event) => 'pendingRequestCount' in event && event.pendingRequestCount),
        [3, 2],
        'counted down',
      )
      const approved = await ada.approveMembershipRequests({
        organizationId,
        userIds: [cleo, dora, bea],
        roleKey: 'org:admin',
      })
      equal(outcomes(approved.results), ['done', 'not_found', 'done'], 'one was declined before')
      equal(
        approved.results.map(({ value }) => value?.role.key ?? null),
        ['org:admin', null, 'org:admin'],
        'each member as they are now',
      )
      equal(
        await rolesOf(ada, organizationId),
        { Ada: 'org:admin', Bea: 'org:admin', Cleo: 'org:admin' },
        'they are in',
      )
      equal(await countOf(ada, organizationId), 0, 'none waits')
      equal(await Promise.all(askers.map(statusOf)), [[], [], ['declined'], ['declined']], 'each sees it')
    },
  },
  {
    title: 'a list of requests has 1 to 100 rows, each once',
    covers: [
      'approveMembershipRequests:required',
      'approveMembershipRequests:too_long',
      'approveMembershipRequests:invalid_value',
      'declineMembershipRequests:required',
      'declineMembershipRequests:too_long',
      'declineMembershipRequests:invalid_value',
    ],
    needs: ['backend'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createDomainWorld(world, mode)
      for (const answer of [ada.approveMembershipRequests, ada.declineMembershipRequests]) {
        const all = (userIds: string[]) => answer({ organizationId, userIds })
        await refusal(all([]), 'required', { field: 'userIds' })
        await refusal(all(numbers(101)), 'too_long', { field: 'userIds', meta: { maximum: 100 } })
        await refusal(all(['a', 'b', 'a']), 'invalid_value', { field: 'userIds' })
        const { results } = await all(numbers(100))
        ok(
          results.every(({ error }) => error?.code === 'not_found') && results.length === 100,
          'a hundred are',
        )
      }
    },
  },
  {
    title:
      'where users may not ask to join no request is seen or answered; those that wait are there afterwards',
    covers: [
      'listMembershipRequests:requests_disabled',
      'approveMembershipRequest:requests_disabled',
      'declineMembershipRequest:requests_disabled',
      'approveMembershipRequests:requests_disabled',
      'declineMembershipRequests:requests_disabled',
      'listMembershipRequests:invalid_value',
    ],
    needs: ['backend', 'updateSettings'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer } = await createDomainWorld(world, mode)
      const grace = await comer('Grace')
      await grace.acceptSuggestion({ suggestionId: domainId })
      await world.updateSettings({ membershipRequests: false })
      const one = { organizationId, userId: grace.user.id }
      const many = { organizationId, userIds: [grace.user.id] }
      await refusal(ada.listMembershipRequests({ organizationId }), 'requests_disabled')
      await refusal(ada.approveMembershipRequest(one), 'requests_disabled')
      await refusal(ada.declineMembershipRequest(one), 'requests_disabled')
      await refusal(ada.approveMembershipRequests(many), 'requests_disabled')
      await refusal(ada.declineMembershipRequests(many), 'requests_disabled')
      await world.updateSettings({ membershipRequests: true })
      equal(await askingOf(ada, organizationId), ['Grace'], 'she waits')
      for (const input of [{ limit: 0 }, { offset: -1 }, { cursor: 'none' }])
        await refusal(ada.listMembershipRequests({ organizationId, ...input }), 'invalid_value')
    },
  },
  {
    title: 'whoever joins by another way, or is gone, asks no more',
    covers: ['listMembershipRequests', 'acceptInvitation', 'backend.addMember', 'backend.deleteUser'],
    needs: ['backend', 'invitations', 'activity'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer } = await createDomainWorld(world, mode)
      const askers = [await comer('Grace'), await comer('Linus'), await comer('Hedy')]
      for (const user of askers) await user.acceptSuggestion({ suggestionId: domainId })
      const [grace, linus, hedy] = askers as [TestUser, TestUser, TestUser]
      const { invitation } = await ada.inviteMember({ organizationId, emailAddress: 'grace@acme.test' })
      const { active, events } = await grace.acceptInvitation({ invitationId: invitation.id })
      equal(active?.organization.pendingRequestCount, 2, 'hers is over')
      ok(typesOf(events).includes('membership_request.withdrawn'), 'it is told')
      ok(typesOf(events).includes('user_suggestion.dismissed'), 'to her as well')
      await world.backend('addMember', { organizationId, userId: linus.user.id })
      await world.backend('deleteUser', { userId: hedy.user.id })
      equal([await askingOf(ada, organizationId), await countOf(ada, organizationId)], [[], 0], 'none waits')
      equal((await ada.listDomains({ organizationId })).items[0]?.pendingRequestCount, 0, 'nor by the domain')
      const type = 'membership_request.withdrawn'
      const trail = (await ada.listEvents({ organizationId, type })).items
      equal(
        trail.map(({ target }) => target.name),
        ['Hedy', 'Linus', 'Grace'],
        'each is in the trail',
      )
      await linus.leaveOrganization({ organizationId })
      equal(await statusOf(linus), ['open'], 'who left may ask anew')
    },
  },
  {
    title: 'whoever was turned down and joins by invitation is turned down no more',
    covers: ['declineMembershipRequest', 'acceptInvitation', 'acceptSuggestion', 'leaveOrganization'],
    needs: ['backend', 'invitations'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer } = await createDomainWorld(world, mode)
      const grace = await comer('Grace')
      await grace.acceptSuggestion({ suggestionId: domainId })
      await ada.declineMembershipRequest({ organizationId, userId: grace.user.id })
      const { invitation } = await ada.inviteMember({ organizationId, emailAddress: 'grace@acme.test' })
      await grace.acceptInvitation({ invitationId: invitation.id })
      equal(await countOf(ada, organizationId), 0, 'a declined one was counted before')
      await grace.leaveOrganization({ organizationId })
      equal(await statusOf(grace), ['open'], 'it is as if she had never asked')
      await grace.acceptSuggestion({ suggestionId: domainId })
      equal(await countOf(ada, organizationId), 1, 'she asks')
    },
  },
  {
    title: 'requests by a domain are declined where its mode is left with them, and when it goes',
    covers: ['updateDomain', 'removeDomain', 'listMembershipRequests'],
    needs: ['backend'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer, addDomain } = await createDomainWorld(world, mode)
      const other = await addDomain('acme.example', mode)
      const grace = await comer('Grace')
      const linus = await comer('Linus', { at: 'acme.example' })
      await grace.acceptSuggestion({ suggestionId: domainId })
      await linus.acceptSuggestion({ suggestionId: other })
      const { domain, events } = await ada.updateDomain({
        organizationId,
        domainId,
        enrollmentMode: 'manual_invitation',
        declineRequests: true,
      })
      equal(domain.pendingRequestCount, 0, 'none waits by it')
      equal(typesOf(events), ['membership_request.declined', 'domain.updated'], 'it is told')
      equal(await statusOf(grace), ['declined'], 'she sees it')
      equal(await askingOf(ada, organizationId), ['Linus'], 'those by another domain wait')
      const removed = await ada.removeDomain({ organizationId, domainId: other })
      equal(typesOf(removed.events), ['membership_request.declined', 'domain.deleted'], 'it is told')
      equal(
        [await askingOf(ada, organizationId), await statusOf(linus)],
        [[], []],
        'with the domain all is gone',
      )
      equal(await countOf(ada, organizationId), 0, 'none waits')
    },
  },
]
