import { bodyOf, equal, refusal } from './assert'
import type { ConformanceCase, TestUser } from './case'
import { createDomainWorld, domainsOn, typesOf } from './domain-world'

const mode = 'automatic_suggestion'
const unknownId = 'dom_01jd0000000000000000000000'
const countOf = async (user: TestUser) => (await user.getSession({})).session?.suggestionCount
const listOf = async (user: TestUser) => (await user.listSuggestions({})).items
const statusesOf = async (user: TestUser) => (await listOf(user)).map(({ id, status }) => [id, status])

/** Organizations that a verified domain suggests, and what became of asking to join them (A8). */
export const suggestionCases: ConformanceCase[] = [
  {
    title:
      'whoever has a verified address at a domain is suggested its organization, and may ask to join (A8, B4)',
    covers: ['listSuggestions', 'getSession', 'acceptSuggestion', 'getOrganization'],
    needs: ['backend'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer } = await createDomainWorld(world, mode)
      const grace = await comer('Grace')
      const open = {
        id: domainId,
        organization: { id: organizationId, name: 'Acme', slug: null, imageUrl: null },
        domainName: 'acme.test',
        status: 'open',
        requestedAt: null,
      }
      equal(await listOf(grace), [open], 'it is suggested')
      equal(await countOf(grace), 1, 'and counted')
      equal((await grace.getSession({})).session?.invitationCount, 0, 'it is no invitation')

      const { suggestion, events } = await grace.acceptSuggestion({ suggestionId: domainId })
      equal(
        suggestion,
        { ...open, status: 'requested', requestedAt: suggestion.requestedAt },
        'it is asked for',
      )
      equal(
        events.map((event) => event.type === 'user_suggestion.updated' && event.suggestion),
        [suggestion],
        'she is told so, and nothing of the organization’s numbers',
      )
      equal(await listOf(grace), [suggestion], 'it stands in the list')
      equal(await countOf(grace), 1, 'and is counted still')
      const again = await grace.acceptSuggestion({ suggestionId: domainId })
      equal(again, { suggestion, events: [] }, 'asked again it answers the same, and nothing happens')
      const { organization } = await ada.getOrganization({ organization: organizationId })
      equal([organization.memberCount, organization.pendingRequestCount], [1, 1], 'one asks, none joined')
      equal((await grace.getSession({})).session?.status, 'pending', 'she is nowhere yet')
    },
  },
  {
    title: 'to whom no domain suggests it a suggestion does not exist',
    covers: ['listSuggestions', 'acceptSuggestion:not_found', 'dismissSuggestion:not_found'],
    needs: ['backend'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer } = await createDomainWorld(world, mode)
      const { domain } = await ada.addDomain({ organizationId, name: 'other.test', enrollmentMode: mode })
      const strangers = [
        await comer('Unverified', { verified: false }),
        await comer('Below', { at: 'mail.acme.test' }),
        await comer('Unproven', { at: 'other.test' }),
      ]
      for (const user of strangers) {
        equal([await countOf(user), await listOf(user)], [0, []], `${user.user.name} finds nothing`)
        for (const write of [user.acceptSuggestion, user.dismissSuggestion]) {
          const unknown = await refusal(write({ suggestionId: unknownId }), 'not_found')
          for (const suggestionId of [domainId, domain.id]) {
            const foreign = await refusal(write({ suggestionId }), 'not_found', { field: 'suggestionId' })
            equal(bodyOf(foreign), bodyOf(unknown), 'it is as if there were none')
          }
        }
      }
    },
  },
  {
    title: 'a request is taken back and can be made again; dismissed it is gone for good',
    covers: ['dismissSuggestion', 'dismissSuggestion:not_found', 'acceptSuggestion:not_found'],
    needs: ['backend', 'activity'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer, setMode } = await createDomainWorld(world, mode)
      const [grace, linus] = [await comer('Grace'), await comer('Linus')]
      const suggestionId = domainId
      await grace.acceptSuggestion({ suggestionId })
      const takenBack = await grace.dismissSuggestion({ suggestionId })
      equal(
        takenBack.events.map((event) => event.type === 'user_suggestion.updated' && event.suggestion.status),
        ['open'],
        'it can be asked for again',
      )
      equal(
        [await countOf(grace), await statusesOf(grace)],
        [1, [[suggestionId, 'open']]],
        'it stands there as before',
      )
      for (const user of [grace, linus]) {
        const { events } = await user.dismissSuggestion({ suggestionId })
        equal(
          events.map((event) => event.type === 'user_suggestion.dismissed' && event.suggestionId),
          [suggestionId],
          'whoever does is told',
        )
        equal([await countOf(user), await listOf(user)], [0, []], 'it is gone')
        await refusal(user.dismissSuggestion({ suggestionId }), 'not_found')
        await refusal(user.acceptSuggestion({ suggestionId }), 'not_found')
      }
      const { items } = await ada.listEvents({ organizationId })
      equal(
        items.slice(0, 2).map(({ type, target }) => [type, target.name]),
        [
          ['membership_request.withdrawn', 'Grace'],
          ['membership_request.created', 'Grace'],
        ],
        'the organization is told of the request alone',
      )
      const { organization } = await ada.getOrganization({ organization: organizationId })
      equal(organization.pendingRequestCount, 0, 'nobody asks any more')
      equal((await ada.listDomains({ organizationId })).items[0]?.pendingRequestCount, 0, 'nor by the domain')
      await setMode('manual_invitation')
      await setMode(mode)
      equal(await listOf(grace), [], 'also when the domain suggests again')
    },
  },
  {
    title:
      'it goes with what the domain does and what the instance allows; what was asked stays, until the domain goes',
    covers: ['listSuggestions', 'acceptSuggestion:not_found', 'removeDomain', 'dismissSuggestion'],
    needs: ['backend', 'updateSettings'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer, setMode } = await createDomainWorld(world, mode)
      const [grace, linus, hedy] = [await comer('Grace'), await comer('Linus'), await comer('Hedy')]
      await grace.acceptSuggestion({ suggestionId: domainId })
      await hedy.acceptSuggestion({ suggestionId: domainId })
      const isAsked = async (fact: string) => {
        equal([await countOf(linus), await listOf(linus)], [0, []], fact)
        await refusal(linus.acceptSuggestion({ suggestionId: domainId }), 'not_found')
        equal(await statusesOf(grace), [[domainId, 'requested']], 'Grace’s request waits')
        equal((await grace.acceptSuggestion({ suggestionId: domainId })).events, [], 'she asked already')
      }
      await setMode('manual_invitation')
      await isAsked('the domain does nothing')
      await setMode(mode)
      equal(await statusesOf(linus), [[domainId, 'open']], 'it is back')
      await world.updateSettings({ enrollmentModes: ['manual_invitation'] })
      await isAsked('the mode is not allowed')
      await world.updateSettings({ domains: false })
      await isAsked('domains are off')
      await hedy.dismissSuggestion({ suggestionId: domainId })
      equal(await listOf(hedy), [], 'it can be taken back all the while')
      await world.updateSettings({ domains: true, enrollmentModes: [mode], membershipRequests: false })
      for (const user of [grace, linus]) {
        equal([await countOf(user), await listOf(user)], [0, []], 'where nobody may ask there is nothing')
        await refusal(user.acceptSuggestion({ suggestionId: domainId }), 'not_found')
      }
      await world.updateSettings({ membershipRequests: true })
      await ada.removeDomain({ organizationId, domainId })
      equal([await countOf(grace), await listOf(grace)], [0, []], 'with the domain it goes')
      await refusal(grace.acceptSuggestion({ suggestionId: domainId }), 'not_found')
      const { organization } = await ada.getOrganization({ organization: organizationId })
      equal(organization.pendingRequestCount, 0, 'and nobody asks any more')
    },
  },
  {
    title: 'a request that was declined is not made again; it stands there until it is dismissed',
    covers: [
      'acceptSuggestion:request_declined',
      'listSuggestions',
      'dismissSuggestion',
      'declineMembershipRequest',
    ],
    needs: ['backend'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer, setMode } = await createDomainWorld(world, mode)
      const grace = await comer('Grace')
      const suggestionId = domainId
      await grace.acceptSuggestion({ suggestionId })
      await ada.declineMembershipRequest({ organizationId, userId: grace.user.id })
      await refusal(grace.acceptSuggestion({ suggestionId }), 'request_declined')
      equal(await statusesOf(grace), [[suggestionId, 'declined']], 'she sees it')
      equal(await countOf(grace), 0, 'it is not counted')
      await setMode('manual_invitation')
      equal(await statusesOf(grace), [[suggestionId, 'declined']], 'whatever the domain does')
      await refusal(grace.acceptSuggestion({ suggestionId }), 'request_declined')
      const { events } = await grace.dismissSuggestion({ suggestionId })
      equal(typesOf(events), ['user_suggestion.dismissed'], 'it can be dismissed')
      equal(await listOf(grace), [], 'then it is gone')
      await refusal(grace.acceptSuggestion({ suggestionId }), 'not_found')
    },
  },
  {
    title: 'a member is suggested nothing of their organization, and does not ask to join it',
    covers: ['acceptSuggestion:already_member', 'dismissSuggestion:not_found', 'listSuggestions'],
    needs: ['backend'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer } = await createDomainWorld(world, mode)
      const grace = await comer('Grace')
      await world.backend('addMember', { organizationId, userId: grace.user.id })
      equal([await countOf(grace), await listOf(grace)], [0, []], 'she is in')
      await refusal(grace.acceptSuggestion({ suggestionId: domainId }), 'already_member', {
        meta: { organization: organizationId },
      })
      await refusal(grace.dismissSuggestion({ suggestionId: domainId }), 'not_found')
      await grace.leaveOrganization({ organizationId })
      equal(await statusesOf(grace), [[domainId, 'open']], 'who left may ask')
      equal(await listOf(ada), [], 'Ada has no address there')
    },
  },
  {
    title: 'an organization with several domains is suggested to each by their own, and by no other',
    covers: ['listSuggestions', 'acceptSuggestion', 'acceptSuggestion:not_found'],
    needs: ['backend'],
    settings: domainsOn,
    async run(world) {
      const { comer, addDomain, domainId } = await createDomainWorld(world, mode)
      const other = await addDomain('acme.example', mode)
      const grace = await comer('Grace')
      const linus = await comer('Linus', { at: 'acme.example' })
      equal(await statusesOf(grace), [[domainId, 'open']], 'by the domain of her address')
      equal(await statusesOf(linus), [[other, 'open']], 'by the domain of his')
      await refusal(grace.acceptSuggestion({ suggestionId: other }), 'not_found')
      const { suggestion } = await linus.acceptSuggestion({ suggestionId: other })
      equal(suggestion.domainName, 'acme.example', 'the request says by which')
    },
  },
  {
    title: 'suggestions are listed by the name of the organization, page by page, or from an offset',
    covers: ['listSuggestions', 'listSuggestions:invalid_value'],
    needs: ['backend', 'offset'],
    settings: { ...domainsOn, enrollmentModes: [mode] },
    async run(world) {
      const { comer } = await createDomainWorld(world, mode)
      const grace = await comer('Grace')
      const page = await grace.listSuggestions({ limit: 1 })
      equal([page.items.length, page.nextCursor, page.totalCount], [1, null, 1], 'one page')
      equal((await grace.listSuggestions({ offset: 1 })).items, [], 'behind it is nothing')
      for (const input of [{ limit: 0 }, { limit: 101 }, { offset: -1 }, { cursor: 'none' }]) {
        await refusal(grace.listSuggestions(input), 'invalid_value')
      }
    },
  },
]
