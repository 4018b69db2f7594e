import { Button, SessionTaskGate } from '@orgkit/ui'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { never, type Scenario, worldWith } from './support/backend'
import { profile, terms, withTasks } from './support/session-tasks'
import { expectShown } from './support/settled'

const meta = {
  title: 'Components/Session task gate',
  component: SessionTaskGate,
  args: {
    appName: 'Notes',
    slugPrefix: 'notes.test/',
    signedOut: <main style={{ padding: 32 }}>The app’s own sign-in.</main>,
    children: (
      <main style={{ padding: 32 }}>
        <h1>Your notes</h1>
        <Button variant="primary">New note</Button>
      </main>
    ),
  },
  parameters: { layout: 'fullscreen', docs: { story: { inline: false, height: '720px' } } },
} satisfies Meta<typeof SessionTaskGate>

export default meta
type Story = StoryObj<typeof meta>

const scenario = (given: Scenario) => ({ backend: given })
const newcomer: Scenario = {
  options: { ...worldWith({ personalAccounts: false }), signedInAs: 'linus' },
  organization: null,
}
const notes = () => screen.queryByRole('heading', { name: 'Your notes' })

export const Default: Story = {
  play: async () => {
    await expectShown(screen.findByRole('heading', { name: 'Your notes' }))
  },
}

export const Loading: Story = {
  parameters: scenario({ prepare: ({ controls }) => void controls.delay('getSession', never()) }),
  play: async () => {
    await expect(await screen.findByText('Loading')).toHaveAttribute('role', 'status')
    await expect(notes()).toBeNull()
  },
}

export const Failing: Story = {
  parameters: scenario({
    prepare: ({ controls }) => void controls.fail('getSession', 'forbidden', { times: 2 }),
  }),
  play: async () => {
    const retry = await screen.findByRole('button', { name: 'Try again' })
    await expect(notes()).toBeNull()
    await userEvent.click(retry)
    await waitFor(() => expect(retry).not.toHaveAttribute('aria-busy'))
    await expectShown(screen.findByRole('heading', { name: 'Notes did not load' }))
  },
}

/** Shut until there is an organization. */
export const Pending: Story = {
  parameters: scenario(newcomer),
  play: async () => {
    await expectShown(screen.findByRole('heading', { level: 1, name: 'Create your organization' }))
    await expectShown(screen.findByLabelText('Name'))
    await expect(notes()).toBeNull()
  },
}

/** The whole way, by keyboard alone. */
export const Opening: Story = {
  parameters: scenario(newcomer),
  play: async () => {
    await userEvent.type(await screen.findByLabelText('Name'), 'Solo{Enter}')
    await expect(await screen.findByRole('button', { name: 'Open Solo' })).toHaveFocus()
    await expect(notes()).toBeNull()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(notes()).toBeVisible())
    await userEvent.tab()
    await expect(screen.getByRole('button', { name: 'New note' })).toHaveFocus()
  },
}

export const SignedOut: Story = {
  parameters: scenario({ options: { ...worldWith({}), signedInAs: null } }),
  play: async () => {
    await expectShown(screen.findByText('The app’s own sign-in.'))
    await expect(notes()).toBeNull()
  },
}

/** The address or the tab asks for an organization that is not there for this person. */
export const UnknownOrganization: Story = {
  parameters: scenario({ organization: 'acme-robotics' }),
  play: async () => {
    await expectShown(screen.findByRole('heading', { name: 'You are not in “acme-robotics”' }))
    await expect(notes()).toBeNull()
    await userEvent.click(await screen.findByRole('button', { name: /Initech/ }))
    await waitFor(() => expect(notes()).toBeVisible())
  },
}

export const CreationNotAllowed: Story = {
  parameters: scenario({
    ...newcomer,
    options: {
      ...worldWith({ personalAccounts: false, userCreatedOrganizations: false }),
      signedInAs: 'linus',
    },
  }),
  play: async () => {
    await expectShown(screen.findByRole('heading', { level: 1, name: 'You need an invitation' }))
  },
}

/** A task of the app's own that it forgot to give a screen. */
export const UnknownTask: Story = {
  parameters: scenario({ prepare: (adapter) => void withTasks(adapter, [{ key: 'verify-phone' }]) }),
  play: async () => {
    await expectShown(screen.findByText(/asks for “verify-phone”/))
  },
}

/** A task of the app's own, with its screen. */
export const OwnTask: Story = {
  args: {
    tasks: {
      'verify-phone': () => (
        <main style={{ padding: 32 }}>
          <h1>Confirm your phone</h1>
        </main>
      ),
    },
  },
  parameters: scenario({ prepare: (adapter) => void withTasks(adapter, [{ key: 'verify-phone' }]) }),
  play: async () => {
    await expectShown(screen.findByRole('heading', { name: 'Confirm your phone' }))
  },
}

/** One after the other, by keyboard alone, and then the app. */
export const TwoTasks: Story = {
  parameters: scenario({ prepare: (adapter) => void withTasks(adapter, [terms(), profile()]) }),
  play: async () => {
    const accept = await screen.findByRole('button', { name: 'Accept and continue' })
    accept.focus()
    await userEvent.keyboard('{Enter}')
    await expectShown(screen.findByRole('heading', { name: 'Tell us about you' }))
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveFocus())
    await userEvent.tab()
    await expect(screen.getByLabelText('What do you do?')).toHaveFocus()
    await userEvent.keyboard('Mathematician')
    await userEvent.tab()
    await userEvent.keyboard('+1 555 0100{Enter}')
    await waitFor(() => expect(notes()).toBeVisible())
  },
}

export const Phone: Story = {
  ...Pending,
  globals: { viewport: { value: 'phone' } },
}
