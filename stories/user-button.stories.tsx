import { KeyCap, MailIcon, SettingsIcon, UserButton, UserButtonAction, UserButtonLink } from '@orgkit/ui'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, within } from 'storybook/test'
import { arabic } from './support/arabic'
import { never, type Scenario, world } from './support/backend'
import { expectShown } from './support/settled'

const manageAccount = fn()
const manageable: Scenario = { identity: () => ({ manageAccount }) }

const meta = {
  title: 'Components/User button',
  component: UserButton,
  args: { align: 'start' },
  parameters: { backend: manageable, docs: { story: { inline: false, height: '360px' } } },
} satisfies Meta<typeof UserButton>

export default meta
type Story = StoryObj<typeof meta>

const trigger = (name: RegExp | string = /account menu/) =>
  screen.findByRole('button', { name }, { timeout: 4000 })
const menu = () => screen.findByRole('menu', { name: /Ada Lovelace/ })
const item = async (name: string) => within(await menu()).findByRole('menuitem', { name })

export const Default: Story = {
  play: async () => {
    const button = await trigger()
    await userEvent.click(button)
    await expect(await item('Manage account')).toHaveFocus()
    await userEvent.keyboard('s')
    await expect(await item('Sign out')).toHaveFocus()
    await userEvent.keyboard('{Escape}')
    await expect(button).toHaveFocus()
  },
}

export const Open: Story = {
  args: { defaultOpen: true },
  play: async () => {
    await expectShown(item('Manage account'))
    await expectShown(screen.getByText('ada@acme.test'))
  },
}

export const ShowName: Story = {
  args: { showName: true },
  play: async () => {
    await expect(await trigger()).toHaveTextContent('Ada Lovelace')
  },
}

export const Loading: Story = {
  parameters: {
    backend: { prepare: ({ controls }) => void controls.delay('getSession', never()) } satisfies Scenario,
  },
  play: async () => {
    await expect(await trigger('Loading account')).toHaveAttribute('aria-busy', 'true')
  },
}

/** Signing out does not work: the menu says so and stays, with focus on the item to press again. */
export const Failing: Story = {
  parameters: {
    backend: {
      identity: () => ({
        manageAccount,
        signOut: () => Promise.reject(new Error('The sign-in service is away.')),
      }),
    } satisfies Scenario,
  },
  play: async () => {
    await userEvent.click(await trigger())
    await userEvent.click(await item('Sign out'))
    await expect(await screen.findAllByText(/You are still signed in/)).not.toHaveLength(0)
    await expect(await item('Sign out')).toHaveFocus()
  },
}

export const NotLoaded: Story = {
  parameters: { backend: 'failing' },
  play: async () => {
    await expectShown(trigger(/did not load/))
  },
}

export const SeveralAccounts: Story = {
  args: { defaultOpen: true },
  parameters: {
    backend: {
      identity: ({ controls }) => ({
        manageAccount,
        accounts: () => [
          { id: 'ada', name: 'Ada Lovelace', email: 'ada@acme.test', isCurrent: true },
          { id: 'grace', name: 'Grace Hopper', email: 'grace@acme.test', isCurrent: false },
        ],
        switchAccount: (id) => controls.signIn(id),
        addAccount: fn(),
      }),
    } satisfies Scenario,
  },
  play: async () => {
    await userEvent.click(await trigger())
    await userEvent.click(await trigger())
    await expectShown(item('Grace Hopper grace@acme.test'))
    await expectShown(item('Add account'))
  },
}

export const CustomItems: Story = {
  args: {
    defaultOpen: true,
    children: (
      <>
        <UserButtonAction icon={<SettingsIcon />}>Preferences</UserButtonAction>
        <UserButtonLink href="/help" icon={<MailIcon />} trailing={<KeyCap>?</KeyCap>}>
          Help
        </UserButtonLink>
      </>
    ),
  },
  play: async () => {
    await expectShown(item('Preferences'))
    await expect(await item('Help')).toHaveAttribute('href', '/help')
  },
}

export const LongNames: Story = {
  args: { defaultOpen: true, showName: true },
  parameters: {
    backend: {
      ...manageable,
      options: {
        ...world(),
        seed: {
          users: [
            {
              id: 'ada',
              name: 'Ada Lovelace, Countess of Wolfeschlegelsteinhausenbergerdorff and the Whole of Analytical Engines',
              email:
                'ada.lovelace.countess.of.wolfeschlegelsteinhausenbergerdorff@analytical-engines.acme.test',
            },
          ],
        },
      },
      organization: null,
    } satisfies Scenario,
  },
  play: async () => {
    await expectShown(item('Manage account'))
  },
}

export const RightToLeft: Story = {
  args: { defaultOpen: true },
  globals: { direction: 'rtl' },
  parameters: { backend: { ...arabic, ...manageable } },
  play: async () => {
    await expectShown(screen.findByRole('menuitem', { name: 'تسجيل الخروج' }))
  },
}
