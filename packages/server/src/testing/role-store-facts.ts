import { compareKeys, nameKey } from '@orgkit/core'
import type { OrganizationRoleRow, Transaction } from '@orgkit/core/engine'
import { describe, expect, test } from 'vitest'
import type { Database } from '../database/open-database'
import { createStoreWorld, hostileNames, invitationRow, membershipRow, organizationRow } from './store-world'

const everybody = { words: [], roleKeys: null, sort: 'name', limit: 99, offset: 0, after: null } as const

const ownRole = (key: string, facts: Partial<OrganizationRoleRow> = {}): OrganizationRoleRow => ({
  organizationId: 'org_1',
  key,
  name: key,
  description: null,
  permissions: ['org:notes:write', 'org:sys_memberships:read'],
  version: 1,
  ...facts,
})

export function describeRoleStore(database: Database): void {
  async function createWorld() {
    const world = await createStoreWorld(database)
    const organizationIds = ['org_1', 'org_2', 'org_3']
    await world.within(async (tx) => {
      for (const id of ['ada', 'grace', 'linus'])
        await tx.users.upsert({ id, name: id, imageUrl: null, emails: [] })
      for (const id of organizationIds) await tx.organizations.insert(organizationRow(id))
    })
    return {
      ...world,
      under: <T>(organizationId: string, work: (tx: Transaction) => Promise<T>) =>
        world.within(async (tx) => {
          await tx.lockOrganization(organizationId)
          return work(tx)
        }),
      alone: <T>(work: (tx: Transaction) => Promise<T>) =>
        world.within(async (tx) => {
          await tx.lockInstance('exclusive')
          return work(tx)
        }),
    }
  }

  describe('an organization’s own roles', () => {
    test('come back as they were written, by name, in the order of core', async () => {
      const { within, under } = await createWorld()
      const roles = hostileNames.map((name, index) =>
        ownRole(`role_${index}`, { name, description: index % 2 ? name : null, version: index + 1 }),
      )
      await under('org_1', async (tx) => {
        for (const role of roles) await tx.roles.insert(role)
      })
      await under('org_2', (tx) => tx.roles.insert(ownRole('role_x', { organizationId: 'org_2' })))
      const sorted = roles.toSorted(
        (left, right) =>
          compareKeys(nameKey(left.name), nameKey(right.name)) || compareKeys(left.key, right.key),
      )
      await within(async (tx) => {
        expect(await tx.roles.list('org_1')).toEqual(sorted)
        expect([await tx.roles.list('org_3'), await tx.roles.list('\0')]).toEqual([[], []])
        const found = await tx.roles.find(['role_x', 'role_3', 'role_3', 'nobody', '\0'])
        expect(found.map(({ key }) => key)).toEqual(['role_3', 'role_x'])
        expect(await tx.roles.find([])).toEqual([])
      })
      const { within: withinOther } = await createWorld()
      expect(await withinOther((tx) => tx.roles.find(['role_3']))).toEqual([])
    })

    test('are changed and deleted in their own organization alone, under its lock', async () => {
      const { within, under } = await createWorld()
      const role = ownRole('role_1')
      await under('org_1', (tx) => tx.roles.insert(role))
      await under('org_2', async (tx) => {
        await tx.roles.update({ organizationId: 'org_2', key: 'role_1' }, { name: 'Theirs' })
        await tx.roles.delete({ organizationId: 'org_2', key: 'role_1' })
      })
      expect(await within((tx) => tx.roles.list('org_1'))).toEqual([role])
      await under('org_1', async (tx) => {
        await tx.roles.update(role, {})
        await tx.roles.update(role, { name: 'Zoë', version: 2 })
        await tx.roles.insert(ownRole('role_2', { name: 'Bob' }))
        await tx.roles.update(role, { description: 'x', permissions: [], version: 3 })
      })
      expect(await within((tx) => tx.roles.list('org_1'))).toEqual([
        ownRole('role_2', { name: 'Bob' }),
        { ...role, name: 'Zoë', description: 'x', permissions: [], version: 3 },
      ])
      for (const write of [
        (tx: Transaction) => tx.roles.insert(ownRole('role_3')),
        (tx: Transaction) => tx.roles.update(role, { name: 'x' }),
        (tx: Transaction) => tx.roles.delete(role),
      ])
        await expect(within(write)).rejects.toThrow('without its lock')
      await under('org_1', (tx) => tx.roles.delete(role))
      expect((await within((tx) => tx.roles.list('org_1'))).map(({ key }) => key)).toEqual(['role_2'])
    })

    test('forget a permission that is gone, in all organizations, and count it as a change', async () => {
      const { within, under, alone } = await createWorld()
      const without = ownRole('role_2', { permissions: ['org:notes:writer', 'org:notes'] })
      await under('org_1', async (tx) => {
        await tx.roles.insert(ownRole('role_1'))
        await tx.roles.insert(without)
      })
      await under('org_2', (tx) =>
        tx.roles.insert(ownRole('role_3', { organizationId: 'org_2', permissions: ['org:notes:write'] })),
      )
      const { under: underOther, within: withinOther } = await createWorld()
      await underOther('org_1', (tx) => tx.roles.insert(ownRole('role_1')))
      await alone((tx) => tx.roles.forgetPermission('org:notes:write'))
      expect(await within((tx) => tx.roles.find(['role_1', 'role_2', 'role_3']))).toEqual([
        ownRole('role_1', { permissions: ['org:sys_memberships:read'], version: 2 }),
        without,
        ownRole('role_3', { organizationId: 'org_2', permissions: [], version: 2 }),
      ])
      expect(await withinOther((tx) => tx.roles.list('org_1'))).toEqual([ownRole('role_1')])
    })
  })

  describe('a role', () => {
    async function createHolders() {
      const world = await createWorld()
      await world.within(async (tx) => {
        for (const id of ['ada', 'grace', 'linus']) await tx.lockUser(id)
        for (const id of ['org_1', 'org_2', 'org_3']) await tx.lockOrganization(id)
        const member = (organizationId: string, userId: string, roleKey: string) =>
          tx.memberships.insert(membershipRow(organizationId, userId, { roleKey }))
        await member('org_1', 'ada', 'org:admin')
        await member('org_1', 'grace', 'org:editor')
        await member('org_2', 'ada', 'org:editor')
        await member('org_2', 'linus', 'org:editor')
        await member('org_3', 'ada', 'org:admin')
        const invite = (id: string, facts: Parameters<typeof invitationRow>[1]) =>
          tx.invitations.insert(invitationRow(id, { roleKey: 'org:editor', ...facts }))
        await invite('inv_1', { organizationId: 'org_1' })
        await invite('inv_2', { organizationId: 'org_1', status: 'accepted' })
        await invite('inv_3', { organizationId: 'org_3', expiresAt: '2000-01-01T00:00:00.000Z' })
      })
      return world
    }
    const rolesOf = async (tx: Transaction) => {
      const roles: Record<string, string | null> = {}
      for (const organizationId of ['org_1', 'org_2', 'org_3']) {
        for (const row of await tx.memberships.listByOrganization({ ...everybody, organizationId })) {
          roles[`${organizationId} ${row.userId}`] = row.roleKey
          // The copy by user says the same.
          expect(await tx.memberships.get(organizationId, row.userId)).toMatchObject({ roleKey: row.roleKey })
        }
      }
      for (const id of ['inv_1', 'inv_2', 'inv_3']) roles[id] = (await tx.invitations.find(id))!.roleKey
      return roles
    }
    const before = {
      'org_1 ada': 'org:admin',
      'org_1 grace': 'org:editor',
      'org_2 ada': 'org:editor',
      'org_2 linus': 'org:editor',
      'org_3 ada': 'org:admin',
      inv_1: 'org:editor',
      inv_2: 'org:editor',
      inv_3: 'org:editor',
    }

    test('is replaced in one organization, of members and of who waits', async () => {
      const { within, under } = await createHolders()
      expect(
        await under('org_1', (tx) => tx.memberships.replaceRole('org_1', 'org:editor', 'org:x')),
      ).toEqual(['org_1'])
      const after = { ...before, 'org_1 grace': 'org:x', inv_1: 'org:x' }
      expect(await within(rolesOf)).toEqual(after)
      expect(await under('org_1', (tx) => tx.memberships.replaceRole('org_1', 'org:editor', 'y'))).toEqual([])
      expect(await within(rolesOf)).toEqual(after)
      const careless = within((tx) => tx.memberships.replaceRole('org_1', 'org:x', 'y'))
      await expect(careless).rejects.toThrow('without its lock')
    })

    test('is replaced together with the hand-overs that its holders offered, and no others', async () => {
      const { within, under, alone } = await createHolders()
      const offer = (organizationId: string, fromUserId: string, toUserId: string) =>
        under(organizationId, (tx) =>
          tx.administrationOffers.put({
            organizationId,
            fromUserId,
            toUserId,
            nextRoleKey: 'x',
            createdAt: '2026-01-02T03:04:05.678Z',
          }),
        )
      const open = () =>
        within(async (tx) => {
          const found: string[] = []
          for (const organizationId of ['org_1', 'org_2'])
            for (const userId of ['ada', 'grace', 'linus'])
              if (await tx.administrationOffers.get(organizationId, userId))
                found.push(`${organizationId} ${userId}`)
          return found
        })
      const other = await createHolders()
      for (const organizationId of ['org_1', 'org_2']) await offer(organizationId, 'ada', 'grace')
      await offer('org_1', 'grace', 'ada')
      await offer('org_2', 'linus', 'ada')
      await under('org_1', (tx) => tx.memberships.replaceRole('org_1', 'org:editor', 'org:x'))
      expect(await open()).toEqual(['org_1 ada', 'org_2 ada', 'org_2 linus'])
      await other.alone((tx) => tx.memberships.replaceRole(null, 'org:admin', 'org:x'))
      expect(await open()).toEqual(['org_1 ada', 'org_2 ada', 'org_2 linus'])
      await alone((tx) => tx.memberships.replaceRole(null, 'org:editor', 'org:x'))
      expect(await open()).toEqual(['org_1 ada'])
    })

    test('is replaced in all organizations of its instance at once', async () => {
      const { within, alone } = await createHolders()
      const other = await createHolders()
      expect(await alone((tx) => tx.memberships.replaceRole(null, 'org:editor', 'org:x'))).toEqual([
        'org_1',
        'org_2',
        'org_3',
      ])
      expect(await within(rolesOf)).toEqual({
        ...before,
        'org_1 grace': 'org:x',
        'org_2 ada': 'org:x',
        'org_2 linus': 'org:x',
        inv_1: 'org:x',
        inv_3: 'org:x',
      })
      expect(await other.within(rolesOf)).toEqual(before)
    })

    test('is used where somebody holds it or waits with it', async () => {
      const { within } = await createHolders()
      const isUsed = (organizationId: string | null, key: string) =>
        within((tx) => tx.memberships.isRoleUsed(organizationId, key))
      for (const place of ['org_1', 'org_2', 'org_3', null])
        expect([place, await isUsed(place, 'org:editor')]).toEqual([place, true])
      expect([await isUsed('org_2', 'org:admin'), await isUsed('org_3', 'org:admin')]).toEqual([false, true])
      for (const key of ['org:nobody', '', '\0', 'org:Editor']) expect(await isUsed(null, key)).toBe(false)
    })

    test('may be the last that administers an organization', async () => {
      const { within, under } = await createHolders()
      const find = (roleKey: string, keys: readonly string[]) =>
        within((tx) => tx.memberships.findWithoutAdministrator(roleKey, keys))
      expect(await find('org:editor', ['org:admin'])).toBe('org_2')
      expect(await find('org:editor', [])).toBe('org_1')
      expect(await find('org:editor', ['org:admin', 'org:editor'])).toBeNull()
      expect(await find('org:admin', ['org:editor', '\0'])).toBe('org_3')
      expect(await find('org:nobody', [])).toBeNull()

      // Somebody holds a role of the organization's own that administers it; one of another organization would not.
      const administers = ownRole('role_1', {
        organizationId: 'org_2',
        permissions: ['org:notes:write', 'org:sys_memberships:manage'],
      })
      await under('org_2', async (tx) => {
        await tx.roles.insert(administers)
        await tx.memberships.update('org_2', 'linus', { roleKey: 'role_1' })
      })
      expect(await find('org:editor', ['org:admin'])).toBeNull()
      await under('org_2', (tx) => tx.roles.update(administers, { permissions: ['org:notes:write'] }))
      expect(await find('org:editor', ['org:admin'])).toBe('org_2')
    })
  })

  test('invitations of one inviter are those that still wait, in that organization', async () => {
    const { within, under } = await createWorld()
    const row = (id: string, facts: Parameters<typeof invitationRow>[1] = {}) => invitationRow(id, facts)
    const waiting = [row('inv_1'), row('inv_2', { expiresAt: '2000-01-01T00:00:00.000Z' })]
    await under('org_1', async (tx) => {
      for (const each of waiting.toReversed()) await tx.invitations.insert(each)
      await tx.invitations.insert(row('inv_3', { status: 'revoked' }))
      await tx.invitations.insert(row('inv_4', { inviterUserId: 'grace' }))
      await tx.invitations.insert(row('inv_5', { inviterUserId: null }))
    })
    await within((tx) => tx.invitations.insert(row('inv_6', { organizationId: null })))
    const list = (organizationId: string, userId: string) =>
      within((tx) => tx.invitations.listPendingByInviter(organizationId, userId))
    expect(await list('org_1', 'ada')).toEqual(waiting)
    expect([await list('org_2', 'ada'), await list('org_1', '\0')]).toEqual([[], []])
    const changed = await under('org_1', (tx) => tx.invitations.update(waiting[0]!, { roleKey: 'org:x' }))
    expect([changed, (await list('org_1', 'ada'))[0]?.roleKey]).toEqual([true, 'org:x'])
  })
}
