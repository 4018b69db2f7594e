import { afterAll, expect, test } from 'vitest'
import { openDatabase } from './database/open-database'
import { seedMember } from './seed'
import { createTestServer } from './testing/test-server'

const database = await openDatabase({ url: 'memory:' })
afterAll(() => database.close())

test('makes a user a member once, and counts and tells it', async () => {
  const { call, createOrganization, instance } = await createTestServer(database)
  const organizationId = await createOrganization('ada')
  await call('GET', '/session', { as: 'grace' })
  const member = { instanceId: instance.id, organizationId, userId: 'user_grace', roleKey: 'org:member' }
  await Promise.all([seedMember(database, member), seedMember(database, member)])
  expect((await call('GET', `/organizations/${organizationId}`, { as: 'grace' })).body).toMatchObject({
    organization: { memberCount: 2 },
    membership: { role: { key: 'org:member' } },
  })
  expect((await call('GET', '/user/memberships', { as: 'grace' })).body).toMatchObject({ totalCount: 1 })
  await expect(seedMember(database, { ...member, userId: 'user_nobody' })).rejects.toThrow('seedMember')
})
