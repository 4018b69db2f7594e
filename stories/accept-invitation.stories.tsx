import { AcceptInvitation, Button, Field, TextInput } from '@orgkit/ui'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test'
import { arabicInvitation } from './arabic-invitations'
import { Backed, never, type Scenario } from './support/backend'
import {
  applicationInvitation,
  invitationToken,
  invitedScenario,
  type InvitedWorld,
  verifiableScenario,
} from './support/invitation'
import { terms, withTasks } from './support/session-tasks'
import { expectShown } from './support/settled'

const meta = {
  title: 'Components/Accept invitation',
  component: AcceptInvitation,
  args: { token: '', appName: 'Notes', onAccepted: fn() },
  parameters: { docs: { story: { inline: false, height: '560px' } } },
  loaders: [async () => ({ token: await invitationToken() })],
  render: (args, { loaded }) => <AcceptInvitation {...args} token={args.token || String(loaded.token)} />,
} satisfies Meta<typeof AcceptInvitation>

export default meta
type Story = StoryObj<typeof meta>

const backend = (given?: InvitedWorld, more: Partial<Scenario> = {}) => ({
  backend: { ...invitedScenario(given), ...more },
})
const title = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name }, { timeout: 4000 })
const button = (name: string | RegExp) => screen.findByRole('button', { name }, { timeout: 4000 })
const hour = 3_600_000

/** By keyboard alone: the button, the way in, and a title that takes focus. */
export const Default: Story = {
  parameters: backend(),
  play: async ({ args }) => {
    await expectShown(title('Join Acme'))
    await expect(screen.getByText(/Ada Lovelace invited you as Member/)).toBeVisible()
    await userEvent.tab()
    await expect(await button('Join Acme')).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expectShown(title('Welcome to Acme'))
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveFocus())
    await expect(args.onAccepted).toHaveBeenCalledTimes(1)
  },
}

export const Offer: Story = {
  parameters: backend(),
  play: async () => {
    await expectShown(title('Join Acme'))
  },
}

/** Something else comes first: it is finished on this page, and the way goes on. */
export const AfterATask: Story = {
  parameters: backend(undefined, {
    prepare(adapter) {
      const state = withTasks(adapter, [terms()])
      const { previewInvitation } = adapter
      adapter.previewInvitation = async (...call) => {
        const preview = await previewInvitation(...call)
        return state.tasks.length === 0
          ? preview
          : { ...preview, refusal: { code: 'session_pending', meta: { task: 'accept-terms' } } }
      }
    },
  }),
  play: async () => {
    await expectShown(title('Before you go on'))
    await userEvent.click(await button('Accept and continue'))
    await expectShown(title('Join Acme'))
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveFocus())
  },
}

export const Declined: Story = {
  parameters: backend(),
  play: async () => {
    await userEvent.click(await button('Decline'))
    await expectShown(title('This invitation was declined'))
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveFocus())
  },
}

export const Loading: Story = {
  parameters: backend({}, { prepare: ({ controls }) => void controls.delay('previewInvitation', never()) }),
  play: async () => {
    await expect(await screen.findByText('Loading')).toHaveAttribute('role', 'status')
  },
}

export const Failing: Story = {
  parameters: backend(
    {},
    { prepare: ({ controls }) => void controls.fail('previewInvitation', 'forbidden') },
  ),
  play: async () => {
    await expectShown(button('Try again'))
  },
}

/** The answer is lost: what is told, and trying again. */
export const JoinFailing: Story = {
  parameters: backend(
    {},
    {
      prepare: ({ controls }) => void controls.fail('acceptInvitation', 'unreachable', { times: 1 }),
    },
  ),
  play: async () => {
    await userEvent.click(await button('Join Acme'))
    await expectShown(screen.findByText(/^That did not work. The server gave no answer./))
    await userEvent.click(await button('Join Acme'))
    await expectShown(title('Welcome to Acme'))
  },
}

/** The host's own form stands below the offer. */
export const SignedOut: Story = {
  args: {
    signedOut: (
      <form style={{ display: 'grid', gap: 12 }} onSubmit={(event) => event.preventDefault()}>
        <Field label="Password" help="The app’s own form." required>
          <TextInput type="password" autoComplete="new-password" />
        </Field>
        <Button block size="large" variant="primary" type="submit">
          Create account
        </Button>
      </form>
    ),
  },
  parameters: backend({ verified: null }),
  play: async () => {
    await expectShown(title('Join Acme'))
    await expectShown(screen.findByLabelText('Password'))
    await expectShown(button('Create account'))
  },
}

export const SignedOutWithLinks: Story = {
  args: { signUpUrl: '/sign-up', signInUrl: '/sign-in' },
  parameters: backend({ verified: null }),
  play: async () => {
    await expectShown(title('Join Acme'))
    await expectShown(button('Create account'))
    await expect(await button('Sign in')).toBeVisible()
  },
}

export const WrongAccount: Story = {
  parameters: backend({ signedInAs: 'linus' }),
  play: async () => {
    await expectShown(title('This invitation is for another account'))
    await userEvent.click(await button('Use another account'))
    await expectShown(title('Join Acme'))
  },
}

/** Where the host has several accounts, each is offered. */
export const SeveralAccounts: Story = {
  parameters: backend(
    { signedInAs: 'linus' },
    {
      identity: ({ controls }) => ({
        accounts: () => [
          { id: 'linus', name: 'Linus Torvalds', email: 'linus@solo.test', isCurrent: true },
          { id: 'dorothy', name: 'Dorothy Vaughan', email: 'dorothy@solo.test', isCurrent: false },
        ],
        switchAccount: (id) => controls.signIn(id),
      }),
    },
  ),
  play: async () => {
    await userEvent.click(await button('Dorothy Vaughan dorothy@solo.test'))
    await expectShown(button('Join Acme'))
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveFocus())
  },
}

/** A copied link proves nothing: the host sends a code. */
export const Unverified: Story = {
  parameters: backend(
    { verified: false },
    {
      identity: () => ({
        sendVerificationCode: () => {},
        verifyAddress: (_, code) => {
          if (code !== '123456') throw new Error('Wrong code')
        },
      }),
    },
  ),
  play: async () => {
    await expectShown(title('Confirm your address first'))
    await userEvent.click(await button('Send code'))
    const code = await screen.findByLabelText('Code')
    await waitFor(() => expect(code).toHaveFocus())
    await userEvent.keyboard('000000{Enter}')
    await expectShown(screen.findByText('This code does not work. Check it, or ask for a new one.'))
    await expect(code).toHaveValue('000000')
    await expect(code).toHaveFocus()
  },
}

/** The whole way, by keyboard alone: a code, the offer, and in. */
export const Verified: Story = {
  loaders: [async () => ({ scenario: verifiableScenario() })],
  render: (args, { loaded }) => (
    <Backed scenario={loaded.scenario as Scenario}>
      <AcceptInvitation {...args} token={String(loaded.token)} />
    </Backed>
  ),
  play: async () => {
    await button('Send code')
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.getByLabelText('Code')).toHaveFocus())
    await userEvent.keyboard('000000{Enter}')
    await expectShown(screen.findByText('This code does not work. Check it, or ask for a new one.'))
    await userEvent.keyboard('123456{Enter}')
    await expectShown(title('Join Acme'))
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveFocus())
  },
}

/** The host sends no codes: its own mail has to be found. */
export const UnverifiedElsewhere: Story = {
  parameters: backend({ verified: false }),
  play: async () => {
    await expectShown(button('Check again'))
  },
}

/** Nobody is there yet: the role is another one than the invitation said. */
export const FirstMember: Story = {
  parameters: backend({ isEmpty: true, invitation: { invitedBy: null } }),
  play: async () => {
    await userEvent.click(await button('Join Acme'))
    await expectShown(title('Welcome to Acme'))
    await expect(screen.getByText(/You are the first member, so your role is Admin/)).toBeVisible()
  },
}

/** To the app, and to no organization: onboarding follows. */
export const Application: Story = {
  loaders: [async () => ({ application: await applicationInvitation() })],
  render: (args, { loaded }) => {
    const { adapter, token } = loaded.application as Awaited<ReturnType<typeof applicationInvitation>>
    return (
      <Backed scenario={{ adapter, organization: null }}>
        <AcceptInvitation {...args} token={token} />
      </Backed>
    )
  },
  play: async ({ args }) => {
    await expectShown(title('You are invited to Notes'))
    await userEvent.click(await button('Continue'))
    await waitFor(() => expect(args.onAccepted).toHaveBeenCalledWith(null))
  },
}

export const AlreadyMember: Story = {
  parameters: backend({ isMember: true }),
  play: async () => {
    await expectShown(title('You are in Acme already'))
    await expectShown(button('Open Acme'))
  },
}

export const AtTheLimit: Story = {
  parameters: backend({ settings: { membershipLimit: 4 } }),
  play: async () => {
    await expectShown(title('Acme is full'))
    await userEvent.click(await button('Check again'))
    await expectShown(title('Acme is full'))
  },
}

export const Expired: Story = {
  parameters: backend({ invitation: { expiresAt: new Date(Date.now() - hour).toISOString() } }),
  play: async () => {
    await expectShown(title('This invitation has expired'))
    await expect(await button('Go to Notes')).toBeVisible()
  },
}

export const Revoked: Story = {
  parameters: backend({ invitation: { status: 'revoked' } }),
  play: async () => {
    await expectShown(title('This invitation is not valid any more'))
  },
}

export const Used: Story = {
  parameters: backend({ invitation: { status: 'accepted' } }),
  play: async () => {
    await expectShown(title('This invitation was used already'))
  },
}

export const Unknown: Story = {
  args: { token: 'inv_none.1.c.xxxxxxxxxxxxxxxxxxxxxxxxxx' },
  parameters: backend(),
  play: async () => {
    await expectShown(title('This link leads to no invitation'))
  },
}

export const LongNames: Story = {
  parameters: backend({
    organizationName:
      'International Consortium for the Advancement of Exceedingly Long Organization Names, North',
  }),
  play: async () => {
    await expectShown(title(/^Join International Consortium/))
  },
}

export const Phone: Story = {
  ...Offer,
  globals: { viewport: { value: 'phone' } },
}

export const RightToLeft: Story = {
  globals: { direction: 'rtl' },
  parameters: { backend: arabicInvitation() },
  play: async () => {
    await expectShown(title('الانضمام إلى أكمي للتقنية'))
  },
}

/** An address in a sentence of the other direction. */
export const RightToLeftWrongAccount: Story = {
  globals: { direction: 'rtl' },
  parameters: { backend: arabicInvitation('linus') },
  play: async () => {
    await expectShown(title('هذه الدعوة لحساب آخر'))
  },
}
