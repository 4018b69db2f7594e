import { hardNames, sampleWorld } from '@orgkit/adapters/embedded'
import { ChooseOrganization } from '@orgkit/ui'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { arabicInvited } from './arabic-invitations'
import { arabicOnboarding } from './arabic-onboarding'
import { arabicSuggested } from './arabic-tasks'
import { never, type Scenario, world, worldWith } from './support/backend'
import { waitingWorld } from './support/invitation'
import { expectShown } from './support/settled'
import { suggestedScenario } from './support/suggestions'

const meta = {
  title: 'Components/Choose organization',
  component: ChooseOrganization,
  args: { appName: 'Notes', slugPrefix: 'notes.test/', hidePersonal: true },
  parameters: { docs: { story: { inline: false, height: '720px' } } },
} satisfies Meta<typeof ChooseOrganization>

export default meta
type Story = StoryObj<typeof meta>

const scenario = (given: Scenario) => ({ backend: given })
/** Linus belongs to no organization, and to be in one is required. */
const newcomer = (settings = {}) => ({
  options: { ...worldWith({ personalAccounts: false, ...settings }), signedInAs: 'linus' },
  organization: null,
})
/** Ada invites Dorothy to Acme, and the app does to Globex; Dorothy is in no organization. */
const waiting = waitingWorld()
const title = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name }, { timeout: 4000 })
const row = (name: RegExp) => screen.findByRole('button', { name }, { timeout: 4000 })

export const Default: Story = {
  play: async () => {
    await expectShown(title('Where do you want to work?'))
    await userEvent.click(await row(/Globex/))
    await waitFor(() => expect(screen.queryByRole('status', { busy: true })).toBeNull())
  },
}

/** Back and forth: focus goes along. */
export const Create: Story = {
  play: async () => {
    await userEvent.click(await row(/Create a new organization/))
    await waitFor(() => expect(screen.getByLabelText('Name')).toHaveFocus())
    await userEvent.click(screen.getByRole('button', { name: 'Back' }))
    await expect(await row(/Create a new organization/)).toHaveFocus()
  },
}

export const Loading: Story = {
  parameters: scenario({ prepare: ({ controls }) => void controls.delay('getSession', never()) }),
  play: async () => {
    await expect(await screen.findByText('Loading')).toHaveAttribute('role', 'status')
  },
}

/** Nothing to choose: the form comes at once. */
export const Empty: Story = {
  parameters: scenario(newcomer()),
  play: async () => {
    await expectShown(title('Create your organization'))
    await userEvent.type(await screen.findByLabelText('Name'), 'Solo')
    await expectShown(screen.findByText('Free to use'))
  },
}

export const Done: Story = {
  parameters: scenario(newcomer()),
  play: async () => {
    await userEvent.type(await screen.findByLabelText('Name'), 'Solo{Enter}')
    await expectShown(screen.findByRole('heading', { name: 'Solo is ready' }))
  },
}

export const Failing: Story = {
  parameters: scenario({ prepare: ({ controls }) => void controls.fail('getSession', 'forbidden') }),
  play: async () => {
    await expectShown(screen.findByRole('button', { name: 'Try again' }))
  },
}

export const SwitchFailing: Story = {
  parameters: scenario({
    prepare: ({ controls }) => void controls.fail('setLastActiveOrganization', 'unreachable'),
  }),
  play: async () => {
    await userEvent.click(await row(/Globex/))
    await expect(await screen.findByText(/Globex did not open/)).toBeVisible()
  },
}

const decline = (name: string) =>
  screen.findByRole('button', { name: `Decline the invitation to ${name}` }, { timeout: 4000 })

/** Two wait: by keyboard one is declined, and the other one is the way in. */
export const Invited: Story = {
  parameters: scenario({ options: waiting, organization: null }),
  play: async () => {
    await expectShown(title('How do you want to start?'))
    ;(await decline('Globex')).focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.queryByText('Globex')).toBeNull())
    // The row in its place, and none of its buttons: a key that is held down answers no other one.
    await waitFor(() => expect(screen.getByRole('listitem')).toHaveFocus())
    await userEvent.tab()
    await expect(await decline('Acme')).toHaveFocus()
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.queryByText('How do you want to start?')).toBeNull())
  },
}

/** At rest: beside the organizations that one is in. */
export const InvitedElsewhere: Story = {
  parameters: scenario({ options: waitingWorld('ada') }),
  play: async () => {
    await expectShown(row(/Join Stark Labs/))
    await expectShown(row(/Globex/))
  },
}

/** At rest: nothing but invitations. */
export const InvitedOnly: Story = {
  parameters: scenario({ options: waiting, organization: null }),
  play: async () => {
    await expectShown(row(/Join Acme/))
  },
}

/** With the last one gone there is one way left, and focus is at its beginning. */
export const DeclinedAll: Story = {
  parameters: scenario({ options: waiting, organization: null }),
  play: async () => {
    await userEvent.click(await decline('Globex'))
    await userEvent.click(await decline('Acme'))
    await expectShown(title('Create your organization'))
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveFocus())
  },
}

/** Nothing may be made: joining is the one way. */
export const InvitedAndNotAllowed: Story = {
  parameters: scenario({
    options: { ...waiting, settings: { ...waiting.settings, userCreatedOrganizations: false } },
    organization: null,
  }),
  play: async () => {
    await expectShown(screen.findByText('Notes is for teams. Join yours.'))
    await expect(screen.queryByRole('button', { name: /Create/ })).toBeNull()
  },
}

export const InvitationsLoading: Story = {
  parameters: scenario({
    options: waiting,
    organization: null,
    prepare: ({ controls }) => void controls.delay('listUserInvitations', never()),
  }),
  play: async () => {
    await expectShown(screen.findByRole('heading', { name: 'Your invitations' }))
  },
}

export const InvitationsFailing: Story = {
  parameters: scenario({
    options: waiting,
    organization: null,
    prepare: ({ controls }) => void controls.fail('listUserInvitations', 'forbidden', { times: 1 }),
  }),
  play: async () => {
    await expectShown(screen.findByText(/Your invitations did not load/))
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await expect(screen.getByRole('heading', { level: 1 })).toHaveFocus()
    await expectShown(row(/Join Acme/))
  },
}

export const JoinFailing: Story = {
  parameters: scenario({
    options: waiting,
    organization: null,
    prepare: ({ controls }) => void controls.fail('acceptInvitation', 'seat_limit_reached'),
  }),
  play: async () => {
    const join = await row(/Join Acme/)
    await userEvent.click(join)
    await expectShown(screen.findByText('Acme: All seats are taken.'))
    await expect(join).toHaveFocus()
  },
}

/** At rest: what is offered comes before making one. */
export const Suggested: Story = {
  parameters: scenario(suggestedScenario({ names: ['Solo'] })),
  play: async () => {
    await expectShown(screen.findByRole('heading', { name: 'Teams at solo.test' }))
    await expectShown(row(/Ask to join Solo/))
  },
}

/** At rest: with an invitation, and teams of more than one domain. */
export const SuggestedAndInvited: Story = {
  parameters: scenario(suggestedScenario({ isInvited: true })),
  play: async () => {
    await expectShown(row(/Ask to join Solo Robotics/))
  },
}

/** By keyboard: asking is said, focus stays in the row, and it can be taken back. */
export const Asking: Story = {
  parameters: scenario(suggestedScenario()),
  play: async () => {
    ;(await screen.findByRole('button', { name: 'Ask to join Solo' }, { timeout: 4000 })).focus()
    await userEvent.keyboard('{Enter}')
    await expectShown(screen.findByText('Waiting'))
    await waitFor(() =>
      expect(screen.getAllByRole('status').map(({ textContent }) => textContent)).toEqual(
        expect.arrayContaining([expect.stringContaining('Solo has your request')]),
      ),
    )
    await waitFor(() => expect(screen.getAllByRole('listitem')[0]).toHaveFocus())
    await userEvent.click(screen.getByRole('button', { name: 'Take back your request to join Solo' }))
    await waitFor(() => expect(screen.queryByText('Waiting')).toBeNull())
    await expectShown(screen.findByText('Solo Robotics'))
  },
}

/** At rest: one waits. */
export const Waiting: Story = {
  parameters: scenario(suggestedScenario()),
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Ask to join Solo' }, { timeout: 4000 }))
    await expectShown(screen.findByText('Waiting'))
  },
}

/** Nothing may be made, and what there is waits: what to do, and whom to ask. */
export const OnlyWaiting: Story = {
  parameters: scenario(suggestedScenario({ names: ['Solo'], settings: { userCreatedOrganizations: false } })),
  play: async () => {
    await userEvent.click(await row(/Ask to join Solo/))
    await expectShown(title('Waiting for an answer'))
    await expectShown(screen.findByRole('button', { name: 'Check again' }))
    await expect(screen.getByRole('link')).toHaveAttribute('href', 'mailto:support@acme.test')
  },
}

/** At rest: nothing may be made, and the answer was no. */
export const TurnedDown: Story = {
  parameters: scenario({
    ...suggestedScenario({ names: ['Solo'], settings: { userCreatedOrganizations: false } }),
    prepare(adapter) {
      const { listSuggestions } = adapter
      adapter.listSuggestions = async (...call) => {
        const page = await listSuggestions(...call)
        return { ...page, items: page.items.map((each) => ({ ...each, status: 'declined' as const })) }
      }
    },
  }),
  play: async () => {
    await expectShown(screen.findByText('Declined'))
    await expectShown(screen.findByText(/Ask somebody there to invite you/))
  },
}

/** Whoever has an address there finds an invitation that nobody sent. */
export const InvitedByDomain: Story = {
  parameters: scenario(suggestedScenario({ names: ['Solo'], mode: 'automatic_invitation' })),
  play: async () => {
    await expectShown(row(/Join Solo/))
    await expectShown(screen.findByText(/Invited as Member/))
  },
}

export const SuggestionsLoading: Story = {
  parameters: scenario({
    ...suggestedScenario(),
    prepare: ({ controls }) => void controls.delay('listSuggestions', never()),
  }),
  play: async () => {
    await expectShown(screen.findByRole('heading', { name: 'Teams that you could join' }))
  },
}

export const SuggestionsFailing: Story = {
  parameters: scenario({
    ...suggestedScenario(),
    prepare: ({ controls }) => void controls.fail('listSuggestions', 'forbidden', { times: 1 }),
  }),
  play: async () => {
    await expectShown(screen.findByText(/Teams that you could join did not load/))
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await expect(screen.getByRole('heading', { level: 1 })).toHaveFocus()
    await expectShown(row(/Ask to join Solo$/))
  },
}

export const AskFailing: Story = {
  parameters: scenario({
    ...suggestedScenario(),
    prepare: ({ controls }) => void controls.fail('acceptSuggestion', 'request_declined'),
  }),
  play: async () => {
    const ask = await row(/Ask to join Solo$/)
    await userEvent.click(ask)
    await expectShown(screen.findByText(/You asked before, and were turned down/))
    await expect(ask).toHaveFocus()
  },
}

export const Many: Story = {
  parameters: { backend: 'many' },
  play: async () => {
    await userEvent.click(await row(/Show more/))
    await waitFor(() => expect(screen.getAllByRole('listitem').length).toBe(100), { timeout: 4000 })
  },
}

export const LongNames: Story = {
  parameters: scenario({
    options: { ...world(), seed: { ...sampleWorld(), organizations: hardNames() } },
    organization: 'org_long',
  }),
  play: async () => {
    await expectShown(row(/International Consortium/))
  },
}

export const WithPersonalAccount: Story = {
  args: { hidePersonal: false },
  play: async () => {
    await expectShown(row(/Ada Lovelace/))
  },
}

export const UnknownOrganization: Story = {
  parameters: scenario({ organization: 'acme-robotics' }),
  play: async () => {
    await expectShown(title('You are not in “acme-robotics”'))
    await userEvent.click(await row(/Initech/))
    await expectShown(title('Where do you want to work?'))
  },
}

/** Nothing to choose, and nothing may be made. */
export const NotAllowed: Story = {
  parameters: scenario(newcomer({ userCreatedOrganizations: false })),
  play: async () => {
    await expectShown(title('You need an invitation'))
    await expect(screen.getByRole('link')).toHaveAttribute('href', 'mailto:support@acme.test')
  },
}

export const AtTheLimit: Story = {
  parameters: { backend: 'at-the-limit' },
  play: async () => {
    await expectShown(row(/Globex/))
    await expect(screen.queryByRole('button', { name: /Create/ })).toBeNull()
  },
}

export const Phone: Story = {
  ...Default,
  globals: { viewport: { value: 'phone' } },
}

export const InvitedPhone: Story = {
  ...InvitedOnly,
  globals: { viewport: { value: 'phone' } },
}

export const RightToLeft: Story = {
  globals: { direction: 'rtl' },
  parameters: { backend: arabicOnboarding },
  play: async () => {
    await expectShown(title('أين تريد العمل؟'))
  },
}

export const InvitedRightToLeft: Story = {
  globals: { direction: 'rtl' },
  parameters: scenario(arabicInvited),
  play: async () => {
    await expectShown(row(/انضمام إلى مختبرات ستارك/))
  },
}

export const SuggestedPhone: Story = {
  ...SuggestedAndInvited,
  globals: { viewport: { value: 'phone' } },
}

export const SuggestedRightToLeft: Story = {
  globals: { direction: 'rtl' },
  parameters: scenario(arabicSuggested),
  play: async () => {
    await expectShown(screen.findByText('سولو للروبوتات'))
  },
}
