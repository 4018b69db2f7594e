import { Button, SessionTaskGate } from '@orgkit/ui'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { never, type Scenario, worldWith } from './support/backend'
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
  parameters: scenario({
    prepare(adapter) {
      const { getSession } = adapter
      adapter.getSession = async (...call) => {
        const answer = await getSession(...call)
        const task = { status: 'pending', tasks: [{ key: 'accept-terms' }] } as const
        return answer.session ? { ...answer, session: { ...answer.session, ...task } } : answer
      }
    },
  }),
  play: async () => {
    await expectShown(screen.findByText(/asks for “accept-terms”/))
  },
}

export const Phone: Story = {
  ...Pending,
  globals: { viewport: { value: 'phone' } },
}
