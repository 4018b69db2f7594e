import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { embeddedAdapter } from './index'

/** What a browser's `localStorage` and its events are, for as many pages as wanted. */
function createStorage() {
  const entries = new Map<string, string>()
  const listeners = new Set<(event: { key: string; newValue: string }) => void>()
  let capacity = Infinity
  return {
    entries,
    limit: (bytes: number) => (capacity = bytes),
    storage: {
      getItem: (key: string) => entries.get(key) ?? null,
      setItem(key: string, value: string) {
        if (value.length > capacity) throw new DOMException('full', 'QuotaExceededError')
        entries.set(key, value)
      },
    },
    listen: (name: string, listener: (event: { key: string; newValue: string }) => void) =>
      name === 'storage' && listeners.add(listener),
    /** As the browser tells all other pages. */
    tell: (key: string) => listeners.forEach((listener) => listener({ key, newValue: entries.get(key)! })),
  }
}

let browser: ReturnType<typeof createStorage>

beforeEach(() => {
  browser = createStorage()
  vi.stubGlobal('localStorage', browser.storage)
  vi.stubGlobal('addEventListener', browser.listen)
})
afterEach(() => vi.unstubAllGlobals())

const open = () => embeddedAdapter({ persist: 'orgkit' })

describe('a page that is loaded again', () => {
  test('finds what was there, and who was signed in', async () => {
    const page = open()
    page.controls.signUp({ name: 'Grace', email: 'grace@acme.test' })
    const { organization } = await page.createOrganization({ name: 'Acme' }, { idempotencyKey: 'k' })
    const again = open()
    const { session } = await again.getSession({})
    expect(session?.user.name).toBe('Grace')
    expect(session?.active?.organization).toEqual(organization)
    expect((await again.createOrganization({ name: 'Acme' }, { idempotencyKey: 'k' })).organization.id).toBe(
      organization.id,
    )
    const { events } = await again.setOrganizationLogo({ organizationId: organization.id, logo: null })
    expect(events[0]?.sequence).toBe(3)
  })

  test('stays signed out', async () => {
    await open().identity.signOut()
    expect((await open().getSession({})).session).toBeNull()
  })

  test('begins anew where something else lies under the key', async () => {
    browser.entries.set('orgkit', '{"version":99}')
    expect((await open().getSession({})).session?.user.id).toBe('ada')
    browser.entries.set('orgkit', 'no json')
    browser.entries.set('orgkit:user', 'no json')
    expect((await open().getSession({})).session?.user.id).toBe('ada')
  })

  test('takes settings and roles from its options', async () => {
    await open().createOrganization({ name: 'Acme' })
    const { settings } = await embeddedAdapter({ persist: 'orgkit', settings: { slugs: true } }).getSession(
      {},
    )
    expect(settings.slugs).toBe(true)
  })

  test('after a reset finds the seed', async () => {
    const page = open()
    await page.createOrganization({ name: 'Acme' })
    await page.controls.reset()
    expect((await open().getSession({})).session?.memberships.totalCount).toBe(0)
  })
})

describe('two pages', () => {
  test('see what the other did at their next call, and lose nothing of it', async () => {
    const [first, second] = [open(), open()]
    await first.createOrganization({ name: 'Acme' })
    await second.createOrganization({ name: 'Globex' })
    await first.createOrganization({ name: 'Initech' })
    for (const page of [first, second, open()]) {
      const { items } = await page.listUserMemberships({})
      expect(items.map((item) => item.organization.name)).toEqual(['Acme', 'Globex', 'Initech'])
    }
  })

  test('sign out together', async () => {
    const [first, second] = [open(), open()]
    const listener = vi.fn()
    second.identity.subscribe(listener)
    await first.identity.signOut()
    browser.tell('orgkit:user')
    expect(listener).toHaveBeenCalledTimes(1)
    expect((await second.getSession({})).session).toBeNull()
  })
})

test('what the browser has no room for is refused and did not happen', async () => {
  const page = open()
  await page.createOrganization({ name: 'Acme' })
  browser.limit(100)
  await expect(page.createOrganization({ name: 'Globex' })).rejects.toMatchObject({ code: 'internal' })
  expect((await page.listUserMemberships({})).totalCount).toBe(1)
})

test('without localStorage the backend lives in memory', async () => {
  vi.stubGlobal('localStorage', undefined)
  const page = open()
  await page.createOrganization({ name: 'Acme' })
  expect((await page.listUserMemberships({})).totalCount).toBe(1)
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get: () => {
      throw new DOMException('denied', 'SecurityError')
    },
  })
  expect((await open().listUserMemberships({})).totalCount).toBe(0)
})

test('what an earlier version kept still opens: it lacks whole tables and fields of rows', async () => {
  const page = open()
  const { organization } = await page.createOrganization({ name: 'Acme' })
  const kept = JSON.parse(browser.entries.get('orgkit')!) as {
    data: Record<string, Record<string, unknown>[]>
  }
  const { data } = kept
  for (const table of ['roles', 'slugs', 'administrationOffers', 'counters', 'audits']) {
    expect(data).toHaveProperty(table)
    delete data[table]
  }
  for (const row of data.users!) {
    delete row.mayCreateOrganizations
    delete row.creationLimit
  }
  for (const row of data.organizations!) {
    delete row.membershipLimit
    delete row.roleCount
    row.slug = 'acme'
  }
  browser.entries.set('orgkit', JSON.stringify(kept))
  const again = open()
  expect((await again.getSession({})).session?.memberships.totalCount).toBe(1)
  await again.setOrganizationLogo({ organizationId: organization.id, logo: null })
  const written = JSON.parse(browser.entries.get('orgkit')!) as typeof kept
  expect(written.data.users![0]).toMatchObject({
    mayCreateOrganizations: 'instance',
    creationLimit: 'instance',
  })
  expect(written.data.organizations![0]).toMatchObject({ membershipLimit: 'instance', roleCount: 0 })
  expect(written.data).toMatchObject({
    roles: [],
    counters: [],
    administrationOffers: [],
    slugs: [{ slug: 'acme', organizationId: organization.id, releasedAt: null }],
  })
})
