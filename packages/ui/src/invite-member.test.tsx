import {
  createGate,
  embeddedAdapter,
  type EmbeddedAdapterOptions,
  sampleRoles,
  sampleWorld,
} from '@orgkit/adapters/embedded'
import { OrgkitError } from '@orgkit/core'
import { OrgkitProvider, useRefetchSession, useSwitchOrganization } from '@orgkit/react'
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode, useState } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { InviteMember, type InviteMemberProps } from './invite-member'
import { InviteMemberDialog } from './invite-member-dialog'

interface World {
  options?: EmbeddedAdapterOptions
  props?: InviteMemberProps
  organization?: string | null
  /** In place of the page's form. */
  children?: React.ReactNode
}

/** Ada is an administrator of Acme, where Grace is a member, and of Globex. */
function open({ options, props, organization = 'org_acme', children }: World = {}) {
  const { settings, ...rest } = options ?? {}
  const { users, organizations = [] } = sampleWorld()
  const adapter = embeddedAdapter({
    seed: {
      users,
      organizations: organizations.map((each) =>
        each.id === 'org_globex' ? { ...each, members: { ada: 'org:admin' } } : each,
      ),
    },
    roles: sampleRoles,
    settings: { personalAccounts: true, membershipLimit: 25, ...settings },
    ...rest,
  })
  const invite = vi.spyOn(adapter, 'inviteMember')
  const user = userEvent.setup()
  const scope = { read: () => organization, write: () => {} }
  const view = render(
    <StrictMode>
      <OrgkitProvider adapter={adapter} scope={scope}>
        <Elsewhere />
        {children ?? <InviteMember {...props} />}
      </OrgkitProvider>
    </StrictMode>,
  )
  return { adapter, invite, user, view }
}

/** What else there is on the page. */
function Elsewhere() {
  const { switchOrganization } = useSwitchOrganization()
  const refetchSession = useRefetchSession()
  return (
    <>
      <button type="button" onClick={() => void switchOrganization('org_globex')}>
        To Globex
      </button>
      <button type="button" onClick={() => void switchOrganization(null)}>
        To the personal account
      </button>
      <button type="button" onClick={() => void refetchSession()}>
        Look again
      </button>
    </>
  )
}

const address = () => screen.findByLabelText<HTMLInputElement>('E-mail address')
const role = () => screen.findByLabelText<HTMLSelectElement>('Role')
const submit = () => screen.getByRole('button', { name: 'Send invitation' })
const sentTo = (to: string) => screen.findByRole('heading', { name: `Invitation sent to ${to}` })
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const describedBy = (field: HTMLElement) =>
  (field.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ')

afterEach(() => sessionStorage.clear())

describe('the address', () => {
  test.each([
    ['empty', '', 'Type the address of the person to invite.'],
    ['no address', 'dorothy@@acme.test', 'Not an e-mail address. Look for a typo.'],
    ['too long', `${'d'.repeat(250)}@acme.test`, 'At most 254 characters.'],
  ])('that is %s is refused before anything is sent', async (_, typed, sentence) => {
    const { invite, user } = open()
    fireEvent.change(await address(), { target: { value: typed } })
    await user.click(submit())
    expect(describedBy(await address())).toContain(sentence)
    expect(await address()).toHaveAttribute('aria-invalid', 'true')
    expect(await address()).toHaveFocus()
    expect(await address()).toHaveValue(typed)
    expect(invite).not.toHaveBeenCalled()
  })

  test('is not scolded for being passed through empty, and is checked when it is left', async () => {
    const { user } = open()
    await user.click(await address())
    await user.tab()
    expect(await address()).not.toHaveAttribute('aria-invalid')
    await user.type(await address(), 'dorothy@')
    await user.tab()
    expect(describedBy(await address())).toContain('Not an e-mail address')
    await user.type(await address(), 'acme.test')
    expect(await address()).not.toHaveAttribute('aria-invalid')
  })

  test('of a member is refused on its field, and stays refused until it is changed', async () => {
    const { user } = open()
    await user.type(await address(), 'GRACE@acme.test{Enter}')
    await waitFor(async () =>
      expect(describedBy(await address())).toContain('Already a member of this organization.'),
    )
    expect(await address()).toHaveFocus()
    await user.tab()
    expect(describedBy(await address())).toContain('Already a member of this organization.')
    await user.clear(await address())
    await user.type(await address(), 'dorothy@acme.test')
    expect(await address()).not.toHaveAttribute('aria-invalid')
    await user.click(submit())
    await sentTo('dorothy@acme.test')
  })

  test('that is invited is refused on its field, and can be sent once the invitation was taken back', async () => {
    const { adapter, user } = open()
    const { invitation } = await adapter.inviteMember({
      organizationId: 'org_acme',
      emailAddress: 'dorothy@acme.test',
    })
    await user.type(await address(), 'Dorothy@acme.test{Enter}')
    await waitFor(async () => expect(describedBy(await address())).toContain('Already invited.'))
    await adapter.revokeInvitation({ organizationId: 'org_acme', invitationId: invitation.id })
    await user.click(submit())
    await sentTo('Dorothy@acme.test')
  })
})

describe('the role', () => {
  test('is the default one, and what is chosen is what is sent', async () => {
    const { invite, user } = open()
    await waitFor(async () => expect(await role()).toHaveDisplayValue('Member'))
    await user.type(await address(), ' dorothy@acme.test ')
    await user.selectOptions(await role(), 'Editor')
    await user.selectOptions(screen.getByLabelText('Valid for'), '7 days')
    await user.click(submit())
    await sentTo('dorothy@acme.test')
    expect(invite).toHaveBeenCalledExactlyOnceWith(
      {
        organizationId: 'org_acme',
        emailAddress: 'dorothy@acme.test',
        roleKey: 'org:editor',
        expiresInDays: 7,
      },
      expect.anything(),
    )
  })

  test('that holds more than its giver is refused on its field', async () => {
    const { adapter, user } = open()
    adapter.controls.fail('inviteMember', new OrgkitError({ code: 'forbidden', field: 'roleKey' }), {
      times: 1,
    })
    await user.type(await address(), 'dorothy@acme.test')
    await user.selectOptions(await role(), 'Admin')
    await user.click(submit())
    await waitFor(async () => expect(describedBy(await role())).toContain('This role may do more than you.'))
    expect(await role()).toHaveFocus()
    expect(await role()).toHaveDisplayValue('Admin')
    expect(await address()).toHaveValue('dorothy@acme.test')
    expect(screen.queryByRole('alert')).toBeNull()
    await user.selectOptions(await role(), 'Member')
    expect(await role()).not.toHaveAttribute('aria-invalid')
  })

  test('stays with the expiry for the next invitation, the address does not', async () => {
    const { user } = open()
    await user.type(await address(), 'dorothy@acme.test')
    await user.selectOptions(await role(), 'Editor')
    await user.click(submit())
    expect(await sentTo('dorothy@acme.test')).toHaveFocus()
    await user.click(screen.getByRole('button', { name: 'Invite another' }))
    expect(await address()).toHaveValue('')
    expect(await address()).toHaveFocus()
    expect(await role()).toHaveDisplayValue('Editor')
  })
})

describe('bad luck', () => {
  test('a double click and a double Enter are one request', async () => {
    const onInvited = vi.fn<(invitation: unknown) => void>()
    const { adapter, invite, user } = open({ props: { onInvited } })
    const gate = createGate()
    adapter.controls.delay('inviteMember', gate)
    await user.type(await address(), 'dorothy@acme.test')
    await user.dblClick(submit())
    await user.type(await address(), '{Enter}{Enter}')
    expect(submit()).toHaveAttribute('aria-busy', 'true')
    expect(gate.waiting).toBe(1)
    gate.open()
    await sentTo('dorothy@acme.test')
    expect(invite).toHaveBeenCalledTimes(1)
    expect(onInvited).toHaveBeenCalledTimes(1)
  })

  test('the second half of a double click does not close what the first one brought', async () => {
    const onClose = vi.fn<() => void>()
    const { user } = open({ props: { onClose } })
    await user.type(await address(), 'dorothy@acme.test{Enter}')
    await sentTo('dorothy@acme.test')
    fireEvent.click(screen.getByRole('button', { name: 'Done' }), { detail: 2 })
    expect(onClose).not.toHaveBeenCalled()
    fireEvent.click(screen.getByRole('button', { name: 'Done' }), { detail: 1 })
    expect(onClose).toHaveBeenCalledTimes(1)
  })

  test.each([
    ['before the commit', false],
    ['after the commit', true],
  ])(
    'a cut connection %s keeps what was typed, and trying again is the same invitation',
    async (_, after) => {
      const { adapter, invite, user } = open()
      adapter.controls.fail('inviteMember', 'unreachable', { times: 1, after })
      await user.type(await address(), 'dorothy@acme.test')
      await user.click(submit())
      const alert = await screen.findByRole('alert')
      expect(alert).toHaveTextContent('The server gave no answer. Nothing that you typed is lost.')
      expect(await address()).toHaveValue('dorothy@acme.test')
      await user.click(within(alert).getByRole('button', { name: 'Try again' }))
      await sentTo('dorothy@acme.test')
      const keys = invite.mock.calls.map(([, options]) => options?.idempotencyKey)
      expect(keys).toEqual([keys[0], keys[0]])
    },
  )

  test('trying again leaves focus on the button that sends', async () => {
    const { adapter, user } = open()
    adapter.controls.fail('inviteMember', 'unreachable')
    await user.type(await address(), 'dorothy@acme.test{Enter}')
    const gate = createGate()
    const retry = await screen.findByRole('button', { name: 'Try again' })
    adapter.controls.delay('inviteMember', gate)
    await user.click(retry)
    expect(submit()).toHaveFocus()
    gate.open()
    await screen.findByRole('alert')
    expect(submit()).toHaveFocus()
  })

  test('the last seat that is gone by then is said, and nothing is lost', async () => {
    const { adapter, user } = open()
    await user.type(await address(), 'dorothy@acme.test')
    adapter.controls.updateSettings({ membershipLimit: 2 })
    await user.click(submit())
    expect(await screen.findByRole('alert')).toHaveTextContent('All seats are taken.')
    expect(await address()).toHaveValue('dorothy@acme.test')
    expect(await address()).not.toHaveAttribute('aria-invalid')
  })

  test('seats that run out do not take away what is being typed', async () => {
    const { adapter, user } = open()
    await user.type(await address(), 'dorothy@')
    adapter.controls.updateSettings({ membershipLimit: 2 })
    await user.click(screen.getByRole('button', { name: 'Look again' }))
    await screen.findByText('2 of 2 seats taken')
    await user.clear(await address())
    expect(await address()).toHaveFocus()
  })
})

describe('another organization', () => {
  test('is not sent what was typed for the one before', async () => {
    const { user } = open()
    await user.type(await address(), 'dorothy@acme.test')
    await user.selectOptions(await role(), 'Editor')
    press('To Globex')
    await screen.findByRole('heading', { name: 'Invite to Globex' })
    expect(await address()).toHaveValue('')
    await waitFor(async () => expect(await role()).toHaveDisplayValue('Member'))
  })

  test('shows nothing of what was on its way, which is told all the same', async () => {
    const onInvited = vi.fn<(invitation: { organizationId: string }) => void>()
    const { adapter, user } = open({ props: { onInvited } })
    const gate = createGate()
    adapter.controls.delay('inviteMember', gate)
    await user.type(await address(), 'dorothy@acme.test{Enter}')
    press('To Globex')
    await screen.findByRole('heading', { name: 'Invite to Globex' })
    gate.open()
    await waitFor(() => expect(onInvited.mock.calls).toMatchObject([[{ organizationId: 'org_acme' }]]))
    expect(submit()).not.toHaveAttribute('aria-busy')
    expect(await address()).toHaveValue('')
  })

  test('closes the dialog', async () => {
    const { user } = open({ children: <InDialog /> })
    await screen.findByRole('dialog', { name: 'Invite to Acme' })
    await user.type(await address(), 'dorothy@acme.test')
    fireEvent.click(screen.getByText('To Globex'))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await user.click(screen.getByRole('button', { name: 'Invite' }))
    await screen.findByRole('dialog', { name: 'Invite to Globex' })
    expect(await address()).toHaveValue('')
  })
})

function InDialog() {
  const [isOpen, setOpen] = useState(true)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Invite
      </button>
      <InviteMemberDialog open={isOpen} onOpenChange={setOpen} />
    </>
  )
}

describe('not allowed', () => {
  test.each([
    ['nobody is signed in', { signedInAs: null }],
    ['organizations are off', { settings: { organizationsEnabled: false } }],
  ])('nothing is shown while %s', async (_, options) => {
    const { view } = open({ options })
    await waitFor(() => expect(view.container.querySelector('section')).toBeNull())
  })

  test('nothing is shown in the personal account', async () => {
    open()
    await address()
    press('To the personal account')
    await waitFor(() => expect(screen.queryByLabelText('E-mail address')).toBeNull())
  })

  test('a role that may not invite is named', async () => {
    open({ options: { signedInAs: 'grace' } })
    await screen.findByText('Your role is Member. Ask an administrator to invite them.')
    expect(screen.queryByLabelText('E-mail address')).toBeNull()
  })

  test('an organization without a seat says so, and whom to ask', async () => {
    open({ options: { settings: { membershipLimit: 2, supportContact: 'help@acme.test' } } })
    await screen.findByRole('heading', { name: 'All seats are taken' })
    expect(screen.getByRole('link')).toHaveAttribute('href', 'mailto:help@acme.test')
  })
})

describe('the link', () => {
  const writeText = vi.fn<(text: string) => Promise<void>>()
  async function sent() {
    const world = open()
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })
    await world.user.type(await address(), 'dorothy@acme.test{Enter}')
    await sentTo('dorothy@acme.test')
    return world
  }

  test('is copied, and said to be', async () => {
    writeText.mockResolvedValue()
    await sent()
    press('Copy link')
    await screen.findByRole('button', { name: 'Link copied' })
    expect(writeText.mock.calls).toEqual([[expect.stringContaining('/invite/inv_')]])
    expect(screen.getAllByRole('status').map((region) => region.textContent)).toContain('Link copied')
  })

  test('that cannot be copied can be tried again', async () => {
    writeText.mockRejectedValueOnce(new Error('The page may not write.')).mockResolvedValue()
    await sent()
    press('Copy link')
    press((await screen.findByRole('button', { name: 'Not copied. Try again.' })).textContent ?? '')
    await screen.findByRole('button', { name: 'Link copied' })
  })
})
