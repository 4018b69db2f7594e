import { isOrgkitError } from '@orgkit/core'
import { createKyselyStore } from '../database/kysely-store'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '../database/open-database'
import { allowedOrigin, type CallOptions, createTestServer, ownOrigin } from '../testing/test-server'

const database = await openDatabase({ url: 'memory:' })
afterAll(() => database.close())

/** Ada administers Acme, Grace is a member of it, Linus has an organization of his own, Newcomer has none. */
async function createWorld() {
  const world = await createTestServer(database)
  const organizationId = await world.createOrganization('ada')
  await world.createOrganization('linus', 'Solo')
  await world.createOrganization('grace', 'Hers')
  await createKyselyStore(database).transaction(world.instance.id, async (tx) => {
    await tx.lockUser('user_grace')
    await tx.lockOrganization(organizationId)
    const joinedAt = new Date().toISOString()
    const row = { organizationId, userId: 'user_grace', roleKey: 'org:member', joinedAt, lastActiveAt: null }
    await tx.memberships.insert(row)
  })
  const ask = (as: string | undefined, headers: Record<string, string>, query = {}) =>
    world.server
      .requireOrganization(world.request('POST', '/notes', { as, headers } as CallOptions), query)
      .then(({ user, membership }) => [user.id, membership.role.key].join(' '), codeOf)
  return { ...world, organizationId, ask, in: { 'Orgkit-Organization': organizationId } }
}

function codeOf(error: unknown): string {
  if (!isOrgkitError(error)) throw error
  return error.code
}

test('tells an app’s own route who calls and in which organization', async () => {
  const world = await createWorld()
  const manage = { permission: 'org:sys_memberships:manage' }
  expect({
    signedOut: await world.ask(undefined, world.in),
    pending: await world.ask('newcomer', world.in),
    stranger: await world.ask('linus', world.in),
    unknown: await world.ask('ada', { 'Orgkit-Organization': 'org_nowhere' }),
    member: await world.ask('grace', world.in),
    memberWithout: await world.ask('grace', world.in, manage),
    memberWith: await world.ask('grace', world.in, { permission: 'org:sys_memberships:read' }),
    administratorWith: await world.ask('ada', world.in, manage),
    wrongRole: await world.ask('grace', world.in, { role: 'org:admin' }),
    rightRole: await world.ask('ada', world.in, { role: 'org:admin', ...manage }),
    missingHeader: await world.ask('ada', {}),
    emptyHeader: await world.ask('ada', { 'Orgkit-Organization': '' }),
    unknownKey: await world.ask('ada', { ...world.in, 'Orgkit-Publishable-Key': 'pk_nobody' }),
    crossSite: await world.ask('ada', { ...world.in, Origin: 'https://evil.test' }),
    ownSite: await world.ask('ada', { ...world.in, Origin: ownOrigin }),
    allowedSite: await world.ask('ada', {
      ...world.in,
      Origin: allowedOrigin,
      'Orgkit-Publishable-Key': world.instance.publishableKey,
    }),
  }).toEqual({
    signedOut: 'unauthenticated',
    pending: 'session_pending',
    stranger: 'not_found',
    unknown: 'not_found',
    member: 'user_grace org:member',
    memberWithout: 'forbidden',
    memberWith: 'user_grace org:member',
    administratorWith: 'user_ada org:admin',
    wrongRole: 'forbidden',
    rightRole: 'user_ada org:admin',
    missingHeader: 'required',
    emptyHeader: 'required',
    unknownKey: 'unknown_instance',
    crossSite: 'cross_site_refused',
    ownSite: 'user_ada org:admin',
    allowedSite: 'user_ada org:admin',
  })
})

test('knows nobody of another instance', async () => {
  const here = await createWorld()
  const there = await createWorld()
  const request = (organizationId: string) =>
    there.request('POST', '/notes', { as: 'ada', headers: { 'Orgkit-Organization': organizationId } })
  await expect(there.server.requireOrganization(request(here.organizationId))).rejects.toMatchObject({
    code: 'not_found',
  })
  const key = { 'Orgkit-Publishable-Key': there.instance.publishableKey }
  expect(await here.ask('ada', { ...here.in, ...key })).toBe('not_found')
})

test('answers organizations_disabled where the instance has them off', async () => {
  const world = await createWorld()
  await world.server.putInstances([{ ...world.instance, settings: { organizationsEnabled: false } }])
  expect(await world.ask('ada', world.in)).toBe('organizations_disabled')
})

test('asks for a session with no task open', async () => {
  const { server, request } = await createWorld()
  const ask = (as?: string) => server.requireSession(request('GET', '/me', { as }))
  expect(await ask('grace')).toMatchObject({ user: { id: 'user_grace' } })
  await expect(ask()).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(ask('newcomer')).rejects.toMatchObject({
    code: 'session_pending',
    meta: { task: 'choose-organization' },
  })
})

test('lets a link from elsewhere open a page, and refuses what another page sends', async () => {
  const { server, request } = await createWorld()
  const ask = (method: string, mode: string) =>
    server
      .requireSession(
        request(method, '/export', {
          as: 'ada',
          headers: { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': mode },
        }),
      )
      .then(() => 'answered', codeOf)
  expect(await ask('GET', 'navigate')).toBe('answered')
  expect(await ask('GET', 'no-cors')).toBe('cross_site_refused')
  expect(await ask('POST', 'navigate')).toBe('cross_site_refused')
})

test('turns its refusals into the answer that orgkit itself would give, and nothing else', async () => {
  const { server, request } = await createWorld()
  const error = await server
    .requireOrganization(request('GET', '/notes', { as: 'ada' }))
    .catch((reason: unknown) => reason)
  const response = server.errorResponse(error)
  expect(response.status).toBe(422)
  expect(await response.json()).toMatchObject({ error: { code: 'required', field: 'Orgkit-Organization' } })
  expect(() => server.errorResponse(new TypeError('a bug'))).toThrow('a bug')
})
