import {
  createGate,
  embeddedAdapter,
  type EmbeddedAdapterOptions,
  hardNames,
  manyOrganizations,
  sampleRoles,
  sampleWorld,
} from '@orgkit/adapters/embedded'
import { OrgkitProvider, type OrgkitProviderProps, type ScopePort } from '@orgkit/react'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { beforeEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { OrganizationSwitcher, type OrganizationSwitcherProps } from './organization-switcher'
import './styles/index.css'

beforeEach(async () => {
  await page.viewport(1000, 800)
  delete document.documentElement.dataset.theme
})

interface WorldOptions extends EmbeddedAdapterOptions {
  organization?: string | null
  navigate?: OrgkitProviderProps['navigate']
}

/** The switcher between two buttons, on a backend that counts what it is asked. */
function setup(
  props: OrganizationSwitcherProps = {},
  { organization = 'org_acme', navigate, ...options }: WorldOptions = {},
) {
  const backend = embeddedAdapter({
    roles: sampleRoles,
    seed: sampleWorld(),
    ...options,
    settings: { personalAccounts: true, slugs: true, ...options.settings },
  })
  const calls: string[] = []
  const adapter = new Proxy(backend, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        // What is only listened to is no question.
        if (name !== 'subscribe') calls.push(String(name))
        return (value as (...args: unknown[]) => unknown)(...args)
      }
    },
  })
  let wish = organization
  const scope: ScopePort = {
    read: () => wish,
    write: (to) => {
      wish = to?.id ?? null
    },
  }
  const view = render(
    <OrgkitProvider adapter={adapter} identity={backend.identity} scope={scope} navigate={navigate}>
      <button type="button">Before</button>
      <OrganizationSwitcher {...props} />
      <button type="button">After</button>
    </OrgkitProvider>,
  )
  return { ...view, controls: backend.controls, calls, user: userEvent.setup() }
}

const trigger = (name: string | RegExp = /switch organization/) => screen.findByRole('button', { name })
const panel = () => screen.queryByRole('dialog', { name: 'Organizations' })
const search = () => screen.getByRole('combobox', { name: 'Find organization' })
const rows = () => screen.getAllByRole('option')
/** The panel fades in: what stands in it is there before it can be seen. */
const isVisible = (find: () => HTMLElement) => waitFor(() => expect(find()).toBeVisible())
const isClosed = () => waitFor(() => expect(panel()).toBeNull())
/** The row under the cursor, as assistive technology finds it. */
const cursor = () => document.getElementById(search().getAttribute('aria-activedescendant') ?? '')
const isSearching = () => waitFor(() => expect(search()).toHaveFocus())
const cursorIs = (name: string) => waitFor(() => expect(cursor()).toHaveTextContent(name))

async function opened(user: ReturnType<typeof userEvent.setup>) {
  await user.click(await trigger())
  await isSearching()
}

async function violations() {
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

test('shows its organization after one request and opens without another', async () => {
  const { user, calls } = setup()
  await opened(user)
  expect(rows()).toHaveLength(5)
  expect(calls).toEqual(['getSession'])
})

test.each(['{Enter}', ' ', '{ArrowDown}'])(
  'opens by the key %s, with focus in the search field',
  async (key) => {
    const { user } = setup()
    await trigger()
    await user.tab()
    await user.tab()
    expect(await trigger()).toHaveFocus()
    await user.keyboard(key)
    await isSearching()
    expect(await trigger()).toHaveAttribute('aria-expanded', 'true')
  },
)

test('begins at the current organization and walks by arrows, pages and ends', async () => {
  const { user } = setup()
  await opened(user)
  await cursorIs('Acme')
  expect(cursor()).toHaveAttribute('aria-selected', 'true')
  await user.keyboard('{ArrowDown}')
  await cursorIs('Globex')
  await user.keyboard('{Control>}{End}{/Control}')
  await cursorIs('Umbrella Studio')
  await user.keyboard('{ArrowDown}')
  await cursorIs('Umbrella Studio')
  await user.keyboard('{Home}')
  await cursorIs('Ada Lovelace')
  await user.keyboard('{PageDown}')
  await cursorIs('Umbrella Studio')
  await user.keyboard('{PageUp}{ArrowUp}')
  await cursorIs('Ada Lovelace')
  expect(search()).toHaveFocus()
})

test('switches by Enter: focus is back on the trigger, and the new name is said', async () => {
  const { user, calls } = setup()
  await opened(user)
  await user.keyboard('{ArrowDown}{Enter}')
  expect(await trigger('Globex, switch organization')).toHaveFocus()
  await waitFor(() => expect(screen.getAllByRole('status')[0]).toHaveTextContent('You are now in Globex'))
  expect(calls).toEqual(['getSession', 'setLastActiveOrganization'])
})

test('keeps the old name and is busy until the answer', async () => {
  const { user, controls } = setup()
  const gate = createGate()
  controls.delay('setLastActiveOrganization', gate)
  await opened(user)
  await user.click(screen.getByRole('option', { name: /Globex/ }))
  const button = await trigger('Acme, switch organization')
  expect(button).toHaveAttribute('aria-busy', 'true')
  expect(button).toHaveFocus()
  gate.open()
  const next = await trigger('Globex, switch organization')
  await waitFor(() => expect(next).not.toHaveAttribute('aria-busy'))
})

test('sends one switch for Enter pressed twice', async () => {
  const { user, controls, calls } = setup()
  const gate = createGate()
  controls.delay('setLastActiveOrganization', gate)
  await opened(user)
  await user.keyboard('{ArrowDown}{Enter}{Enter}')
  await isClosed()
  gate.open()
  await trigger('Globex, switch organization')
  expect(calls.filter((name) => name === 'setLastActiveOrganization')).toHaveLength(1)
})

test('asks nothing when the current organization is chosen', async () => {
  const { user, calls } = setup()
  await opened(user)
  await user.keyboard('{Enter}')
  await isClosed()
  expect(calls).toEqual(['getSession'])
})

test('goes to the personal account and back', async () => {
  const { user } = setup()
  await opened(user)
  await user.click(screen.getByRole('option', { name: /Personal account/ }))
  await user.click(await trigger('Ada Lovelace, switch organization'))
  expect(screen.getByRole('option', { selected: true })).toHaveTextContent('Ada Lovelace')
  await user.keyboard('{ArrowDown}{Enter}')
  expect(await trigger('Acme, switch organization')).toHaveFocus()
})

test('hides the personal account on demand, and where the instance has none', async () => {
  const hidden = setup({ hidePersonal: true })
  await opened(hidden.user)
  expect(rows()).toHaveLength(4)
  hidden.unmount()
  const { user } = setup({}, { settings: { personalAccounts: false } })
  await opened(user)
  expect(rows()).toHaveLength(4)
})

test('Escape clears the search first, then closes, and focus is back on the trigger', async () => {
  const { user } = setup()
  await opened(user)
  await user.keyboard('glo')
  await user.keyboard('{Escape}')
  expect(search()).toHaveValue('')
  expect(search()).toHaveFocus()
  await user.keyboard('{Escape}')
  await isClosed()
  expect(await trigger()).toHaveFocus()
})

test('Tab leads through the panel and out of it, which closes it', async () => {
  const { user } = setup()
  await opened(user)
  await user.tab()
  expect(screen.getByRole('button', { name: 'Create organization' })).toHaveFocus()
  await user.tab()
  expect(screen.getByRole('button', { name: 'After' })).toHaveFocus()
  await isClosed()
})

test('the slash leads back into the search field', async () => {
  const { user } = setup()
  await opened(user)
  await user.tab()
  await user.keyboard('/')
  expect(search()).toHaveFocus()
  expect(search()).toHaveValue('')
})

test('searches on the server, tells the count, and shows what was typed last', async () => {
  const { user, calls } = setup()
  await opened(user)
  await user.keyboard('u')
  await user.keyboard('{Backspace}gl')
  await waitFor(() => expect(rows()).toHaveLength(1))
  expect(rows()[0]).toHaveTextContent('Globex')
  expect(within(panel() as HTMLElement).getByRole('status')).toHaveTextContent('1 organization')
  expect(calls.filter((name) => name === 'listUserMemberships')).toHaveLength(1)
})

test('Enter waits for the rows of what was typed, and opens none of those before', async () => {
  const { user, controls } = setup()
  controls.delay('listUserMemberships', 300)
  await opened(user)
  await user.keyboard('umbrella{Enter}')
  expect(await trigger('Umbrella Studio, switch organization')).toHaveFocus()
})

test('says that nothing was found, and keeps its height', async () => {
  const { user } = setup()
  await opened(user)
  const height = screen.getByRole('listbox').offsetHeight
  await user.keyboard('dorothy')
  const message = 'No organization matches “dorothy”'
  await waitFor(() => expect(within(panel() as HTMLElement).getAllByText(message)).toHaveLength(2))
  expect(search()).toHaveAttribute('aria-expanded', 'false')
  const list = (panel() as HTMLElement).querySelector<HTMLElement>(
    '[data-orgkit="organization-switcher-list"]',
  )
  expect(list?.offsetHeight).toBe(height)
  await user.click(screen.getByRole('button', { name: 'Clear search' }))
  expect(rows()).toHaveLength(5)
  expect(search()).toHaveFocus()
})

test('draws few of 10,000 rows, jumps to either end, and keeps the one under the cursor while it is scrolled away', async () => {
  const { user } = setup(
    {},
    { seed: { ...sampleWorld(), organizations: manyOrganizations(10_000) }, organization: null },
  )
  await opened(user)
  expect(rows().length).toBeLessThanOrEqual(20)
  await waitFor(() => expect(rows().length).toBeGreaterThan(12))
  await user.keyboard('{End}')
  await waitFor(() => expect(cursor()).toHaveAttribute('aria-posinset', '10001'))
  await cursorIs('Juniper Logistics 10000')
  expect(cursor()).toHaveAttribute('aria-setsize', '10001')
  screen.getByRole('listbox').scrollTop = 200_000
  // Rows are 48 high: the 4,167th is at the top, by name the 66th of those that begin so.
  await waitFor(() => expect(screen.getByText('Ember Bakery 06515')).toBeVisible(), { timeout: 2000 })
  expect(screen.getByText('Ember Bakery 06515').closest('[role=option]')).toHaveAttribute(
    'aria-posinset',
    '4167',
  )
  expect(cursor()).toHaveTextContent('Juniper Logistics 10000')
  expect(rows().length).toBeLessThanOrEqual(80)
  await user.keyboard('{Home}')
  await cursorIs('Ada Lovelace')
  expect(screen.getByRole('listbox').scrollTop).toBe(0)
})

test('tells of a failed switch where it was chosen, changes nothing, and tries again', async () => {
  const { user, controls } = setup()
  controls.fail('setLastActiveOrganization', 'unreachable', { times: 1 })
  await opened(user)
  await user.keyboard('{ArrowDown}{Enter}')
  await waitFor(() =>
    expect(screen.getByRole('alert')).toHaveTextContent('Globex did not open. Nothing has changed.'),
  )
  expect(await trigger('Acme, switch organization')).toBeVisible()
  await user.click(await within(panel() as HTMLElement).findByRole('button', { name: 'Try again' }))
  expect(await trigger('Globex, switch organization')).toHaveFocus()
})

test('says so when the reader is no longer in the organization', async () => {
  const { user, controls } = setup()
  controls.fail('setLastActiveOrganization', 'not_found')
  await opened(user)
  await user.keyboard('{ArrowDown}{Enter}')
  const dialog = await screen.findByRole('dialog')
  await isVisible(() => within(dialog).getByText('You are no longer in Globex'))
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
})

test('leads to the address of the organization, by the host’s router', async () => {
  const navigate = vi.fn()
  const { user } = setup(
    { afterSelectOrganizationUrl: '/o/:slug', afterSelectPersonalUrl: '/me/:id' },
    { navigate },
  )
  await opened(user)
  await user.click(screen.getByRole('option', { name: /Umbrella/ }))
  await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith('/o/umbrella-studio'))
  await opened(user)
  await user.click(screen.getByRole('option', { name: /Ada Lovelace/ }))
  await waitFor(() => expect(navigate).toHaveBeenLastCalledWith('/me/ada'))
})

test('a failed session can be tried again from the same button', async () => {
  const { user, controls } = setup({}, { latencyMs: 0 })
  const end = controls.fail('getSession', 'forbidden')
  const button = await trigger(/did not load/)
  end()
  await user.click(button)
  expect(await trigger('Acme, switch organization')).toBe(button)
  expect(button).toHaveFocus()
})

test('has the width of a name while loading, and says that it loads', async () => {
  const { controls } = setup()
  const gate = createGate()
  controls.delay('getSession', gate)
  const button = await trigger('Loading organizations')
  expect(button).toHaveAttribute('aria-busy', 'true')
  expect(button.offsetHeight).toBe(36)
  gate.open()
  expect((await trigger('Acme, switch organization')).offsetHeight).toBe(36)
})

test('renders nothing signed out and where organizations are off', async () => {
  const out = setup({}, { signedInAs: null })
  await waitFor(() => expect(screen.getAllByRole('button')).toHaveLength(2))
  out.unmount()
  setup({}, { settings: { organizationsEnabled: false } })
  await waitFor(() => expect(screen.getAllByRole('button')).toHaveLength(2))
})

test('names an unknown organization and offers the others', async () => {
  const { user } = setup({}, { organization: 'vandelay' })
  await user.click(await trigger('Choose organization'))
  await isVisible(() => screen.getByText('You have no organization “vandelay”'))
  expect(screen.queryByRole('option', { selected: true })).toBeNull()
})

test('shows names that hold markup as text, and long ones whole in their title', async () => {
  const { user, container } = setup(
    {},
    { seed: { ...sampleWorld(), organizations: hardNames() }, organization: 'org_markup' },
  )
  await opened(user)
  expect(container.querySelector('b, script')).toBeNull()
  const [long] = hardNames().filter(({ id }) => id === 'org_long')
  await isVisible(() => screen.getByTitle(long?.name ?? ''))
  const shown = screen.getByTitle(long?.name ?? '')
  expect(shown.scrollWidth).toBeGreaterThan(shown.clientWidth)
})

test('hides creating from those who never may, and explains it to those at their limit', async () => {
  const forbidden = setup({}, { settings: { userCreatedOrganizations: false } })
  await opened(forbidden.user)
  expect(screen.queryByText('Create organization')).toBeNull()
  forbidden.unmount()
  const { user } = setup({}, { settings: { creationLimit: 2, supportContact: 'help@acme.test' } })
  await opened(user)
  expect(screen.queryByRole('button', { name: 'Create organization' })).toBeNull()
  await isVisible(() => screen.getByText(/Limit reached: 2 of 2 created/))
  expect(screen.getByRole('link', { name: 'Ask help@acme.test' })).toHaveAttribute(
    'href',
    'mailto:help@acme.test',
  )
})

test('opens the form that creates in a dialog, and focus comes back', async () => {
  const { user } = setup()
  await opened(user)
  await user.click(screen.getByRole('button', { name: 'Create organization' }))
  const dialog = await screen.findByRole('dialog', { name: /Create/ })
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true))
  expect(panel()).toBeNull()
  await user.keyboard('{Escape}')
  await waitFor(async () => expect(await trigger()).toHaveFocus())
})

test('leads to a page that creates instead', async () => {
  const navigate = vi.fn()
  const { user } = setup({ createOrganizationUrl: '/new' }, { navigate })
  await opened(user)
  await user.click(screen.getByRole('link', { name: 'Create organization' }))
  expect(navigate).toHaveBeenCalledExactlyOnceWith('/new')
  await isClosed()
})

test('offers settings and inviting only where they lead somewhere and may be used', async () => {
  const plain = setup()
  await opened(plain.user)
  expect(screen.queryByRole('button', { name: 'Settings' })).toBeNull()
  plain.unmount()
  const member = setup({ onInvite: vi.fn() }, { organization: 'org_globex' })
  await opened(member.user)
  expect(screen.queryByRole('button', { name: 'Invite people' })).toBeNull()
  member.unmount()
  const onInvite = vi.fn()
  const navigate = vi.fn()
  const { user } = setup({ onInvite, organizationProfileUrl: '/:slug/settings' }, { navigate })
  await opened(user)
  await user.click(screen.getByRole('button', { name: 'Invite people' }))
  expect(onInvite).toHaveBeenCalledWith(expect.objectContaining({ id: 'org_acme' }))
  await opened(user)
  await user.click(screen.getByRole('button', { name: 'Settings' }))
  expect(navigate).toHaveBeenCalledWith('/acme/settings')
})

test.each(['light', 'dark'])(
  'has no violation in axe: closed, open, scrolled, nothing found, in %s',
  async (theme) => {
    document.documentElement.dataset.theme = theme
    document.body.style.background = 'var(--orgkit-page)'
    const { user } = setup(
      { onManage: vi.fn(), onInvite: vi.fn() },
      {
        seed: {
          ...sampleWorld(),
          organizations: [...(sampleWorld().organizations ?? []), ...manyOrganizations(400)],
        },
      },
    )
    await trigger()
    expect(await violations()).toEqual([])
    await opened(user)
    expect(await violations()).toEqual([])
    screen.getByRole('listbox').scrollTop = 9000
    await waitFor(() => expect(screen.queryByText('Umbrella Studio')).toBeNull())
    expect(await violations()).toEqual([])
    await user.keyboard('dorothy')
    await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull())
    expect(await violations()).toEqual([])
  },
)

test('is a sheet below 480 pixels, with rows of 56', async () => {
  await page.viewport(375, 700)
  const { user } = setup()
  await opened(user)
  const sheet = panel() as HTMLElement
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  expect(sheet.getBoundingClientRect()).toMatchObject({ left: 0, width: 375, bottom: 700 })
  expect(rows()[0]?.offsetHeight).toBe(56)
  await user.keyboard('{End}{Enter}')
  expect(await trigger('Umbrella Studio, switch organization')).toHaveFocus()
})
