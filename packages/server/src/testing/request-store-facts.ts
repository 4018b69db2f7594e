import type { MembershipRequestRow, Transaction } from '@orgkit/core/engine'
import { expect, test } from 'vitest'
import type { Database } from '../database/open-database'
import { createStoreWorld, membershipRow, organizationRow } from './store-world'

const at = (minute: number) => `2026-01-02T03:${String(minute).padStart(2, '0')}:05.678Z`
const nothing = ['org_2', 'nobody', '', '\0', '\ud800']

function requestRow(userId: string, facts: Partial<MembershipRequestRow> = {}): MembershipRequestRow {
  return {
    organizationId: 'org_1',
    userId,
    domainId: 'dom_1',
    domainName: 'acme.test',
    emailAddress: `${userId}@acme.test`,
    status: 'pending',
    createdAt: at(0),
    ...facts,
  }
}

const user = (id: string) => ({ id, name: id, imageUrl: null, emails: [] })

/** Requests to join, what users dismissed, and events of many users at once, on every database. */
export function describeRequestStore(database: Database): void {
  async function createWorld() {
    const world = await createStoreWorld(database)
    /** With the lock on the organization, or on the user. */
    const under = <T>(
      { organizationId, userIds = [] }: { organizationId?: string; userIds?: string[] },
      work: (tx: Transaction) => Promise<T>,
    ) =>
      world.within(async (tx) => {
        for (const id of userIds) await tx.lockUser(id)
        if (organizationId !== undefined) await tx.lockOrganization(organizationId)
        return work(tx)
      })
    await world.within(async (tx) => {
      for (const id of ['ada', 'grace', 'linus']) await tx.users.upsert(user(id))
      for (const id of ['org_1', 'org_3']) await tx.organizations.insert(organizationRow(id))
    })
    return { ...world, under }
  }

  test('many requests are written at once, and the users who made them are read at once', async () => {
    const { within, under } = await createWorld()
    await under({ organizationId: 'org_1' }, (tx) => tx.requests.put(requestRow('ada')))
    const rows = [requestRow('ada', { status: 'declined', domainId: 'dom_2' }), requestRow('linus')]
    await under({ organizationId: 'org_1' }, async (tx) => {
      await tx.requests.put()
      await tx.requests.put(...rows)
    })
    await within(async (tx) => {
      for (const row of rows) expect(await tx.requests.get('org_1', row.userId)).toEqual(row)
      const users = await tx.users.among(['linus', 'ada', 'ada', ...nothing])
      expect(users.map(({ id }) => id)).toEqual(['ada', 'linus'])
      expect(users[0]).toEqual(await tx.users.get('ada'))
      expect(await tx.users.among([])).toEqual([])
    })
    await expect(
      under({ userIds: ['ada'] }, (tx) => tx.requests.put(requestRow('ada'), requestRow('linus'))),
    ).rejects.toThrow('org_1')
  })

  test('a request is given back as it was written, and another of the user takes its place', async () => {
    const { within, under } = await createWorld()
    const row = requestRow('ada', { emailAddress: 'Ädа😀@acme.test' })
    await under({ organizationId: 'org_1' }, (tx) => tx.requests.put(row))
    await within(async (tx) => {
      expect(await tx.requests.get('org_1', 'ada')).toEqual(row)
      expect(await tx.requests.get('org_3', 'ada')).toBeNull()
      for (const each of nothing) {
        expect(await tx.requests.get(each, 'ada')).toBeNull()
        expect(await tx.requests.get('org_1', each)).toBeNull()
        expect(await tx.requests.listByUser(each)).toEqual([])
      }
    })
    const declined = requestRow('ada', {
      status: 'declined',
      domainId: 'dom_2',
      domainName: 'b.test',
      createdAt: at(1),
    })
    await under({ organizationId: 'org_1' }, (tx) => tx.requests.put(declined))
    expect(await within((tx) => tx.requests.listByUser('ada'))).toEqual([declined])
    await under({ organizationId: 'org_1' }, (tx) => tx.requests.delete('org_1', 'ada'))
    expect(await within((tx) => tx.requests.get('org_1', 'ada'))).toBeNull()
  })

  test('those that wait are listed oldest first, ties by user, page by page; by a domain as well', async () => {
    const { within, under } = await createWorld()
    const rows = [
      requestRow('linus'),
      requestRow('ada', { createdAt: at(1) }),
      requestRow('grace', { createdAt: at(1), domainId: 'dom_2' }),
      requestRow('hedy', { createdAt: at(2), status: 'declined' }),
      requestRow('zoe', { createdAt: at(3) }),
    ]
    await under({ organizationId: 'org_1' }, async (tx) => {
      for (const row of rows.toReversed()) await tx.requests.put(row)
    })
    await under({ organizationId: 'org_3' }, (tx) =>
      tx.requests.put(requestRow('ada', { organizationId: 'org_3' })),
    )
    const pending = rows.filter(({ status }) => status === 'pending')
    await within(async (tx) => {
      const all = { organizationId: 'org_1', limit: 10, offset: 0, after: null }
      expect(await tx.requests.listPending(all)).toEqual(pending)
      expect(await tx.requests.listPending({ ...all, limit: 2, offset: 1 })).toEqual(pending.slice(1, 3))
      for (const [index, { createdAt, userId }] of pending.entries()) {
        const rest = await tx.requests.listPending({ ...all, after: { createdAt, userId } })
        expect(rest).toEqual(pending.slice(index + 1))
      }
      expect(await tx.requests.listPending({ ...all, after: { createdAt: at(0), userId: '\0' } })).toEqual([])
      for (const each of nothing)
        expect(await tx.requests.listPending({ ...all, organizationId: each })).toEqual([])
      expect(await tx.requests.listPendingByDomain('org_1', 'dom_1', 10)).toEqual(
        pending.filter(({ domainId }) => domainId === 'dom_1'),
      )
      expect(await tx.requests.listPendingByDomain('org_1', 'dom_1', 1)).toEqual(pending.slice(0, 1))
      expect(await tx.requests.listPendingByDomain('org_3', 'dom_2', 10)).toEqual([])
      expect((await tx.requests.listByUser('ada')).map(({ organizationId }) => organizationId)).toEqual([
        'org_1',
        'org_3',
      ])
    })
  })

  test('requests go with their organization, and nobody else’s', async () => {
    const { within, under } = await createWorld()
    for (const organizationId of ['org_1', 'org_3'])
      await under({ organizationId }, (tx) => tx.requests.put(requestRow('ada', { organizationId })))
    await under({ organizationId: 'org_1' }, (tx) => tx.organizations.delete('org_1'))
    const left = await within((tx) => tx.requests.listByUser('ada'))
    expect(left.map(({ organizationId }) => organizationId)).toEqual(['org_3'])
  })

  test('a request is written only under the lock of its organization, a dismissal under that of its user', async () => {
    const { within, under } = await createWorld()
    await expect(within((tx) => tx.requests.put(requestRow('ada')))).rejects.toThrow('org_1')
    const other = under({ organizationId: 'org_3' }, (tx) => tx.requests.delete('org_1', 'ada'))
    await expect(other).rejects.toThrow('org_1')
    const dismissal = under({ userIds: ['grace'] }, (tx) => tx.dismissals.insert('ada', 'dom_1'))
    await expect(dismissal).rejects.toThrow('ada')
  })

  test('what a user dismissed is theirs alone, is noted once, and goes with them', async () => {
    const { within, under } = await createWorld()
    await under({ userIds: ['ada'] }, async (tx) => {
      for (const id of ['dom_2', 'dom_1', 'dom_2']) await tx.dismissals.insert('ada', id)
    })
    await within(async (tx) => {
      expect(await tx.dismissals.among('ada', ['dom_3', 'dom_2', 'dom_1', 'dom_2', '\0'])).toEqual([
        'dom_1',
        'dom_2',
      ])
      expect(await tx.dismissals.among('ada', ['dom_3'])).toEqual([])
      expect(await tx.dismissals.among('ada', [])).toEqual([])
      for (const each of ['grace', ...nothing]) expect(await tx.dismissals.among(each, ['dom_1'])).toEqual([])
    })
    await under({ userIds: ['ada'] }, (tx) => tx.users.delete('ada'))
    expect(await within((tx) => tx.dismissals.among('ada', ['dom_1', 'dom_2']))).toEqual([])
  })

  test('many users are told at once, each in their own stream, numbered on', async () => {
    const { within, under } = await createWorld()
    const userIds = ['ada', 'grace', 'linus']
    const stamp = (id: string) => ({ id, at: at(0), actorUserId: 'ada', audit: null })
    const draft = (userId: string) => ({ type: 'session_task.opened', userId, taskKey: 'x' }) as const
    const first = await under({ userIds }, (tx) => tx.events.append(draft('grace'), stamp('evt_0')))
    expect(first.sequence).toBe(1)
    const told = await under({ userIds }, (tx) =>
      tx.events.appendToUsers(userIds.map((id) => ({ draft: draft(id), stamp: stamp(`evt_${id}`) }))),
    )
    expect(told).toEqual(
      userIds.map((userId) => ({
        ...draft(userId),
        id: `evt_${userId}`,
        at: at(0),
        actorUserId: 'ada',
        sequence: userId === 'grace' ? 2 : 1,
      })),
    )
    expect(await within((tx) => tx.events.appendToUsers([]))).toEqual([])
    const unlocked = within((tx) => tx.events.appendToUsers([{ draft: draft('ada'), stamp: stamp('evt_x') }]))
    await expect(unlocked).rejects.toThrow('ada')
  })

  test('many users are told in more than one statement, none left out', async () => {
    const { within } = await createWorld()
    const ids = Array.from({ length: 1003 }, (_, index) => `user_${String(index).padStart(4, '0')}`)
    const told = await within(async (tx) => {
      for (const id of ids) await tx.users.upsert(user(id))
      return tx.events.appendToUsers(
        ids.map((userId) => ({
          draft: { type: 'session_task.opened', userId, taskKey: 'x' },
          stamp: { id: `evt_${userId}`, at: at(0), actorUserId: null, audit: null },
        })),
      )
    })
    expect(told.map((event) => 'userId' in event && event.userId)).toEqual(ids)
    expect(new Set(told.map(({ sequence }) => sequence))).toEqual(new Set([1]))
  })

  test('the end of all memberships says whose they were, and how many each still has', async () => {
    const { within } = await createWorld()
    const left = await within(async (tx) => {
      for (const id of ['ada', 'grace']) await tx.lockUser(id)
      for (const id of ['org_1', 'org_3']) await tx.lockOrganization(id)
      for (const [organizationId, userId] of [
        ['org_1', 'grace'],
        ['org_1', 'ada'],
        ['org_3', 'ada'],
      ] as const)
        await tx.memberships.insert(membershipRow(organizationId, userId))
      await tx.users.update('ada', { organizationCount: 2 })
      await tx.users.update('grace', { organizationCount: 1 })
      return tx.memberships.deleteAll('org_1')
    })
    expect(left).toEqual([
      { userId: 'ada', organizationCount: 1 },
      { userId: 'grace', organizationCount: 0 },
    ])
  })
}
