import { describe, expect, test, vi } from 'vitest'
import { createGate, embeddedAdapter, hardNames, manyOrganizations, sampleRoles, sampleWorld } from './index'

const createSample = () => embeddedAdapter({ roles: sampleRoles, seed: sampleWorld() })

describe('first steps', () => {
  test('without options there is one user, who is to choose an organization', async () => {
    const { session } = await embeddedAdapter().getSession({})
    expect(session).toMatchObject({
      status: 'pending',
      user: { id: 'ada' },
      tasks: [{ key: 'choose-organization' }],
    })
  })

  test('the sample world has Ada in her organizations, by name, working in the one used last', async () => {
    const { session } = await createSample().getSession({})
    expect(session?.memberships.items.map(({ organization }) => organization.name)).toEqual([
      'Acme',
      'Globex',
      'Initech',
      'Umbrella Studio',
    ])
    expect(session?.active?.organization).toMatchObject({ id: 'org_acme', memberCount: 2 })
    expect(session?.limits.createOrganization.used).toBe(2)
  })

  test('the organization used last is remembered beside a personal account too', async () => {
    const settings = { personalAccounts: true }
    const adapter = embeddedAdapter({ settings, roles: sampleRoles, seed: sampleWorld() })
    expect((await adapter.getSession({})).session?.active?.organization.id).toBe('org_acme')
    expect((await adapter.controls.as('grace').getSession({})).session?.active).toBeNull()
  })

  test('seeded slugs are hidden until slugs are turned on', async () => {
    const adapter = createSample()
    const slug = async () =>
      (await adapter.getOrganization({ organization: 'org_umbrella' })).organization.slug
    expect(await slug()).toBeNull()
    adapter.controls.updateSettings({ slugs: true })
    expect(await slug()).toBe('umbrella-studio')
  })

  test('hard names are kept as they are', async () => {
    const adapter = embeddedAdapter({
      seed: { users: [{ id: 'ada', name: 'Ada' }], organizations: hardNames() },
    })
    const { active } = (await adapter.getSession({ organization: 'org_markup' })).session!
    expect(active?.organization.name).toContain('<script>')
  })

  test('10,000 organizations are there, in pages', async () => {
    const seed = { users: [{ id: 'ada', name: 'Ada' }], organizations: manyOrganizations(10_000) }
    const adapter = embeddedAdapter({ seed })
    const { session } = await adapter.getSession({})
    expect(session?.memberships).toMatchObject({ totalCount: 10_000, items: { length: 50 } })
    const last = await adapter.listUserMemberships({ offset: 9_990, limit: 50 })
    expect(last.items).toHaveLength(10)
    expect(last.nextCursor).toBeNull()
  })
})

describe('who is signed in', () => {
  test('signing out leaves no session, and tells the identity port', async () => {
    const adapter = createSample()
    const listener = vi.fn()
    adapter.identity.subscribe(listener)
    await adapter.identity.signOut()
    expect((await adapter.getSession({})).session).toBeNull()
    expect(listener).toHaveBeenCalledTimes(1)
  })

  test('signing in the user who is there tells nobody, another user does, until unsubscribed', () => {
    const { controls, identity } = createSample()
    const listener = vi.fn()
    const unsubscribe = identity.subscribe(listener)
    controls.signIn('ada')
    expect(listener).not.toHaveBeenCalled()
    controls.signIn('grace')
    expect(listener).toHaveBeenCalledTimes(1)
    unsubscribe()
    controls.signIn('ada')
    expect(listener).toHaveBeenCalledTimes(1)
  })

  test('`as` gives another session on the same backend', async () => {
    const ada = createSample()
    const grace = ada.controls.as('grace')
    const { organization } = await grace.createOrganization({ name: 'Grace & Co' })
    expect((await grace.getSession({})).session?.user.id).toBe('grace')
    expect((await ada.getSession({})).session?.user.id).toBe('ada')
    await expect(ada.getOrganization({ organization: organization.id })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await ada.controls.as(null).getSession({})).session).toBeNull()
  })

  test('who calls is settled when the call is made', async () => {
    const adapter = createSample()
    const gate = createGate()
    adapter.controls.delay('getSession', gate)
    const answer = adapter.getSession({})
    adapter.controls.signIn('grace')
    gate.open()
    expect((await answer).session?.user.id).toBe('ada')
  })

  test('a new user signs up with an id of its own, and is signed in', async () => {
    const adapter = createSample()
    const first = adapter.controls.signUp({ name: 'Alan Turing', email: 'alan@acme.test', verified: false })
    const second = adapter.controls.signUp({ name: 'Alan Turing', email: 'alan@acme.test' })
    expect(second.id).not.toBe(first.id)
    expect((await adapter.controls.as(first.id).getSession({})).session?.user).toEqual({
      id: first.id,
      name: 'Alan Turing',
      imageUrl: null,
      emails: [{ address: 'alan@acme.test', verified: false }],
    })
    expect(() => adapter.controls.signIn('nobody')).toThrow(/no user "nobody".*seed\.users/)
  })

  test('addMember makes a user a member with a role', async () => {
    const adapter = createSample()
    await adapter.controls.addMember('org_globex', 'linus', 'org:editor')
    const { session } = await adapter.controls.as('linus').getSession({})
    expect(session).toMatchObject({
      status: 'active',
      active: { organization: { id: 'org_globex', memberCount: 2 } },
    })
    expect(session?.active?.membership.permissions).toContain('org:notes:write')
  })
})

describe('what goes wrong', () => {
  test('an operation fails as often as asked for, then works', async () => {
    const adapter = createSample()
    adapter.controls.fail('getSession', 'unreachable', { times: 2 })
    await expect(adapter.getSession({})).rejects.toMatchObject({ name: 'OrgkitError', code: 'unreachable' })
    await expect(adapter.listUserMemberships({})).resolves.toMatchObject({ totalCount: 4 })
    await expect(adapter.getSession({})).rejects.toMatchObject({ code: 'unreachable' })
    await expect(adapter.getSession({})).resolves.toMatchObject({ session: { status: 'active' } })
  })

  test('a failure may depend on the input, and is ended by its answer', async () => {
    const adapter = createSample()
    const end = adapter.controls.fail('getOrganization', ({ organization }) =>
      organization === 'org_acme' ? { code: 'rate_limited', retryAfterSeconds: 3 } : null,
    )
    await expect(adapter.getOrganization({ organization: 'org_acme' })).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterSeconds: 3,
    })
    await expect(adapter.getOrganization({ organization: 'org_globex' })).resolves.toMatchObject({
      organization: { name: 'Globex' },
    })
    end()
    await expect(adapter.getOrganization({ organization: 'org_acme' })).resolves.toMatchObject({
      organization: { name: 'Acme' },
    })
  })

  test('a plain error comes as `internal` with its cause', async () => {
    const adapter = createSample()
    const cause = new Error('boom')
    adapter.controls.fail('*', cause)
    await expect(adapter.checkSlug({ slug: 'acme' })).rejects.toMatchObject({ code: 'internal', cause })
  })

  test('a lost answer has happened, and the same key finds it again', async () => {
    const adapter = createSample()
    adapter.controls.fail('createOrganization', 'unreachable', { times: 1, after: true })
    const create = () => adapter.createOrganization({ name: 'Once' }, { idempotencyKey: 'k' })
    await expect(create()).rejects.toMatchObject({ code: 'unreachable' })
    expect((await adapter.listUserMemberships({ query: 'once' })).totalCount).toBe(1)
    const { organization } = await create()
    const { items } = await adapter.listUserMemberships({ query: 'once' })
    expect(items.map((item) => item.organization.id)).toEqual([organization.id])
  })

  test('a gate holds calls until it is opened, an abort gives up at once with the reason', async () => {
    const adapter = createSample()
    const gate = createGate()
    adapter.controls.delay('createOrganization', gate)
    const controller = new AbortController()
    const reason = new Error('changed my mind')
    const given = adapter.createOrganization({ name: 'Given up' }, { signal: controller.signal })
    const kept = adapter.createOrganization({ name: 'Kept' })
    expect(gate.waiting).toBe(2)
    controller.abort(reason)
    await expect(given).rejects.toBe(reason)
    gate.open()
    await kept
    const { items } = await adapter.listUserMemberships({ query: 'given' })
    expect(items).toEqual([])
  })

  test('latency holds for every call, a delay of one operation instead of it', async () => {
    vi.useFakeTimers()
    try {
      const adapter = embeddedAdapter({ latencyMs: 100 })
      adapter.controls.delay('checkSlug', 300)
      const done: string[] = []
      void adapter.getSession({}).then(() => done.push('session'))
      void adapter.checkSlug({ slug: 'a' }).catch(() => done.push('slug'))
      await vi.advanceTimersByTimeAsync(99)
      expect(done).toEqual([])
      await vi.advanceTimersByTimeAsync(10)
      expect(done).toEqual(['session'])
      await vi.advanceTimersByTimeAsync(200)
      expect(done).toEqual(['session', 'slug'])
    } finally {
      vi.useRealTimers()
    }
  })

  test('reset brings back the seed, the settings and the first user, and ends what fails', async () => {
    const adapter = createSample()
    adapter.controls.fail('*', 'internal')
    adapter.controls.updateSettings({ slugs: true })
    adapter.controls.signUp({ name: 'Eve', email: 'eve@acme.test' })
    await adapter.controls.reset()
    const { session, settings } = await adapter.getSession({})
    expect(session?.user.id).toBe('ada')
    expect(settings.slugs).toBe(false)
    expect(() => adapter.controls.as('user_4')).toThrow(/no user/)
  })
})

describe('callers cannot reach into the store', () => {
  test('an answer that is changed changes nothing else', async () => {
    const adapter = createSample()
    const { session } = await adapter.getSession({})
    session!.active!.organization.name = 'Hacked'
    ;(session!.user.emails as unknown[]).length = 0
    ;(session!.active!.membership.permissions as string[]).push('org:everything')
    const again = (await adapter.getSession({})).session
    expect(again?.active?.organization.name).toBe('Acme')
    expect(again?.user.emails).toHaveLength(1)
    expect(again?.active?.membership.permissions).not.toContain('org:everything')
  })

  test('an input that is changed after the call changes nothing', async () => {
    const adapter = createSample()
    const input = { name: 'Before' }
    const answer = adapter.createOrganization(input)
    input.name = 'After'
    expect((await answer).organization.name).toBe('Before')
  })

  test('an input of another shape is refused with its field', async () => {
    const adapter = createSample()
    const bad = { name: 42 } as unknown as { name: string }
    await expect(adapter.createOrganization(bad)).rejects.toMatchObject({
      code: 'invalid_request',
      field: 'name',
    })
    const none = undefined as unknown as { slug: string }
    await expect(adapter.checkSlug(none)).rejects.toMatchObject({ code: 'invalid_request' })
  })
})

describe('options that cannot work throw with a remedy', () => {
  const users = [{ id: 'ada', name: 'Ada' }]
  test.each([
    [{ latencyMs: -1 }, /latencyMs.*Give 0 or more/],
    [{ persist: '' }, /persist.*Give one/],
    [{ signedInAs: 'bob', seed: { users } }, /"bob".*seed\.users/],
    [{ settings: { creatorRoleKey: 'org:owner' } }, /org:owner.*Add it to `roles`/],
    [{ seed: { users: [...users, ...users] } }, /same id/],
    [
      { seed: { users, organizations: [{ name: 'A', members: { bob: 'org:admin' } }] } },
      /unknown member "bob"/,
    ],
    [
      { seed: { users, organizations: [{ name: 'A', members: { ada: 'org:boss' } }] } },
      /unknown role "org:boss"/,
    ],
    [{ seed: { users, organizations: [{ id: 'acme', name: 'A', members: {} }] } }, /no "_"/],
    [
      { seed: { users, organizations: [{ name: 'A', members: {}, createdBy: 'bob' }] } },
      /created by the unknown user/,
    ],
    [
      {
        seed: {
          users,
          organizations: ['A', 'B'].map((name) => ({ name, slug: 'same', members: {} })),
        },
      },
      /slug "same"/,
    ],
  ])('%j', (options, message) => {
    expect(() => embeddedAdapter(options)).toThrow(message)
  })
})
