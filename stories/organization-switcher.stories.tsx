import { hardNames, sampleWorld } from '@orgkit/adapters/embedded'
import { OrganizationSwitcher } from '@orgkit/ui'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test'
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

/** Two invitations wait: the trigger counts them, the panel answers them. */
export const Invited: Story = {
  parameters: { backend: { options: waitingWorld('ada') } },
  play: async () => {
    await userEvent.click(
      await screen.findByRole('button', { name: /2 invitations are waiting/ }, { timeout: 4000 }),
    )
    await userEvent.click(
      await screen.findByRole(
        'button',
        { name: 'Decline the invitation to Wayne Research' },
        { timeout: 4000 },
      ),
    )
    await waitFor(() => expect(screen.queryByText('Wayne Research')).toBeNull())
    // Focus goes to the neighbour, and to the search field after the last one.
    const last = screen.getByRole('button', { name: 'Decline the invitation to Stark Labs' })
    await waitFor(() => expect(last).toHaveFocus())
    await expectShown(screen.findByRole('button', { name: 'Join Stark Labs' }))
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
