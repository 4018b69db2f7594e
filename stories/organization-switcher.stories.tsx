import { hardNames, sampleWorld } from '@orgkit/adapters/embedded'
import { OrganizationSwitcher } from '@orgkit/ui'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test'
import { arabicInvited } from './arabic-invitations'
import { arabic } from './support/arabic'
import { never, world, worldWith } from './support/backend'
import { waitingWorld } from './support/invitation'
import { expectShown } from './support/settled'

const meta = {
  title: 'Components/Organization switcher',
  component: OrganizationSwitcher,
  args: { onManage: fn(), onInvite: fn() },
  parameters: { docs: { story: { inline: false, height: '480px' } } },
} satisfies Meta<typeof OrganizationSwitcher>

export default meta
type Story = StoryObj<typeof meta>

const trigger = (name: string | RegExp) => screen.findByRole('button', { name }, { timeout: 4000 })
const panel = () => screen.findByRole('dialog', { name: 'Organizations' })
const options = async () => within(await panel()).findAllByRole('option')
const open = async () => {
  await userEvent.click(await trigger(/switch organization/))
  return panel()
}

export const Default: Story = {
  play: async () => {
    await open()
    await userEvent.keyboard('{ArrowDown}{Enter}')
    await expect(await trigger('Globex, switch organization')).toHaveFocus()
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  },
}

export const Open: Story = {
  args: { defaultOpen: true },
  play: async () => {
    await expect(await options()).toHaveLength(5)
    await expectShown(screen.getByText('Admin · 4 of 5 seats'))
  },
}

export const PersonalAccount: Story = {
  parameters: { backend: { organization: null } },
  play: async () => {
    await expectShown(trigger('Ada Lovelace, switch organization'))
    await open()
    await expect(await screen.findByRole('option', { selected: true })).toHaveTextContent('Personal account')
  },
}

export const OneOrganization: Story = {
  args: { defaultOpen: true, hidePersonal: true },
  parameters: {
    backend: {
      options: { ...world(), seed: { ...sampleWorld(), organizations: [acme()] } },
    },
  },
  play: async () => {
    await expect(await options()).toHaveLength(1)
  },
}

export const ManyOrganizations: Story = {
  parameters: { backend: 'many' },
  play: async () => {
    await open()
    await userEvent.keyboard('{Control>}{End}{/Control}')
    await expectShown(screen.findByRole('option', { name: /Umbrella Studio/ }))
    await expect(screen.getAllByRole('option').length).toBeLessThanOrEqual(80)
    await userEvent.keyboard('dune 00004')
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1), { timeout: 4000 })
  },
}

const waiting = { options: waitingWorld('ada') }
const openWaiting = async () =>
  userEvent.click(
    await screen.findByRole('button', { name: /invitations? (is|are) waiting/ }, { timeout: 4000 }),
  )
const decline = (name: string) =>
  screen.findByRole('button', { name: `Decline the invitation to ${name}` }, { timeout: 4000 })

/** Two invitations wait: the trigger counts them, the panel answers them. */
export const Invited: Story = {
  args: { defaultOpen: true },
  parameters: { backend: waiting },
  play: async () => {
    await expectShown(trigger('Acme, switch organization. 2 invitations are waiting'))
    await expectShown(screen.findByRole('button', { name: 'Join Stark Labs' }))
    await expect(screen.getByRole('group', { name: /Waiting for you/ })).toHaveTextContent('2')
  },
}

/** By keyboard alone: focus goes to the neighbour, and to the search field after the last one. */
export const Declining: Story = {
  parameters: { backend: waiting },
  play: async () => {
    await openWaiting()
    ;(await decline('Wayne Research')).focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.queryByText('Wayne Research')).toBeNull())
    const [left] = within(screen.getByRole('group', { name: /Waiting for you/ })).getAllByRole('listitem')
    await waitFor(() => expect(left).toHaveFocus())
    await userEvent.tab()
    await expect(await decline('Stark Labs')).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.getByRole('combobox')).toHaveFocus())
    await expectShown(trigger('Acme, switch organization'))
  },
}

/** Joining leads there at once. */
export const Joining: Story = {
  parameters: { backend: waiting },
  play: async () => {
    await openWaiting()
    await userEvent.click(await screen.findByRole('button', { name: 'Join Stark Labs' }, { timeout: 4000 }))
    await expect(await trigger(/^Stark Labs, switch organization/)).toHaveFocus()
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await expectShown(screen.findByText('You are now in Stark Labs'))
  },
}

export const JoinFailing: Story = {
  parameters: {
    backend: {
      ...waiting,
      prepare: ({ controls }: Controlled) => void controls.fail('acceptInvitation', 'unreachable'),
    },
  },
  play: async () => {
    await openWaiting()
    const join = await screen.findByRole('button', { name: 'Join Stark Labs' }, { timeout: 4000 })
    await userEvent.click(join)
    await expectShown(within(await panel()).findByText('Stark Labs: The server gave no answer.'))
    await expect(join).toHaveFocus()
  },
}

export const InvitationsLoading: Story = {
  args: { defaultOpen: true },
  parameters: {
    backend: {
      ...waiting,
      prepare: ({ controls }: Controlled) => void controls.delay('listUserInvitations', never()),
    },
  },
  play: async () => {
    await options()
    await expect((await panel()).querySelector('[aria-busy="true"]')).not.toBeNull()
  },
}

export const InvitationsFailing: Story = {
  args: { defaultOpen: true },
  parameters: {
    backend: {
      ...waiting,
      prepare: ({ controls }: Controlled) =>
        void controls.fail('listUserInvitations', 'forbidden', { times: 1 }),
    },
  },
  play: async () => {
    await expectShown(screen.findByText('Your invitations did not load'))
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await expect(await panel()).toContainElement(document.activeElement as HTMLElement)
    await expectShown(screen.findByRole('button', { name: 'Join Stark Labs' }))
  },
}

/** More than fit, with names that do not: they scroll by themselves. */
export const ManyInvitations: Story = {
  args: { defaultOpen: true },
  parameters: {
    backend: {
      options: waitingWorld(
        'ada',
        hardNames().map(({ name }) => name),
      ),
    },
  },
  play: async () => {
    await expectShown(screen.findByRole('button', { name: /Join International Consortium/ }))
  },
}

export const Loading: Story = {
  parameters: {
    backend: { prepare: ({ controls }: Controlled) => void controls.delay('getSession', never()) },
  },
  play: async () => {
    await expect(await trigger('Loading organizations')).toHaveAttribute('aria-busy', 'true')
  },
}

export const Failing: Story = {
  parameters: { backend: 'failing' },
  play: async () => {
    const failed = await trigger(/did not load/)
    await userEvent.click(failed)
    await expect(await trigger(/did not load/)).toBe(failed)
    await expect(failed).toHaveFocus()
  },
}

export const SwitchFailing: Story = {
  parameters: {
    backend: {
      prepare: ({ controls }: Controlled) => void controls.fail('setLastActiveOrganization', 'unreachable'),
    },
  },
  play: async () => {
    await open()
    await userEvent.keyboard('{ArrowDown}{Enter}')
    await expectShown(within(await panel()).findByText('Globex did not open. Nothing has changed.'))
    await expectShown(trigger('Acme, switch organization'))
  },
}

export const Empty: Story = {
  parameters: { backend: 'empty' },
  args: { defaultOpen: true },
  play: async () => {
    await expect(await options()).toHaveLength(1)
  },
}

export const NothingFound: Story = {
  play: async () => {
    await open()
    await userEvent.keyboard('dorothy')
    await expect(
      await screen.findAllByText('No organization matches “dorothy”', {}, { timeout: 4000 }),
    ).toHaveLength(2)
  },
}

export const UnknownOrganization: Story = {
  args: { defaultOpen: true },
  parameters: { backend: { organization: 'vandelay' } },
  play: async () => {
    await expectShown(trigger('Choose organization'))
    await expectShown(screen.findByText('You have no organization “vandelay”'))
  },
}

export const LongNames: Story = {
  args: { defaultOpen: true },
  parameters: {
    backend: {
      organization: 'org_long',
      options: { ...world(), seed: { ...sampleWorld(), organizations: hardNames() } },
    },
  },
  play: async () => {
    await expect(await options()).toHaveLength(7)
  },
}

export const MarkupInNames: Story = {
  args: { defaultOpen: true },
  parameters: {
    backend: {
      organization: 'org_markup',
      options: { ...world(), seed: { ...sampleWorld(), organizations: hardNames() } },
    },
  },
  play: async () => {
    await expectShown(trigger(/^<b onmouseover/))
    await expect((await panel()).querySelector('b, script')).toBeNull()
  },
}

/** The app makes organizations for its users: there is no way to create one. */
export const NotAllowed: Story = {
  args: { defaultOpen: true },
  parameters: { backend: 'no-permission' },
  play: async () => {
    await options()
    await expect(screen.queryByText('Create organization')).toBeNull()
    await expect(screen.queryByRole('button', { name: 'Invite people' })).toBeNull()
  },
}

export const AtTheLimit: Story = {
  args: { defaultOpen: true },
  parameters: { backend: 'at-the-limit' },
  play: async () => {
    await options()
    await expectShown(screen.getByText(/Limit reached: 2 of 2 created/))
    await expectShown(screen.getByRole('link', { name: 'Ask support@acme.test' }))
  },
}

export const WithoutSeatLimit: Story = {
  args: { defaultOpen: true },
  parameters: { backend: { options: worldWith({ membershipLimit: null }) } },
  play: async () => {
    await expectShown(screen.findByText('Admin · 4 seats'))
  },
}

export const RightToLeft: Story = {
  args: { defaultOpen: true },
  globals: { direction: 'rtl' },
  parameters: { backend: arabic },
  play: async () => {
    await expectShown(screen.findByRole('option', { name: /غلوبكس/ }))
  },
}

export const InvitedRightToLeft: Story = {
  args: { defaultOpen: true },
  globals: { direction: 'rtl' },
  parameters: { backend: arabicInvited },
  play: async () => {
    await expectShown(screen.findByRole('button', { name: 'انضمام إلى مختبرات ستارك' }))
  },
}

export const InvitedPhone: Story = {
  ...Invited,
  globals: { viewport: { value: 'phone' } },
}

export const Phone: Story = {
  args: { defaultOpen: true },
  globals: { viewport: { value: 'phone' } },
  play: async () => {
    await options()
    const sheet = await panel()
    await waitFor(() => expect(sheet.getBoundingClientRect().width).toBe(innerWidth))
    await waitFor(() => expect(Math.round(sheet.getBoundingClientRect().bottom)).toBe(innerHeight))
  },
}

function acme() {
  const [first] = world().seed?.organizations ?? []
  if (!first) throw new Error('stories: the sample world has no organization, so there is nothing to show.')
  return { ...first, members: { ada: 'org:admin' } }
}

type Controlled = Parameters<NonNullable<import('./support/backend').Scenario['prepare']>>[0]
