import { InviteMember, InviteMemberDialog } from '@orgkit/ui'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test'
import { arabic } from './support/arabic'
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
    const again = screen.getByRole('button', { name: 'Invite another' })
    await waitFor(() => expect(again).toHaveFocus())
    await expect(args.onInvited).toHaveBeenCalledTimes(1)
    await userEvent.keyboard('{Enter}')
    await expect(await address()).toHaveValue('')
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
  parameters: scenario({
    ...arabic,
    messages: {
      ...arabic.messages,
      inviteMember: {
        title: ({ organization }) => `دعوة إلى ${organization}`,
        seats: () => 'شُغل ٢ من ٥ مقاعد',
        emailAddress: 'البريد الإلكتروني',
        role: 'الدور',
        roleDefault: 'الدور المعتاد للأعضاء الجدد',
        validFor: 'صالحة لمدة',
        days: ({ days }) => `${new Intl.NumberFormat('ar-EG').format(days)} يومًا`,
        submit: 'إرسال الدعوة',
      },
    },
  }),
  play: async () => {
    await expectShown(screen.findByRole('button', { name: 'إرسال الدعوة' }))
  },
}
