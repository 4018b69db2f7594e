import { randomUUID } from 'node:crypto'
import type { ErrorCode, Identity } from '@orgkit/core'
import { createServer, openDatabase, type Database, type OrgkitServer } from '@orgkit/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/postgres'

/** Two people at the same moment, so often that luck does not pass. */
const rounds = 50

const user = (name: string): Identity => ({
  id: `user_${name}_${randomUUID()}`,
  name,
  emails: [{ address: `${name}-${randomUUID()}@race.test`, verified: true }],
})
const addressOf = ({ emails }: Identity) => emails[0]!.address

describe.each<[string, () => Promise<FreshDatabase | undefined>]>([
  ['PGlite', async () => undefined],
  ['Postgres', freshDatabase],
])('on %s', (_, createDatabase) => {
  let fresh: FreshDatabase | undefined
  let database: Database
  let server: OrgkitServer
  const instance = {
    id: 'ins_race',
    publishableKey: 'pk_race',
    settings: { organizationsEnabled: true, membershipLimit: 5 as number | null },
  }
  const setLimit = (membershipLimit: number) =>
    server.putInstances([{ ...instance, settings: { ...instance.settings, membershipLimit } }])

  beforeAll(async () => {
    fresh = await createDatabase()
    database = await openDatabase({ url: fresh?.url ?? 'memory:' })
    server = await createServer({
      database,
      instances: [instance],
      identify: () => null,
      url: 'http://race.test',
      secret: 'x'.repeat(32),
      log: () => {},
    })
  })

  afterAll(async () => {
    await server?.close()
    await fresh?.drop()
  })

  const as = (identity: Identity) => ({
    execute: <Name extends Parameters<OrgkitServer['engine']['execute']>[0]>(
      name: Name,
      input: Parameters<typeof server.engine.execute<Name>>[2],
    ) => server.engine.execute(name, { instanceId: instance.id, identity }, input),
  })

  async function createOrganization() {
    const admin = user('ada')
    const { organization } = await as(admin).execute('createOrganization', { name: 'Race' })
    const read = async () => {
      const { organization: now } = await as(admin).execute('getOrganization', {
        organization: organization.id,
      })
      const { items } = await as(admin).execute('listMembers', { organizationId: organization.id })
      const { totalCount } = await as(admin).execute('listInvitations', {
        organizationId: organization.id,
        status: 'pending',
      })
      // The kept counters and the rows tell the same, whatever raced.
      expect(items).toHaveLength(now.memberCount)
      expect(totalCount).toBe(now.pendingInvitationCount)
      return now
    }
    const invite = async (emailAddress: string) =>
      (await as(admin).execute('inviteMember', { organizationId: organization.id, emailAddress })).invitation
    return { admin, organizationId: organization.id, read, invite }
  }

  const codeOf = (outcome: PromiseSettledResult<unknown>) =>
    outcome.status === 'fulfilled'
      ? 'done'
      : ((outcome.reason as { code?: ErrorCode }).code ?? String(outcome.reason))

  async function together(calls: readonly Promise<unknown>[]) {
    const outcomes = await Promise.allSettled(calls)
    const codes = outcomes.map(codeOf).filter((code) => code !== 'done')
    return { done: outcomes.length - codes.length, codes }
  }

  test('the same invitation accepted twice at once makes one membership', async () => {
    for (let round = 0; round < rounds; round++) {
      const { invite, read } = await createOrganization()
      const grace = user('grace')
      const { id: invitationId } = await invite(addressOf(grace))
      const accept = () => as(grace).execute('acceptInvitation', { invitationId })
      const { done, codes } = await together([accept(), accept(), accept()])
      expect([done, ...codes]).toEqual([1, 'already_member', 'already_member'])
      expect(await read()).toMatchObject({ memberCount: 2, pendingInvitationCount: 0 })
    }
  })

  test('the last seat is promised to one of two', async () => {
    for (let round = 0; round < rounds; round++) {
      const { invite, read } = await createOrganization()
      for (const name of ['b', 'c', 'd']) await invite(`${name}-${round}@race.test`)
      const { done, codes } = await together(['e', 'f'].map((name) => invite(`${name}-${round}@race.test`)))
      expect([done, ...codes]).toEqual([1, 'seat_limit_reached'])
      expect(await read()).toMatchObject({ memberCount: 1, pendingInvitationCount: 4 })
    }
  })

  test('the last seat is taken by one of two, where the limit went down below what was promised', async () => {
    for (let round = 0; round < rounds; round++) {
      const { invite, read } = await createOrganization()
      const guests = [user('grace'), user('linus')]
      const invitations: { id: string }[] = []
      for (const guest of guests) invitations.push(await invite(addressOf(guest)))
      await setLimit(2)
      const { done, codes } = await together(
        guests.map((guest, index) =>
          as(guest).execute('acceptInvitation', { invitationId: invitations[index]!.id }),
        ),
      )
      await setLimit(5)
      expect([done, ...codes]).toEqual([1, 'seat_limit_reached'])
      expect(await read()).toMatchObject({ memberCount: 2, pendingInvitationCount: 1 })
    }
  })

  test('accepting against sending again: the person is in, or the invitation waits; never both, never neither', async () => {
    for (let round = 0; round < rounds; round++) {
      const { admin, organizationId, invite, read } = await createOrganization()
      const grace = user('grace')
      const { id: invitationId } = await invite(addressOf(grace))
      const { url } = await as(admin).execute('getInvitationLink', { organizationId, invitationId })
      const token = url.split('/').at(-1)!
      const [accepted, resent] = await Promise.allSettled([
        as(grace).execute('acceptInvitation', { token }),
        as(admin).execute('resendInvitation', { organizationId, invitationId }),
      ])
      const { memberCount, pendingInvitationCount } = await read()
      const outcome = [codeOf(accepted), codeOf(resent), memberCount, pendingInvitationCount]
      // Accepted first: there is nothing to send again. Sent again first: the link was of the earlier sending.
      expect([
        ['done', 'invitation_accepted', 2, 0],
        ['invitation_revoked', 'done', 1, 1],
      ]).toContainEqual(outcome)
    }
  })

  test('two administrators leave at once: one stays', async () => {
    for (let round = 0; round < rounds; round++) {
      const { admin, organizationId, invite } = await createOrganization()
      const grace = user('grace')
      const { invitation } = await as(admin).execute('inviteMember', {
        organizationId,
        emailAddress: addressOf(grace),
        roleKey: 'org:admin',
      })
      await as(grace).execute('acceptInvitation', { invitationId: invitation.id })
      await invite(`member-${round}@race.test`)
      const member = { ...user('member'), emails: [{ address: `member-${round}@race.test`, verified: true }] }
      const { items } = await as(member).execute('listUserInvitations', {})
      await as(member).execute('acceptInvitation', { invitationId: items[0]!.id })
      const { done, codes } = await together(
        [admin, grace].map((each) => as(each).execute('leaveOrganization', { organizationId })),
      )
      expect([done, ...codes]).toEqual([1, 'last_administrator'])
    }
  })
})
