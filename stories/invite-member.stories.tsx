import { InviteMember, InviteMemberDialog, OrganizationSwitcher } from '@orgkit/ui'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test'
import { arabicInviting } from './arabic-invitations'
import { never, type Scenario, world, worldWith } from './support/backend'
import { expectShown } from './support/settled'

const roomy = { membershipLimit: 25 }

const meta = {
  title: 'Components/Invite member',
  component: InviteMember,
  args: { onInvited: fn() },
  parameters: {
    backend: { options: worldWith(roomy) } satisfies Scenario,
    docs: { story: { inline: false, height: '520px' } },
  },
} satisfies Meta<typeof InviteMember>

export default meta
type Story = StoryObj<typeof meta>

const scenario = (given: Scenario) => ({ backend: given })
const address = () => screen.findByLabelText('E-mail address', {}, { timeout: 4000 })
const send = () => screen.findByRole('button', { name: 'Send invitation' })
const sentTo = (name: string) => screen.findByRole('heading', { name: `Invitation sent to ${name}` })

/** By keyboard alone. */
export const Default: Story = {
  play: async ({ args }) => {
    const field = await address()
    field.focus()
    await userEvent.keyboard('dorothy@acme.test{Enter}')
    await expectShown(sentTo('dorothy@acme.test'))
    await waitFor(async () => expect(await sentTo('dorothy@acme.test')).toHaveFocus())
    await expect(args.onInvited).toHaveBeenCalledTimes(1)
    await userEvent.tab()
    await expect(screen.getByRole('button', { name: 'Copy link' })).toHaveFocus()
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await expect(await address()).toHaveValue('')
    await waitFor(async () => expect(await address()).toHaveFocus())
  },
}

export const Form: Story = {
  play: async () => {
    await expectShown(address())
    await expectShown(screen.findByText('Default for new members'))
    await expect(screen.getByLabelText('Role')).toHaveDisplayValue('Member')
  },
}

export const Dialog: Story = {
  render: () => <InDialog />,
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Invite' }))
    const dialog = await screen.findByRole('dialog', { name: 'Invite to Acme' })
    await waitFor(() => expect(within(dialog).getByLabelText('E-mail address')).toHaveFocus())
    await userEvent.keyboard('dorothy@')
    await userEvent.keyboard('{Escape}')
    const opener = await screen.findByRole('button', { name: 'Invite' })
    await waitFor(() => expect(opener).toHaveFocus())
    // What was typed is still there.
    await userEvent.keyboard('{Enter}')
    await expect(await address()).toHaveValue('dorothy@')
  },
}

function InDialog() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Invite
      </button>
      <InviteMemberDialog open={open} onOpenChange={setOpen} />
    </>
  )
}

export const Sent: Story = {
  play: async () => {
    await userEvent.type(await address(), 'dorothy@acme.test{Enter}')
    await expectShown(sentTo('dorothy@acme.test'))
  },
}

/** Each refusal at its field, and nothing lost. */
export const Refused: Story = {
  play: async () => {
    const field = await address()
    await userEvent.click(await send())
    await expectShown(screen.findByText('Type the address of the person to invite.'))
    await expect(field).toHaveFocus()
    await userEvent.type(field, 'dorothy@@acme.test')
    await expectShown(screen.findByText('Not an e-mail address. Look for a typo.'))
    await userEvent.clear(field)
    await userEvent.type(field, 'GRACE@acme.test{Enter}')
    await expectShown(screen.findByText('Already a member of this organization.'))
    await expect(field).toHaveValue('GRACE@acme.test')
    await expect(field).toHaveFocus()
  },
}

export const AlreadyInvited: Story = {
  parameters: scenario({ options: invitedBefore() }),
  play: async () => {
    await userEvent.type(await address(), 'Dorothy@acme.test{Enter}')
    await expectShown(screen.findByText(/^Already invited/))
    await expect(await address()).toHaveFocus()
    // It is said of this address, and stays until another one is typed.
    await userEvent.tab()
    await expect(screen.getByText(/^Already invited/)).toBeVisible()
    await userEvent.type(await address(), 'x')
    await expect(screen.queryByText(/^Already invited/)).toBeNull()
  },
}

function invitedBefore() {
  const options = worldWith(roomy)
  const [acme, ...others] = options.seed?.organizations ?? []
  const invitations = [{ emailAddress: 'dorothy@acme.test' }]
  return {
    ...options,
    seed: {
      users: options.seed?.users ?? [],
      organizations: acme ? [{ ...acme, invitations }, ...others] : [],
    },
  }
}

/** The role lost nothing that was typed, and is the field to correct. */
export const RoleRefused: Story = {
  parameters: scenario({
    options: worldWith(roomy),
    prepare: ({ controls }) =>
      void controls.fail('inviteMember', { code: 'forbidden', field: 'roleKey' }, { times: 1 }),
  }),
  play: async () => {
    const role = await screen.findByLabelText('Role')
    await userEvent.type(await address(), 'dorothy@acme.test')
    await userEvent.selectOptions(role, 'Admin')
    await userEvent.click(await send())
    await expectShown(screen.findByText('This role may do more than you. Choose another one.'))
    await expect(role).toHaveFocus()
    await expect(await address()).toHaveValue('dorothy@acme.test')
  },
}

/** Somebody else took the last seat meanwhile. */
export const SeatTaken: Story = {
  parameters: scenario({
    options: worldWith(roomy),
    prepare: ({ controls }) => void controls.fail('inviteMember', 'seat_limit_reached'),
  }),
  play: async () => {
    await userEvent.type(await address(), 'dorothy@acme.test{Enter}')
    await expect(await screen.findByRole('alert')).toHaveTextContent(/All seats are taken/)
    await expect(await address()).toHaveValue('dorothy@acme.test')
  },
}

/** What was typed for one organization is never sent to another. */
export const Switched: Story = {
  render: (args) => (
    <>
      <OrganizationSwitcher />
      <InviteMember {...args} />
    </>
  ),
  parameters: scenario({ options: adminEverywhere() }),
  play: async () => {
    await userEvent.type(await address(), 'dorothy@acme.test')
    await userEvent.click(await screen.findByRole('button', { name: /switch organization/ }))
    await userEvent.click(await screen.findByRole('option', { name: /Globex/ }))
    await expectShown(screen.findByRole('heading', { name: 'Invite to Globex' }))
    await expect(await address()).toHaveValue('')
  },
}

function adminEverywhere() {
  const options = worldWith(roomy)
  const organizations = options.seed?.organizations?.map((organization) => ({
    ...organization,
    members: { ...organization.members, ada: 'org:admin' },
  }))
  return { ...options, seed: { users: options.seed?.users ?? [], organizations } }
}

/** The roles did not load: the default one can be given all the same. */
export const RolesFailing: Story = {
  parameters: scenario({
    options: worldWith(roomy),
    prepare: ({ controls }) => void controls.fail('listRoles', 'forbidden', { times: 1 }),
  }),
  play: async () => {
    const role = await screen.findByLabelText('Role')
    await expectShown(screen.findByText('The roles did not load.', { exact: false }))
    await expect(role).toHaveDisplayValue('Default role')
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(role).toHaveDisplayValue('Member'))
  },
}

/** Nobody gives a role that holds more than they do: it is not offered. */
export const FewerRoles: Story = {
  parameters: scenario({ options: { ...worldWith(roomy), roles: limitedRoles() } }),
  play: async () => {
    const role = await screen.findByLabelText('Role')
    await waitFor(() => expect(within(role).getAllByRole('option')).toHaveLength(2))
  },
}

function limitedRoles() {
  const { roles = [] } = world()
  return roles.map((role) =>
    role.key === 'org:admin'
      ? {
          ...role,
          permissions: role.permissions.filter(
            (each) => each !== 'org:sys_billing:manage' && each !== 'org:notes:write',
          ),
        }
      : role,
  )
}

/** The roles come later than the form: the default one is chosen then. */
export const SlowRoles: Story = {
  parameters: scenario({
    options: worldWith(roomy),
    prepare: ({ controls }) => void controls.delay('listRoles', 300),
  }),
  play: async () => {
    const role = await screen.findByLabelText('Role')
    await waitFor(() => expect(role).toHaveDisplayValue('Member'))
    await userEvent.type(await address(), 'dorothy@acme.test')
    await userEvent.selectOptions(role, 'Editor')
    await userEvent.click(await send())
    await expectShown(sentTo('dorothy@acme.test'))
  },
}

export const Loading: Story = {
  parameters: scenario({ prepare: ({ controls }) => void controls.delay('getSession', never()) }),
  play: async () => {
    await waitFor(() => expect(document.querySelector('[aria-busy="true"]')).not.toBeNull())
  },
}

export const Failing: Story = {
  parameters: scenario({ prepare: ({ controls }) => void controls.fail('getSession', 'forbidden') }),
  play: async () => {
    await expectShown(screen.findByRole('button', { name: 'Try again' }))
  },
}

export const SendFailing: Story = {
  parameters: scenario({
    options: worldWith(roomy),
    prepare: ({ controls }) => void controls.fail('inviteMember', 'unreachable', { times: 1, after: true }),
  }),
  play: async () => {
    await userEvent.type(await address(), 'dorothy@acme.test{Enter}')
    await expect(await screen.findByRole('alert')).toHaveTextContent(/Nothing that you typed is lost/)
    await expect(await address()).toHaveValue('dorothy@acme.test')
    // It happened; only its answer was lost. Trying again is the same invitation, not a refusal.
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await expectShown(sentTo('dorothy@acme.test'))
  },
}

export const NoPermission: Story = {
  parameters: scenario({ options: { ...worldWith(roomy), signedInAs: 'grace' } }),
  play: async () => {
    await expectShown(screen.findByText('You cannot invite people'))
  },
}

/** In the personal account there is nothing to invite to. */
export const Nowhere: Story = {
  parameters: scenario({ organization: null }),
  play: async () => {
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Invite a member' })).toBeNull())
  },
}

export const AtTheLimit: Story = {
  parameters: scenario({ options: worldWith({ membershipLimit: 4 }) }),
  play: async () => {
    await expectShown(screen.findByText('All seats are taken'))
    await expect(screen.getByRole('link')).toHaveAttribute('href', 'mailto:support@acme.test')
  },
}

export const LongNames: Story = {
  play: async () => {
    const long = `${'dorothy.vaughan.'.repeat(3)}office@west-area-computing-unit.langley.acme.test`
    await userEvent.type(await address(), `${long}{Enter}`)
    await expectShown(sentTo(long))
  },
}

export const Phone: Story = {
  ...Form,
  globals: { viewport: { value: 'phone' } },
}

export const RightToLeft: Story = {
  globals: { direction: 'rtl' },
  parameters: scenario(arabicInviting),
  play: async () => {
    await expectShown(screen.findByRole('button', { name: 'إرسال الدعوة' }))
  },
}

export const RightToLeftSent: Story = {
  globals: { direction: 'rtl' },
  parameters: scenario(arabicInviting),
  play: async () => {
    await userEvent.type(await screen.findByLabelText('البريد الإلكتروني'), 'dorothy@acme.test{Enter}')
    await expectShown(screen.findByRole('heading', { name: 'أُرسلت الدعوة إلى dorothy@acme.test' }))
  },
}
