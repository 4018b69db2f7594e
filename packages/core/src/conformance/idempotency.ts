import type { CreateOrganizationInput } from '../contract/app'
import { equal, refusal, together } from './assert'
import { type ConformanceCase, organizationsOn, slugsOn, type TestUser } from './case'
import { picture } from './pictures'

const create = (user: TestUser, input: CreateOrganizationInput, idempotencyKey: string) =>
  user.createOrganization(input, { idempotencyKey })
const countOf = async (user: TestUser) => (await user.listUserMemberships({})).totalCount

export const idempotencyCases: ConformanceCase[] = [
  {
    title: 'a write repeated with its key happens once, and is answered the same',
    covers: ['createOrganization'],
    needs: ['idempotency'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const first = await create(ada, { name: 'Acme' }, 'key')
      equal(await create(ada, { name: 'Acme' }, 'key'), first, 'the answer is the first one')
      equal(await countOf(ada), 1, 'there is one organization')
      await create(ada, { name: 'Acme' }, 'another')
      equal(await countOf(ada), 2, 'another key is another write')
      await ada.createOrganization({ name: 'Acme' })
      await ada.createOrganization({ name: 'Acme' })
      equal(await countOf(ada), 4, 'without a key each write counts')
    },
  },
  {
    title: 'a write sent several times at once with one key happens once',
    covers: ['createOrganization'],
    needs: ['idempotency'],
    settings: { ...organizationsOn, creationLimit: 1 },
    async run(world) {
      const ada = await world.signUp()
      const { answers, errors } = await together(
        Array.from({ length: 6 }, () => create(ada, { name: 'Acme' }, 'double-click')),
      )
      equal(errors.map(String), [], 'all are answered, though only one may be created')
      for (const answer of answers) equal(answer, answers[0], 'with the same')
      equal(await countOf(ada), 1, 'there is one organization')
    },
  },
  {
    title: 'an earlier answer stands, also where the write would be refused by now',
    covers: ['createOrganization', 'createOrganization:creation_limit_reached'],
    needs: ['idempotency'],
    settings: { ...slugsOn, creationLimit: 1 },
    async run(world) {
      const ada = await world.signUp()
      const first = await create(ada, { name: 'Acme', slug: 'acme' }, 'key')
      equal(
        await create(ada, { name: 'Acme', slug: 'acme' }, 'key'),
        first,
        'neither limit nor slug are asked again',
      )
      await refusal(create(ada, { name: 'Globex' }, 'other'), 'creation_limit_reached')
    },
  },
  {
    title: 'a key that was used for something else is refused, and nothing happens',
    covers: ['createOrganization:idempotency_conflict', 'setOrganizationLogo:idempotency_conflict'],
    needs: ['idempotency', 'logos'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const { organization } = await create(ada, { name: 'Acme' }, 'key')
      await refusal(create(ada, { name: 'Globex' }, 'key'), 'idempotency_conflict')
      const logo = { organizationId: organization.id, logo: picture('red') }
      await refusal(ada.setOrganizationLogo(logo, { idempotencyKey: 'key' }), 'idempotency_conflict')
      equal(await countOf(ada), 1, 'there is one organization')
      equal(
        (await ada.getOrganization({ organization: organization.id })).organization,
        organization,
        'without a logo',
      )
    },
  },
  {
    title: 'a key is used for one operation, whichever',
    covers: [
      'createOrganization',
      'setLastActiveOrganization',
      'setLastActiveOrganization:idempotency_conflict',
    ],
    needs: ['idempotency'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const { organization } = await create(ada, { name: 'Acme' }, 'key')
      const set = (idempotencyKey: string) =>
        ada.setLastActiveOrganization({ organizationId: organization.id }, { idempotencyKey })
      await refusal(set('key'), 'idempotency_conflict')
      await set('another')
    },
  },
  {
    title: 'the order of fields makes no other input',
    covers: ['createOrganization'],
    needs: ['idempotency', 'slugs'],
    settings: slugsOn,
    async run(world) {
      const ada = await world.signUp()
      const first = await create(ada, { name: 'Acme', slug: 'acme' }, 'key')
      equal(await create(ada, { slug: 'acme', name: 'Acme' }, 'key'), first, 'the answer is the first one')
    },
  },
  {
    title: 'a refused write leaves its key free',
    covers: ['createOrganization', 'createOrganization:required'],
    needs: ['idempotency'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      await refusal(create(ada, { name: ' ' }, 'key'), 'required')
      await create(ada, { name: 'Acme' }, 'key')
    },
  },
  {
    title: 'keys of two users never meet',
    covers: ['createOrganization'],
    needs: ['idempotency'],
    settings: organizationsOn,
    async run(world) {
      const [ada, grace] = [await world.signUp('Ada'), await world.signUp('Grace')]
      const hers = await create(ada, { name: 'Acme' }, 'key')
      const others = await create(grace, { name: 'Acme' }, 'key')
      equal(hers.organization.id === others.organization.id, false, 'each has one')
      await create(grace, { name: 'Acme' }, 'key')
      equal(await countOf(grace), 1, 'Grace has her own')
    },
  },
  {
    title: 'a logo set again with its key is set once',
    covers: ['setOrganizationLogo'],
    needs: ['idempotency', 'logos'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const { id } = (await ada.createOrganization({ name: 'Acme' })).organization
      const set = () =>
        ada.setOrganizationLogo({ organizationId: id, logo: picture('red') }, { idempotencyKey: 'key' })
      const first = await set()
      const { answers, errors } = await together([set(), set()])
      equal([answers, errors.map(String)], [[first, first], []], 'the answer is the first one')
      equal((await ada.getOrganization({ organization: id })).organization.version, 2, 'it changed once')
      const other = { organizationId: id, logo: picture('jpeg') }
      await refusal(ada.setOrganizationLogo(other, { idempotencyKey: 'key' }), 'idempotency_conflict')
    },
  },
  {
    title: 'a key has at most 200 characters',
    covers: ['createOrganization', 'createOrganization:too_long'],
    needs: ['idempotency'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      await refusal(create(ada, { name: 'Acme' }, 'k'.repeat(201)), 'too_long', {
        field: 'Idempotency-Key',
      })
      equal(await countOf(ada), 0, 'nothing was created')
      await create(ada, { name: 'Acme' }, 'k'.repeat(200))
    },
  },
  {
    title: 'a key of any characters is taken as it is, or refused',
    covers: ['createOrganization'],
    needs: ['idempotency'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      await create(ada, { name: 'Acme' }, 'a b:c/d?e=%20&"f"')
      await create(ada, { name: 'Acme' }, 'a b:c/d?e=%20&"f"')
      equal(await countOf(ada), 1, 'there is one organization')
      for (const key of ['ключ', '🔑', 'a\u0000b', 'a\r\nX-Other: b', '\ud800']) {
        const before = await countOf(ada)
        const first = await create(ada, { name: 'Acme' }, key).catch(() => null)
        const second = await create(ada, { name: 'Acme' }, key).catch(() => null)
        equal(second, first, 'the answer is the first one')
        equal(await countOf(ada), before + (first ? 1 : 0), 'it happened once, or not at all')
      }
    },
  },
  {
    title: 'reads overlook a key',
    covers: ['createOrganization', 'listUserMemberships'],
    needs: ['idempotency'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const list = () => ada.listUserMemberships({}, { idempotencyKey: 'key' })
      equal((await list()).totalCount, 0, 'there is none')
      await create(ada, { name: 'Acme' }, 'key')
      equal((await list()).totalCount, 1, 'there is one')
    },
  },
  {
    title: 'no write of members and invitations takes a key that was used for something else',
    covers: [
      'leaveOrganization:idempotency_conflict',
      'inviteMember:idempotency_conflict',
      'resendInvitation:idempotency_conflict',
      'revokeInvitation:idempotency_conflict',
      'acceptInvitation:idempotency_conflict',
      'declineInvitation:idempotency_conflict',
    ],
    needs: ['idempotency', 'invitations'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const { organization } = await create(ada, { name: 'Acme' }, 'key')
      const organizationId = organization.id
      const invite = (emailAddress: string, idempotencyKey: string) =>
        ada.inviteMember({ organizationId, emailAddress }, { idempotencyKey })
      const first = await invite('one@conformance.test', 'invite')
      equal(await invite('one@conformance.test', 'invite'), first, 'repeated, an invitation is sent once')
      await refusal(invite('two@conformance.test', 'invite'), 'idempotency_conflict')
      const which = { organizationId, invitationId: first.invitation.id }
      const used = { idempotencyKey: 'key' }
      await refusal(ada.leaveOrganization({ organizationId }, used), 'idempotency_conflict')
      await refusal(ada.resendInvitation(which, used), 'idempotency_conflict')
      await refusal(ada.revokeInvitation(which, used), 'idempotency_conflict')
      await refusal(ada.acceptInvitation({ token: 'none' }, used), 'idempotency_conflict')
      await refusal(ada.declineInvitation({ token: 'none' }, used), 'idempotency_conflict')
      equal(
        await ada.listInvitations({ organizationId }),
        { items: [first.invitation], nextCursor: null, totalCount: 1 },
        'nothing has happened',
      )
    },
  },
]
