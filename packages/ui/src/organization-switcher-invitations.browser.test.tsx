import { createGate, embeddedAdapter, sampleRoles, sampleWorld } from '@orgkit/adapters/embedded'
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

interface World {
  /** Each of them invites Ada. */
  names?: readonly string[]
  props?: OrganizationSwitcherProps
  provider?: Partial<OrgkitProviderProps>
}

/** Ada works in Acme; the switcher stands between two buttons, on a backend that counts what it is asked. */
function open({ names = ['Stark Labs', 'Wayne Research'], props, provider }: World = {}) {
  const { users, organizations = [] } = sampleWorld()
  const backend = embeddedAdapter({
    roles: sampleRoles,
    settings: { personalAccounts: true, slugs: true },
    seed: {
      users,
      organizations: [
        ...organizations,
        ...names.map((name, index) => ({
          id: `org_waiting${index}`,
          name,
          members: { grace: 'org:admin' },
          invitations: [{ id: `inv_waiting${index}`, emailAddress: 'ada@acme.test' }],
        })),
      ],
    },
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
  let wish: string | null = 'org_acme'
  const scope: ScopePort = {
    read: () => wish,
    write: (to) => {
      wish = to?.id ?? null
    },
  }
  render(
    <OrgkitProvider adapter={adapter} identity={backend.identity} scope={scope} {...provider}>
      <button type="button">Before</button>
      <OrganizationSwitcher {...props} />
      <button type="button">After</button>
    </OrgkitProvider>,
  )
  return { controls: backend.controls, calls, user: userEvent.setup() }
}

const trigger = (name: string | RegExp = /switch organization/) => screen.findByRole('button', { name })
const group = () => screen.findByRole('group', { name: /Waiting for you/ })
const button = (name: string) => screen.findByRole('button', { name })
const decline = (name: string) => button(`Decline the invitation to ${name}`)
const isClosed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
const said = (text: string) =>
  waitFor(() =>
    expect(
      [...document.querySelectorAll('[role="status"], [role="alert"]')].map((each) => each.textContent),
    ).toContain(text),
  )

async function opened(user: ReturnType<typeof userEvent.setup>) {
  await user.click(await trigger())
  return group()
}

test('the trigger says how many wait, and the panel asks for them once it is opened', async () => {
  const { calls, user } = open()
  expect(await trigger()).toHaveAccessibleName('Acme, switch organization. 2 invitations are waiting')
  expect(calls).toEqual(['getSession'])
  const waiting = within(await opened(user))
  expect(waiting.getAllByRole('listitem')).toHaveLength(2)
  expect(waiting.getByRole('heading')).toHaveTextContent('Waiting for you2')
  expect(calls).toEqual(['getSession', 'listUserInvitations'])
})

test('one that waits is said to be one', async () => {
  open({ names: ['Stark Labs'] })
  expect(await trigger()).toHaveAccessibleName('Acme, switch organization. 1 invitation is waiting')
})

test('nothing is asked, shown or said where none waits', async () => {
  const { calls, user } = open({ names: [] })
  await user.click(await trigger('Acme, switch organization'))
  await screen.findByRole('combobox')
  expect(screen.queryByRole('group', { name: /Waiting/ })).toBeNull()
  expect(calls).toEqual(['getSession'])
})

test('joining switches there, by one request and without another look at the session', async () => {
  const navigate = vi.fn<(address: string) => void>()
  const { calls, user } = open({
    props: { afterSelectOrganizationUrl: '/:slug' },
    provider: { navigate },
  })
  await opened(user)
  await user.dblClick(await button('Join Stark Labs'))
  expect(await trigger('Stark Labs, switch organization. 1 invitation is waiting')).toHaveFocus()
  await isClosed()
  await said('You are now in Stark Labs')
  expect(navigate.mock.calls).toEqual([['/stark-labs']])
  expect(calls.filter((name) => name === 'acceptInvitation')).toHaveLength(1)
  expect(calls.filter((name) => name === 'getSession')).toHaveLength(1)
  expect(calls).not.toContain('setLastActiveOrganization')
})

test('joining where the app keeps the tab in place says so, and goes nowhere', async () => {
  const navigate = vi.fn<(address: string) => void>()
  const { user } = open({
    props: { afterSelectOrganizationUrl: '/:slug' },
    provider: { navigate, onBeforeSwitch: () => false },
  })
  await opened(user)
  await user.click(await button('Join Stark Labs'))
  await said('You joined Stark Labs')
  expect(await trigger(/^Acme, switch organization/)).toHaveFocus()
  expect(navigate).not.toHaveBeenCalled()
})

test('the next page that did not load can be tried again', async () => {
  const { controls, user } = open({ names: Array.from({ length: 51 }, (_, index) => `Lab ${index}`) })
  const waiting = within(await opened(user))
  controls.fail('listUserInvitations', 'forbidden', { times: 1 })
  await user.click(await button('Show more'))
  await user.click(await button('Try again'))
  await waitFor(() => expect(waiting.getAllByRole('listitem')).toHaveLength(51))
})

test('declining moves focus to the neighbour, and after the last one to the search field', async () => {
  const { calls, user } = open({ names: ['Stark Labs', 'Umbra', 'Wayne Research'] })
  const waiting = within(await opened(user))
  const rows = () => waiting.getAllByRole('listitem').map((row) => row.textContent)
  const order = rows()
  await user.click(await decline('Umbra'))
  await waitFor(() => expect(rows()).toEqual([order[0], order[2]]))
  await waitFor(() => expect(waiting.getAllByRole('listitem')[1]).toHaveFocus())
  await said('Invitation to Umbra declined')
  // Enter that is held down answers nothing further.
  await user.keyboard('{Enter}{Enter}')
  expect(calls.filter((name) => name === 'declineInvitation')).toHaveLength(1)
  await user.click(await decline('Stark Labs'))
  await waitFor(() => expect(waiting.getAllByRole('listitem')[0]).toHaveFocus())
  await user.click(await decline('Wayne Research'))
  await waitFor(() => expect(screen.getByRole('combobox')).toHaveFocus())
  expect(screen.queryByRole('group', { name: /Waiting/ })).toBeNull()
  await trigger('Acme, switch organization')
})

test('two can be answered at the same time, each once', async () => {
  const { controls, calls, user } = open()
  const gate = createGate()
  controls.delay('declineInvitation', gate)
  await opened(user)
  await user.dblClick(await decline('Stark Labs'))
  await user.click(await decline('Wayne Research'))
  expect(await button('Join Stark Labs')).toHaveAttribute('aria-disabled', 'true')
  expect(gate.waiting).toBe(2)
  gate.open()
  await waitFor(() => expect(screen.queryByRole('group', { name: /Waiting/ })).toBeNull())
  expect(calls.filter((name) => name === 'declineInvitation')).toHaveLength(2)
})

test('one that was taken back meanwhile is told, and goes', async () => {
  const { controls, user } = open({ names: ['Stark Labs'] })
  await opened(user)
  await controls.as('grace').revokeInvitation({
    organizationId: 'org_waiting0',
    invitationId: 'inv_waiting0',
  })
  await user.click(await button('Join Stark Labs'))
  const problem = 'Stark Labs: This invitation was taken back. Ask for a new one.'
  await said(problem)
  await waitFor(() => expect(screen.queryByRole('group', { name: /Waiting/ })).toBeNull())
  expect(within(screen.getByRole('dialog')).getByText(problem)).toBeVisible()
  await waitFor(() => expect(screen.getByRole('combobox')).toHaveFocus())
  await trigger('Acme, switch organization')
})

test('a join that fails behind the closed panel is said', async () => {
  const { controls, user } = open()
  const gate = createGate()
  controls.delay('acceptInvitation', gate)
  controls.fail('acceptInvitation', 'unreachable')
  await opened(user)
  await user.click(await button('Join Stark Labs'))
  await user.click(await button('After'))
  await isClosed()
  gate.open()
  await said('Stark Labs: The server gave no answer.')
})

test.each(['light', 'dark'])('has no accessibility errors in the %s', async (theme) => {
  document.documentElement.dataset.theme = theme
  const { user } = open()
  await opened(user)
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } })
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
})
