import { defaultAdminRole, defaultMemberRole, type Role } from '../model/role'
import { bodyOf, equal, ok, refusal } from './assert'
import { type ConformanceCase, later, type TestUser } from './case'
import { createDomainWorld, domainsOn, typesOf } from './domain-world'

const mode = 'automatic_invitation'
const unknownId = 'dom_01jd0000000000000000000000'
const countOf = async (user: TestUser) => (await user.getSession({})).session?.invitationCount
const idsOf = async (user: TestUser) => (await user.listUserInvitations({})).items.map(({ id }) => id)
const ideas: Role = { key: 'org:ideas', name: 'Ideas', description: null, permissions: [] }

/** Invitations that a verified domain gives to whoever has a verified address there (A8, B4). */
export const automaticInvitationCases: ConformanceCase[] = [
  {
    title: 'whoever has a verified address at a domain finds an invitation, whenever they come (A8, B4)',
    covers: ['listUserInvitations', 'getSession', 'acceptInvitation', 'backend.addDomain'],
    needs: ['backend', 'invitations', 'members'],
    settings: domainsOn,
    async run(world) {
      const before = await world.signUp('Grace', { email: 'Grace@ACME.test' })
      equal(await countOf(before), 0, 'before there is a domain there is nothing')
      const { ada, organizationId, domainId, comer } = await createDomainWorld(world, mode)
      const { items, totalCount } = await before.listUserInvitations({})
      equal(
        items,
        [
          {
            id: domainId,
            source: 'domain',
            organization: { id: organizationId, name: 'Acme', slug: null, imageUrl: null },
            role: { key: 'org:member', name: 'Member' },
            inviterName: null,
            createdAt: items[0]?.createdAt,
            expiresAt: null,
          },
        ],
        'what it offers, and that nobody sent it',
      )
      equal([totalCount, await countOf(before)], [1, 1], 'it is counted')
      const after = await comer('Linus')
      equal(await idsOf(after), [domainId], 'whoever comes later finds it too')
      const { active, isFirstMember, events } = await after.acceptInvitation({ invitationId: domainId })
      equal(
        [active?.organization.id, active?.membership.role.key],
        [organizationId, 'org:member'],
        'he is in',
      )
      equal(isFirstMember, false, 'Ada was there')
      equal(
        typesOf(events),
        ['membership.created', 'user_membership.created', 'session_task.completed'],
        'it is told',
      )
      equal([await countOf(after), await idsOf(after)], [0, []], 'it is there no more')
      equal(await countOf(before), 1, 'for Grace it is')
      equal((await ada.listMembers({ organizationId })).totalCount, 2, 'Ada and Linus')
    },
  },
  {
    title:
      'a verified domain invites nobody without a verified address at exactly it, and an unverified one nobody',
    covers: ['listUserInvitations', 'acceptInvitation:not_found', 'declineInvitation:not_found'],
    needs: ['backend', 'invitations'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer } = await createDomainWorld(world, mode)
      const { domain } = await ada.addDomain({ organizationId, name: 'other.test', enrollmentMode: mode })
      const strangers = [
        await comer('Unverified', { verified: false }),
        await comer('Below', { at: 'mail.acme.test' }),
        await comer('Beside', { at: 'evilacme.test' }),
        await comer('Unproven', { at: 'other.test' }),
      ]
      for (const user of strangers) {
        equal([await countOf(user), await idsOf(user)], [0, []], `${user.user.name} finds nothing`)
        const unknown = await refusal(user.acceptInvitation({ invitationId: unknownId }), 'not_found')
        for (const invitationId of [domainId, domain.id]) {
          const foreign = await refusal(user.acceptInvitation({ invitationId }), 'not_found')
          equal(bodyOf(foreign), bodyOf(unknown), 'it is as if there were none')
          await refusal(user.declineInvitation({ invitationId }), 'not_found', { field: 'invitationId' })
        }
      }
    },
  },
  {
    title: 'it goes with the domain, with what the domain does, and with what the instance allows',
    covers: ['listUserInvitations', 'acceptInvitation:not_found', 'backend.updateDomain', 'removeDomain'],
    needs: ['backend', 'invitations', 'updateSettings'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer, setMode } = await createDomainWorld(world, mode)
      const grace = await comer('Grace')
      const isGone = async (fact: string) => {
        equal([await countOf(grace), await idsOf(grace)], [0, []], fact)
        await refusal(grace.acceptInvitation({ invitationId: domainId }), 'not_found')
      }
      const isBack = async () => equal(await idsOf(grace), [domainId], 'then it is back')
      for (const other of ['manual_invitation', 'automatic_suggestion'] as const) {
        await setMode(other)
        await isGone(`it does ${other}`)
        await setMode(mode)
        await isBack()
      }
      await world.updateSettings({ enrollmentModes: ['manual_invitation'] })
      await isGone('the mode is not allowed')
      await world.updateSettings({ enrollmentModes: [mode], domains: false })
      await isGone('domains are off')
      await world.updateSettings({ domains: true })
      await isBack()
      await ada.removeDomain({ organizationId, domainId })
      await isGone('the domain is removed')
    },
  },
  {
    title: 'whoever was removed does not come back by it, and can be invited; whoever left finds it again',
    covers: ['listUserInvitations', 'acceptInvitation:not_found', 'removeMember', 'backend.removeMember'],
    needs: ['backend', 'invitations', 'members'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer, setMode } = await createDomainWorld(world, mode)
      const remove = {
        'by a member': (userId: string) => ada.removeMember({ organizationId, userId }),
        'with others': (userId: string) => ada.removeMembers({ organizationId, userIds: [userId] }),
        'by the app': (userId: string) => world.backend('removeMember', { organizationId, userId }),
      }
      for (const [index, [how, removeBy]] of Object.entries(remove).entries()) {
        const grace = await comer(`Grace${index}`)
        await grace.acceptInvitation({ invitationId: domainId })
        await removeBy(grace.user.id)
        equal([await countOf(grace), await idsOf(grace)], [0, []], `removed ${how}`)
        await refusal(grace.acceptInvitation({ invitationId: domainId }), 'not_found')
        await setMode('automatic_suggestion')
        equal((await grace.listSuggestions({})).items, [], 'nor is it suggested')
        await setMode(mode)
        const { invitation } = await ada.inviteMember({
          organizationId,
          emailAddress: grace.user.emails[0]?.address ?? '',
        })
        await grace.acceptInvitation({ invitationId: invitation.id })
      }
      const linus = await comer('Linus')
      await linus.acceptInvitation({ invitationId: domainId })
      await linus.leaveOrganization({ organizationId })
      equal(await idsOf(linus), [domainId], 'he left by himself')
    },
  },
  {
    title: 'turned down it is gone for good, for this user alone; nobody of the organization is told',
    covers: ['declineInvitation', 'declineInvitation:not_found', 'listUserInvitations'],
    needs: ['backend', 'invitations', 'activity'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer, setMode } = await createDomainWorld(world, mode)
      const [grace, linus] = [await comer('Grace'), await comer('Linus')]
      const before = (await ada.listEvents({ organizationId })).totalCount
      const { events } = await grace.declineInvitation({ invitationId: domainId })
      equal(
        events.map((event) => event.type === 'user_invitation.declined' && event.invitationId),
        [domainId],
        'she is told',
      )
      equal((await ada.listEvents({ organizationId })).totalCount, before, 'the organization is not')
      equal([await countOf(grace), await idsOf(grace)], [0, []], 'it is gone')
      await refusal(grace.declineInvitation({ invitationId: domainId }), 'not_found')
      await refusal(grace.acceptInvitation({ invitationId: domainId }), 'not_found')
      await setMode('manual_invitation')
      await setMode(mode)
      equal(await idsOf(grace), [], 'also when the domain invites again')
      equal(await idsOf(linus), [domainId], 'Linus is invited still')
      await ada.inviteMember({ organizationId, emailAddress: 'grace@acme.test' })
      equal(await countOf(grace), 1, 'she can be invited')
    },
  },
  {
    title: 'it takes a seat only on joining: the last one goes to whoever accepts first (A6)',
    covers: ['acceptInvitation', 'acceptInvitation:seat_limit_reached', 'acceptInvitation:already_member'],
    needs: ['backend', 'invitations'],
    settings: { ...domainsOn, membershipLimit: 2 },
    async run(world) {
      const { ada, organizationId, domainId, comer } = await createDomainWorld(world, mode)
      const [grace, linus] = [await comer('Grace'), await comer('Linus')]
      const { organization, limits } = await ada.getOrganization({ organization: organizationId })
      equal([organization.pendingInvitationCount, limits.inviteMember.used], [0, 1], 'none holds a seat')
      await grace.acceptInvitation({ invitationId: domainId })
      await refusal(linus.acceptInvitation({ invitationId: domainId }), 'seat_limit_reached', {
        meta: { used: 2, maximum: 2 },
      })
      await refusal(grace.acceptInvitation({ invitationId: domainId }), 'already_member', {
        meta: { organization: organizationId },
      })
      await refusal(grace.declineInvitation({ invitationId: domainId }), 'not_found')
      await grace.leaveOrganization({ organizationId })
      await linus.acceptInvitation({ invitationId: domainId })
      equal(await idsOf(grace), [domainId], 'who left may come back')
    },
  },
  {
    title:
      'where an invitation was sent as well, that one alone is shown; joining ends it, whichever is accepted',
    covers: ['listUserInvitations', 'acceptInvitation', 'inviteMember'],
    needs: ['backend', 'invitations'],
    roles: [defaultAdminRole, defaultMemberRole, ideas],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer } = await createDomainWorld(world, mode)
      const [grace, linus] = [await comer('Grace'), await comer('Linus')]
      const sentTo = async (emailAddress: string) =>
        (await ada.inviteMember({ organizationId, emailAddress, roleKey: 'org:admin' })).invitation.id
      const sent = await sentTo('grace@acme.test')
      await sentTo('linus@acme.test')
      equal([await idsOf(grace), await countOf(grace)], [[sent], 1], 'the one that was sent')
      const { active } = await grace.acceptInvitation({ invitationId: sent })
      equal(active?.membership.role.key, 'org:admin', 'with its role')
      const { active: other, events } = await linus.acceptInvitation({ invitationId: domainId })
      equal(other?.membership.role.key, 'org:member', 'by the domain it is the default role')
      ok(typesOf(events).includes('invitation.accepted'), 'the one that was sent ends with it')
      const { organization } = await ada.getOrganization({ organization: organizationId })
      equal([organization.memberCount, organization.pendingInvitationCount], [3, 0], 'no seat is left held')
    },
  },
  {
    title: 'those of domains and those that were sent stand in one list, the newest first, page by page',
    covers: ['listUserInvitations'],
    needs: ['backend', 'invitations'],
    settings: domainsOn,
    async run(world) {
      const grace = await world.signUp('Grace', { email: 'grace@acme.test' })
      const expected: string[] = []
      for (const [index, how] of ['sent', 'domain', 'sent', 'sent'].entries()) {
        await later()
        const ada = await world.signUp(`Ada${index}`)
        const { organization } = await ada.createOrganization({ name: `Number ${index}` })
        const of = { organizationId: organization.id }
        if (how === 'domain') {
          const wish = { ...of, name: 'acme.test', enrollmentMode: mode, verified: true } as const
          expected.unshift((await world.backend('addDomain', wish)).domain.id)
        } else {
          const sent = await ada.inviteMember({ ...of, emailAddress: 'grace@acme.test' })
          expected.unshift(sent.invitation.id)
        }
      }
      equal(await idsOf(grace), expected, 'all four')
      for (const limit of [1, 2, 3]) {
        const ids: string[] = []
        let cursor: string | undefined
        do {
          const page = await grace.listUserInvitations({ limit, ...(cursor && { cursor }) })
          equal(page.totalCount, 4, 'all are counted on each page')
          ids.push(...page.items.map(({ id }) => id))
          cursor = page.nextCursor ?? undefined
        } while (cursor)
        equal(ids, expected, `by ${limit}`)
      }
    },
  },
]
