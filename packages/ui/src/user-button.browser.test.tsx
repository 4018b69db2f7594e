import { embeddedAdapter, sampleRoles, sampleWorld } from '@orgkit/adapters/embedded'
import { OrgkitProvider, type IdentityPort } from '@orgkit/react'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import './styles/index.css'
import { UserButton, type UserButtonProps } from './user-button'

async function setup(identity?: Partial<IdentityPort>, props: UserButtonProps = {}) {
  const adapter = embeddedAdapter({ roles: sampleRoles, seed: sampleWorld() })
  const user = userEvent.setup()
  render(
    <OrgkitProvider adapter={adapter} identity={identity && { ...adapter.identity, ...identity }}>
      <UserButton {...props} />
    </OrgkitProvider>,
  )
  return { user, trigger: await screen.findByRole('button', { name: 'Ada Lovelace, account menu' }) }
}

const accounts = () => [
  { id: 'ada', name: 'Ada Lovelace', isCurrent: true },
  { id: 'grace', name: 'Grace Hopper', isCurrent: false },
]
const item = (name: string | RegExp) => screen.findByRole('menuitem', { name })
const hasFocus = (find: () => Promise<HTMLElement>) => waitFor(async () => expect(await find()).toHaveFocus())

test('opens by the arrow up at its last item, and by the arrow down at its first', async () => {
  const { user, trigger } = await setup({ manageAccount: vi.fn() })
  trigger.focus()
  await user.keyboard('{ArrowUp}')
  await hasFocus(() => item('Sign out'))
  await user.keyboard('{Escape}')
  expect(trigger).toHaveFocus()
  await user.keyboard('{ArrowDown}')
  await hasFocus(() => item('Manage account'))
})

test('asks for the other accounts once the pointer comes, and again when the menu opens', async () => {
  const list = vi.fn(accounts)
  const { user, trigger } = await setup({ accounts: list, switchAccount: vi.fn() })
  expect(list).not.toHaveBeenCalled()
  await user.hover(trigger)
  await waitFor(() => expect(list).toHaveBeenCalledTimes(1))
  await user.click(trigger)
  expect(await item(/Grace Hopper/)).toBeInTheDocument()
  expect(list).toHaveBeenCalledTimes(2)
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
  expect(list).toHaveBeenCalledTimes(2)
})

test('shows the other accounts where it is open from the start', async () => {
  await setup({ accounts, switchAccount: vi.fn() }, { defaultOpen: true })
  expect(await item(/Grace Hopper/)).toBeInTheDocument()
})

test('is a dialog with a name where there is nothing to choose, and its button says so before it opens', async () => {
  const { user, trigger } = await setup()
  expect(trigger).toHaveAttribute('aria-haspopup', 'menu')
  await user.hover(trigger)
  await waitFor(() => expect(trigger).toHaveAttribute('aria-haspopup', 'dialog'))
  await user.click(trigger)
  expect(await screen.findByRole('dialog', { name: 'Ada Lovelace, account menu' })).toBeInTheDocument()
  expect(screen.queryByRole('menu')).toBeNull()
})

test('says that signing out failed, in the menu and aloud, and forgets it when it closes', async () => {
  const signOut = vi.fn(() => Promise.reject(new Error('The sign-in service is away.')))
  const { user, trigger } = await setup({ signOut })
  await user.click(trigger)
  await user.click(await item('Sign out'))
  await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('You are still signed in'))
  expect(screen.getAllByText(/You are still signed in/)).toHaveLength(2)
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
  await user.click(trigger)
  await item('Sign out')
  expect(screen.getAllByText(/You are still signed in/)).toHaveLength(1)
})
