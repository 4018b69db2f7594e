import { defaultAdminRole, defaultMemberRole, type Role } from '../model/role'
import { equal, ok, refusal, together } from './assert'
import { type ConformanceCase, organizationsOn, type TestUser } from './case'
import { createTeam, rolesOf, signUpElsewhere } from './team'

const recruiter: Role = {
  key: 'org:recruiter',
  name: 'Recruiter',
  description: null,
  permissions: [...defaultMemberRole.permissions, 'org:sys_memberships:manage'],
}
const withRecruiter = [defaultAdminRole, defaultMemberRole, recruiter]

const offersOf = async (user: TestUser, organization: string) =>
  (await user.getOrganization({ organization })).administrationOffers

/** Administration is handed over: offered by one, taken by the other (F6). */
export const handOverCases: ConformanceCase[] = [
  {
    title: 'the only administrator hands over to a member, who confirms it: both change at once (F6)',
    covers: ['offerAdministration', 'acceptAdministration', 'getOrganization'],
    needs: ['members', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Grace: 'org:member',
        Linus: 'org:member',
      })
      const [grace, linus] = others as [TestUser, TestUser]
      const { offer, events } = await ada.offerAdministration({ organizationId, userId: grace.user.id })
      equal(
        offer,
        {
          from: { id: ada.user.id, name: 'Ada' },
          to: { id: grace.user.id, name: 'Grace' },
          role: { key: 'org:admin', name: 'Admin' },
          nextRole: { key: 'org:member', name: 'Member' },
          createdAt: offer.createdAt,
        },
        'who offers whom what, and holds what afterwards',
      )
      ok(events[0]?.type === 'administration.offered' && events.length === 1, 'it is told')
      equal(events[0].offer, offer, 'with the offer')
      equal(
        [await offersOf(ada, organizationId), await offersOf(grace, organizationId)],
        [[offer], [offer]],
        'both see it',
      )
      equal(await offersOf(linus, organizationId), [], 'nobody else does')
      equal((await rolesOf(ada, organizationId)).Grace, 'org:member', 'nothing changes before it is accepted')
      const accepted = await grace.acceptAdministration({ organizationId, fromUserId: ada.user.id })
      equal(accepted.active.membership.role.key, 'org:admin', 'Grace administers it')
      equal(accepted.active.administrationOffers, [], 'nothing is open any more')
      equal(
        accepted.events.map(({ type }) => type),
        [
          'membership.role_changed',
          'user_membership.role_changed',
          'membership.role_changed',
          'administration.accepted',
        ],
        'both roles are told, of the streams of users her own alone, and that it was accepted',
      )
      equal(
        await rolesOf(linus, organizationId),
        { Ada: 'org:member', Grace: 'org:admin', Linus: 'org:member' },
        'Ada does not any more',
      )
      await refusal(ada.offerAdministration({ organizationId, userId: linus.user.id }), 'forbidden')
    },
  },
  {
    title: 'an offer is taken back or turned down, and is then gone for both',
    covers: [
      'withdrawAdministration',
      'withdrawAdministration:not_found',
      'declineAdministration',
      'declineAdministration:not_found',
      'acceptAdministration:not_found',
    ],
    needs: ['members', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const grace = others[0]!
      const of = { organizationId, fromUserId: ada.user.id }
      const offer = () => ada.offerAdministration({ organizationId, userId: grace.user.id })
      const { offer: first } = await offer()
      const withdrawn = await ada.withdrawAdministration({ organizationId })
      ok(withdrawn.events[0]?.type === 'administration.withdrawn', 'that it was taken back is told')
      equal(withdrawn.events[0].offer, first, 'with the offer')
      await refusal(grace.acceptAdministration(of), 'not_found', { field: 'fromUserId' })
      await refusal(ada.withdrawAdministration({ organizationId }), 'not_found')
      await offer()
      const declined = await grace.declineAdministration(of)
      ok(declined.events[0]?.type === 'administration.declined', 'that it was turned down is told')
      await refusal(grace.declineAdministration(of), 'not_found')
      await refusal(grace.acceptAdministration(of), 'not_found')
      equal(await offersOf(ada, organizationId), [], 'nothing is open')
      equal(await rolesOf(ada, organizationId), { Ada: 'org:admin', Grace: 'org:member' }, 'nobody changed')
    },
  },
  {
    title: 'an offer is for one person, and the next one takes its place',
    covers: [
      'offerAdministration',
      'acceptAdministration',
      'acceptAdministration:not_found',
      'declineAdministration:not_found',
    ],
    needs: ['members', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Grace: 'org:member',
        Linus: 'org:member',
      })
      const [grace, linus] = others as [TestUser, TestUser]
      const of = { organizationId, fromUserId: ada.user.id }
      await ada.offerAdministration({ organizationId, userId: grace.user.id })
      for (const user of [linus, ada]) {
        await refusal(user.acceptAdministration(of), 'not_found')
        await refusal(user.declineAdministration(of), 'not_found')
      }
      await ada.offerAdministration({ organizationId, userId: linus.user.id })
      equal(await offersOf(grace, organizationId), [], 'Grace’s is gone')
      await refusal(grace.acceptAdministration(of), 'not_found')
      await linus.acceptAdministration(of)
      equal((await rolesOf(linus, organizationId)).Linus, 'org:admin', 'Linus has it')
    },
  },
  {
    title: 'an offer makes sense: to another member who gains by it, and for a role that its giver may give',
    covers: [
      'offerAdministration:not_found',
      'offerAdministration:invalid_value',
      'offerAdministration:already_administrator',
      'offerAdministration:forbidden',
      'offerAdministration',
    ],
    needs: ['members', 'addMember'],
    settings: organizationsOn,
    roles: withRecruiter,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Bea: 'org:admin',
        Rita: recruiter.key,
        Grace: 'org:member',
      })
      const [bea, rita, grace] = others as [TestUser, TestUser, TestUser]
      const { user: linus } = await signUpElsewhere(world, 'Linus')
      const offer = (by: TestUser, to: TestUser, nextRoleKey?: string) =>
        by.offerAdministration({ organizationId, userId: to.user.id, ...(nextRoleKey && { nextRoleKey }) })
      await refusal(offer(ada, linus), 'not_found', { field: 'userId' })
      await refusal(offer(ada, ada), 'invalid_value', { field: 'userId' })
      for (const [by, to] of [
        [ada, bea],
        [rita, ada],
      ] as const) {
        await refusal(offer(by, to), 'already_administrator', { field: 'userId' })
      }
      await refusal(offer(ada, grace, 'org:nobody'), 'invalid_value', { field: 'nextRoleKey' })
      await refusal(offer(rita, grace, 'org:admin'), 'forbidden', { field: 'nextRoleKey' })
      equal(await offersOf(grace, organizationId), [], 'nothing was offered')
      await offer(ada, rita, recruiter.key)
      await rita.acceptAdministration({ organizationId, fromUserId: ada.user.id })
      const roles = await rolesOf(bea, organizationId)
      equal([roles.Ada, roles.Rita], [recruiter.key, 'org:admin'], 'they have changed places')
    },
  },
  {
    title: 'an offer is void once its giver administers nothing any more, has left, or its receiver has',
    covers: ['acceptAdministration:not_found', 'withdrawAdministration:not_found', 'leaveOrganization'],
    needs: ['members', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Bea: 'org:admin',
        Grace: 'org:member',
        Linus: 'org:member',
      })
      const [bea, grace, linus] = others as [TestUser, TestUser, TestUser]
      const of = { organizationId, fromUserId: bea.user.id }
      const setRole = (roleKey: string) =>
        ada.updateMemberRole({ organizationId, userId: bea.user.id, roleKey })
      await bea.offerAdministration({ organizationId, userId: grace.user.id })
      await setRole('org:member')
      for (const user of [bea, grace]) equal(await offersOf(user, organizationId), [], 'nobody sees it')
      await refusal(grace.acceptAdministration(of), 'not_found')
      await refusal(bea.withdrawAdministration({ organizationId }), 'not_found')
      await setRole('org:admin')
      await bea.offerAdministration({ organizationId, userId: linus.user.id })
      await linus.leaveOrganization({ organizationId })
      equal(await offersOf(bea, organizationId), [], 'who left takes it along')
      await bea.offerAdministration({ organizationId, userId: grace.user.id })
      await bea.leaveOrganization({ organizationId })
      equal(await offersOf(grace, organizationId), [], 'so does its giver')
      await refusal(grace.acceptAdministration(of), 'not_found')
      equal(await rolesOf(ada, organizationId), { Ada: 'org:admin', Grace: 'org:member' }, 'all is as it was')
    },
  },
  {
    title: 'by an offer nobody gets a role that they could not give any more',
    covers: ['acceptAdministration:not_found', 'updateMemberRole'],
    needs: ['members', 'addMember'],
    settings: organizationsOn,
    roles: withRecruiter,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Bea: 'org:admin',
        Grace: 'org:member',
      })
      const [bea, grace] = others as [TestUser, TestUser]
      await bea.offerAdministration({ organizationId, userId: grace.user.id, nextRoleKey: 'org:admin' })
      await ada.updateMemberRole({ organizationId, userId: bea.user.id, roleKey: recruiter.key })
      const accept = grace.acceptAdministration({ organizationId, fromUserId: bea.user.id })
      await refusal(accept, 'not_found')
      equal((await rolesOf(ada, organizationId)).Bea, recruiter.key, 'Bea has not got back what she lost')
    },
  },
  {
    title: 'who was given as much meanwhile loses nothing by an offer of before',
    covers: ['acceptAdministration:not_found', 'updateMemberRole'],
    needs: ['members', 'addMember'],
    settings: organizationsOn,
    roles: withRecruiter,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Bea: recruiter.key,
        Grace: 'org:member',
      })
      const [bea, grace] = others as [TestUser, TestUser]
      await bea.offerAdministration({ organizationId, userId: grace.user.id })
      equal((await offersOf(grace, organizationId)).length, 1, 'it stands')
      await ada.updateMemberRole({ organizationId, userId: grace.user.id, roleKey: 'org:admin' })
      equal(await offersOf(grace, organizationId), [], 'it would give her nothing')
      const accept = grace.acceptAdministration({ organizationId, fromUserId: bea.user.id })
      await refusal(accept, 'not_found')
      equal((await rolesOf(ada, organizationId)).Grace, 'org:admin', 'she is what she was made')
      await ada.updateMemberRole({ organizationId, userId: grace.user.id, roleKey: 'org:member' })
      equal((await offersOf(grace, organizationId)).length, 1, 'until she has less again')
    },
  },
  {
    title: 'with the role that they offered deleted, nobody hands over the one that they got for it',
    covers: ['acceptAdministration:not_found', 'deleteOrganizationRole'],
    needs: ['members', 'roles', 'addMember'],
    settings: { ...organizationsOn, organizationRoles: true },
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Bea: 'org:member',
        Grace: 'org:member',
      })
      const [bea, grace] = others as [TestUser, TestUser]
      const permissions = defaultAdminRole.permissions.filter((key) => key !== 'org:sys_profile:delete')
      const { role } = await ada.createOrganizationRole({ organizationId, name: 'Lead', permissions })
      await ada.updateMemberRole({ organizationId, userId: bea.user.id, roleKey: role.key })
      await bea.offerAdministration({ organizationId, userId: grace.user.id })
      await ada.deleteOrganizationRole({
        organizationId,
        roleKey: role.key,
        replacementRoleKey: 'org:admin',
      })
      const accept = grace.acceptAdministration({ organizationId, fromUserId: bea.user.id })
      await refusal(accept, 'not_found')
      equal((await rolesOf(ada, organizationId)).Grace, 'org:member', 'more was never offered')
    },
  },
  {
    title: 'where the role that was to follow is gone, the default role follows',
    covers: ['acceptAdministration', 'deleteOrganizationRole'],
    needs: ['members', 'roles', 'addMember'],
    settings: { ...organizationsOn, organizationRoles: true },
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const grace = others[0]!
      const { role } = await ada.createOrganizationRole({ organizationId, name: 'Emerita', permissions: [] })
      const of = { organizationId, userId: grace.user.id, nextRoleKey: role.key }
      equal(
        (await ada.offerAdministration(of)).offer.nextRole,
        { key: role.key, name: 'Emerita' },
        'it is named',
      )
      await ada.deleteOrganizationRole({ organizationId, roleKey: role.key })
      await grace.acceptAdministration({ organizationId, fromUserId: ada.user.id })
      equal(await rolesOf(grace, organizationId), { Ada: 'org:member', Grace: 'org:admin' }, 'handed over')
    },
  },
  {
    title: 'accepted while it is taken back, an offer is one or the other; accepted twice, it is once',
    covers: ['offerAdministration', 'listMembers'],
    needs: ['members', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const grace = others[0]!
      const of = { organizationId, fromUserId: ada.user.id }
      await ada.offerAdministration({ organizationId, userId: grace.user.id })
      const accept = () => grace.acceptAdministration(of)
      const { answers, errors } = await together<unknown>([
        accept(),
        ada.withdrawAdministration({ organizationId }),
        accept(),
      ])
      equal([answers.length, errors.length], [1, 2], 'one of three')
      for (const error of errors) await refusal(Promise.reject(error), 'not_found')
      const roles = Object.values(await rolesOf(ada, organizationId))
      equal(roles.sort(), ['org:admin', 'org:member'], 'one administrator, one member')
    },
  },
]
