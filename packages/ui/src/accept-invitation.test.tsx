import {
  createGate,
  embeddedAdapter,
  type EmbeddedAdapterOptions,
  type SeedInvitation,
  type SeedUser,
  sampleRoles,
  sampleWorld,
} from '@orgkit/adapters/embedded'
import { type IdentityPort, OrgkitProvider, type OrgkitProviderProps } from '@orgkit/react'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createRef, StrictMode } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { AcceptInvitation, type AcceptInvitationProps } from './accept-invitation'

interface World {
  /** Over a pending one of Ada's to Dorothy, as Member. */
  invitation?: Partial<SeedInvitation>
  /** Dorothy's, before the invited one. */
  emails?: SeedUser['emails']
  /** @default Dorothy, whose address is verified */
  signedInAs?: string | null
  members?: Record<string, string>
  options?: EmbeddedAdapterOptions
  provider?: Partial<OrgkitProviderProps>
  identity?: Partial<IdentityPort>
  props?: Partial<AcceptInvitationProps>
}

let isProven = true

/** Acme invites Dorothy; the link is copied by Ada. */
async function open({
  invitation,
  signedInAs = 'dorothy',
  members,
  options,
  emails = [],
  ...world
}: World = {}) {
  const { users, organizations = [] } = sampleWorld()
  const [acme, ...others] = organizations
  const { settings, ...rest } = options ?? {}
  const email = {
    address: 'dorothy@acme.test',
    get verified() {
      return isProven
    },
  }
  const create = (invited: Partial<SeedInvitation>, inAcme = acme!.members) =>
    embeddedAdapter({
      seed: {
        users: [...users, { id: 'dorothy', name: 'Dorothy Vaughan', emails: [...emails, email] }],
        organizations: [
          {
            ...acme!,
            members: inAcme,
            invitations: [{ id: 'inv_acme', emailAddress: 'dorothy@acme.test', ...invited }],
          },
          ...others,
        ],
      },
      roles: sampleRoles,
      settings: { membershipLimit: 25, ...settings },
      signedInAs,
      ...rest,
    })
  // A token says which invitation it is and nothing more, so it is the same whatever became of it.
  const link = await create({}).controls.as('ada').getInvitationLink({
    organizationId: 'org_acme',
    invitationId: 'inv_acme',
  })
  const token = link.url.split('/').at(-1) ?? ''
  const adapter = create(invitation ?? {}, members)
  const accept = vi.spyOn(adapter, 'acceptInvitation')
  const scope = { read: () => undefined, write: () => {} }
  const navigate = vi.fn<(address: string) => void>()
  const onAccepted = vi.fn<NonNullable<AcceptInvitationProps['onAccepted']>>()
  const page = (props: Partial<AcceptInvitationProps> = {}) => (
    <StrictMode>
      <OrgkitProvider
        adapter={adapter}
        identity={{ ...adapter.identity, ...world.identity }}
        scope={scope}
        navigate={navigate}
        {...world.provider}
      >
        <button type="button">Elsewhere</button>
        <AcceptInvitation token={token} appName="Notes" onAccepted={onAccepted} {...world.props} {...props} />
      </OrgkitProvider>
    </StrictMode>
  )
  const view = render(page())
  const show = (props: Partial<AcceptInvitationProps>) => view.rerender(page(props))
  return { adapter, accept, navigate, onAccepted, token, view, show, user: userEvent.setup() }
}

const title = (name: string) => screen.findByRole('heading', { level: 1, name })
const button = (name: string | RegExp) => screen.findByRole('button', { name })

afterEach(() => {
  isProven = true
  sessionStorage.clear()
})

describe('joining', () => {
  test('by a double click is one request, told once', async () => {
    const { adapter, accept, onAccepted, user } = await open()
    const gate = createGate()
    adapter.controls.delay('acceptInvitation', gate)
    await user.dblClick(await button('Join Acme'))
    await user.keyboard('{Enter}')
    expect(await button('Join Acme')).toHaveAttribute('aria-busy', 'true')
    expect(await button('Decline')).toHaveAttribute('aria-disabled', 'true')
    gate.open()
    await title('Welcome to Acme')
    expect(screen.getByText('Your role is Member.')).toBeVisible()
    expect(accept).toHaveBeenCalledTimes(1)
    expect(onAccepted.mock.calls).toMatchObject([[{ name: 'Acme' }]])
  })

  test('moves focus to the title, and nothing moves it when the page is opened', async () => {
    const { user } = await open()
    await title('Join Acme')
    expect(document.body).toHaveFocus()
    await user.click(await button('Join Acme'))
    expect(await title('Welcome to Acme')).toHaveFocus()
    expect(await title('Welcome to Acme')).toHaveAccessibleDescription('Your role is Member.')
  })

  test('leaves focus to a reader who has gone elsewhere', async () => {
    const { adapter, user } = await open()
    const gate = createGate()
    adapter.controls.delay('acceptInvitation', gate)
    await user.click(await button('Join Acme'))
    await user.click(await button('Elsewhere'))
    gate.open()
    await title('Welcome to Acme')
    expect(await button('Elsewhere')).toHaveFocus()
  })

  test('goes to the given address at once', async () => {
    const { navigate, user } = await open({ props: { afterAcceptInvitationUrl: '/o/:id' } })
    await user.click(await button('Join Acme'))
    await waitFor(() => expect(navigate.mock.calls).toEqual([['/o/org_acme']]))
  })

  test('where the app keeps the tab in place stays, until the way in is allowed', async () => {
    const onBeforeSwitch = vi.fn(() => false)
    const { navigate, onAccepted, user } = await open({
      props: { afterAcceptInvitationUrl: '/o/:id' },
      provider: { onBeforeSwitch },
    })
    await user.click(await button('Join Acme'))
    expect(await title('Welcome to Acme')).toHaveFocus()
    expect(onAccepted.mock.calls).toMatchObject([[{ name: 'Acme' }]])
    await user.click(await button('Open Acme'))
    await waitFor(() => expect(onBeforeSwitch).toHaveBeenCalledTimes(2))
    expect(navigate).not.toHaveBeenCalled()
    onBeforeSwitch.mockReturnValue(true)
    await user.click(await button('Open Acme'))
    await waitFor(() => expect(navigate.mock.calls).toEqual([['/o/org_acme']]))
  })

  test('as the first member is told before anything else', async () => {
    const { navigate, user } = await open({
      members: {},
      invitation: { invitedBy: null },
      props: { afterAcceptInvitationUrl: '/o/:id' },
    })
    await user.click(await button('Join Acme'))
    await screen.findByText('You are the first member, so your role is Admin, whatever the invitation said.')
    expect(navigate).not.toHaveBeenCalled()
    await user.click(await button('Open Acme'))
    expect(navigate.mock.calls).toEqual([['/o/org_acme']])
  })

  test('whose answer is lost can be tried again, and is one membership', async () => {
    const { adapter, accept, user } = await open()
    adapter.controls.fail('acceptInvitation', 'unreachable', { times: 1, after: true })
    await user.click(await button('Join Acme'))
    await waitFor(() => expect(accept).toHaveBeenCalledTimes(1))
    // It has happened: the link now leads there.
    await title('You are in Acme already')
    await user.click(await button('Open Acme'))
    expect((await adapter.listUserMemberships({})).totalCount).toBe(1)
  })

  test('the app itself goes on to it', async () => {
    const { adapter, navigate, onAccepted, show, user } = await open()
    await title('Join Acme')
    await adapter.controls.backend('inviteToApplication', { emailAddress: 'dorothy@acme.test' })
    const [mail] = await adapter.controls.readMail('dorothy@acme.test')
    show({ token: mail?.link.split('/').at(-1), homeUrl: '/notes' })
    await title('You are invited to Notes')
    expect(screen.queryByRole('button', { name: 'Decline' })).toBeNull()
    await user.click(await button('Continue'))
    await waitFor(() => expect(navigate.mock.calls).toEqual([['/notes']]))
    expect(onAccepted.mock.calls).toEqual([[null]])
  })
})

describe('declining', () => {
  test('is told at once, also where nothing can be asked any more', async () => {
    const { adapter, user } = await open()
    await title('Join Acme')
    adapter.controls.fail('previewInvitation', 'unreachable')
    await user.click(await button('Decline'))
    expect(await title('This invitation was declined')).toHaveFocus()
  })

  test('says nothing of the next link', async () => {
    const { show, user } = await open()
    await user.click(await button('Decline'))
    await title('This invitation was declined')
    show({ token: 'inv_none.1.c.xxxxxxxxxxxxxxxxxxxxxxxxxx' })
    await title('This link leads to no invitation')
  })
})

describe('a wrong turn', () => {
  test.each([
    ['that leads nowhere', 'inv_none.1.c.xxxxxxxxxxxxxxxxxxxxxxxxxx'],
    ['that is cut off', 'inv_acme.1'],
    ['that is empty', ''],
  ])('by a link %s is told', async (_, token) => {
    const { navigate, user } = await open({ props: { token } })
    await title('This link leads to no invitation')
    await user.click(await button('Go to Notes'))
    expect(navigate.mock.calls).toEqual([['/']])
  })

  test('of a page that did not load can be taken again', async () => {
    const { adapter, show, user } = await open({ props: { token: '' } })
    adapter.controls.fail('previewInvitation', 'forbidden', { times: 1 })
    await title('This link leads to no invitation')
    show({ token: 'inv_acme.1.c.xxxxxxxxxxxxxxxxxxxxxxxxxx' })
    await user.click(await button('Try again'))
    expect(await title('This link leads to no invitation')).toHaveFocus()
  })

  test('of a full organization is mended by a seat, and forgotten', async () => {
    const { adapter, user } = await open()
    await title('Join Acme')
    adapter.controls.updateSettings({ membershipLimit: 2 })
    await user.click(await button('Join Acme'))
    expect(await title('Acme is full')).toHaveFocus()
    await user.click(await button('Check again'))
    await waitFor(() =>
      expect(screen.getAllByRole('status').map((each) => each.textContent)).toContain('Acme is full'),
    )
    expect(await button('Check again')).toHaveFocus()
    adapter.controls.fail('previewInvitation', 'forbidden', { times: 1 })
    await user.click(await button('Check again'))
    expect(await screen.findByText('That did not work. You may not do this.')).toBeVisible()
    adapter.controls.updateSettings({ membershipLimit: 25 })
    await user.click(await button('Check again'))
    expect(await title('Join Acme')).toHaveFocus()
    expect(screen.queryByText(/That did not work/)).toBeNull()
  })

  test('as a member leads to where one works already', async () => {
    const { adapter, navigate, user } = await open({ signedInAs: 'ada' })
    await title('This invitation is for another account')
    adapter.controls.signIn('dorothy')
    await user.click(await button('Join Acme'))
    await title('Welcome to Acme')
    navigate.mockClear()
    await user.click(await button('Open Acme'))
    expect(navigate.mock.calls).toEqual([['/']])
  })
})

describe('another account', () => {
  const accounts = () => [
    { id: 'ada', name: 'Ada Lovelace', email: 'ada@acme.test', isCurrent: true },
    { id: 'dorothy', name: 'Dorothy Vaughan', email: 'dorothy@acme.test', isCurrent: false },
  ]

  test('is opened from a list, once, and a failure is told', async () => {
    const switchAccount = vi.fn<(id: string) => Promise<void>>()
    switchAccount.mockRejectedValueOnce(new Error('The host is away.')).mockReturnValue(new Promise(() => {}))
    const { user } = await open({ signedInAs: 'ada', identity: { accounts, switchAccount } })
    const other = await button(/^Dorothy Vaughan/)
    await user.click(other)
    expect(await screen.findByRole('alert')).toHaveTextContent('This account did not open. Try again.')
    await user.dblClick(other)
    expect(switchAccount.mock.calls).toEqual([['dorothy'], ['dorothy']])
    expect(other).toHaveAttribute('aria-busy', 'true')
  })

  test('that did not open is forgotten by signing out, which fails in its own words', async () => {
    const failing = () => Promise.reject(new Error('The host is away.'))
    const { user } = await open({
      signedInAs: 'ada',
      identity: { accounts, switchAccount: failing, signOut: failing },
    })
    await user.click(await button(/^Dorothy Vaughan/))
    expect(await screen.findByText('This account did not open. Try again.')).toBeVisible()
    await user.click(await button('Use another account'))
    expect(await screen.findByText('You are still signed in. Try again.')).toBeVisible()
    expect(screen.queryByText('This account did not open. Try again.')).toBeNull()
  })

  test('begins by signing out, and the offer takes focus', async () => {
    const { user } = await open({ signedInAs: 'ada', props: { signedOut: <p>The app’s own sign-up.</p> } })
    expect(await screen.findByText('ada@acme.test')).toBeVisible()
    await user.click(await button('Use another account'))
    await screen.findByText('The app’s own sign-up.')
    expect(await title('Join Acme')).toHaveFocus()
  })
})

describe('an address that is not proven', () => {
  test('is proven by a code: a wrong one is told, the right one leads on', async () => {
    isProven = false
    const sendVerificationCode = vi.fn<(address: string) => void>()
    const verifyAddress = (_: string, code: string) => {
      if (code !== '123456') throw new Error('A wrong code.')
      isProven = true
    }
    const { user } = await open({ identity: { sendVerificationCode, verifyAddress } })
    await title('Confirm your address first')
    await user.click(await button('Send code'))
    const code = await screen.findByLabelText('Code')
    expect(code).toHaveFocus()
    expect(sendVerificationCode.mock.calls).toEqual([['dorothy@acme.test']])
    await user.click(await button('Confirm address'))
    expect(await screen.findByText('Type the code from the mail.')).toBeVisible()
    expect(code).toHaveFocus()
    await user.keyboard('000 000{Enter}')
    expect(await screen.findByText(/^This code does not work./)).toBeVisible()
    expect(code).toHaveFocus()
    expect(code).toHaveValue('000 000')
    // It is marked, so that the next one takes its place.
    await user.keyboard('123 456{Enter}')
    expect(await title('Join Acme')).toHaveFocus()
  })

  test('gets a new code where the first did not come', async () => {
    isProven = false
    const sendVerificationCode = vi.fn<() => Promise<void>>()
    sendVerificationCode.mockRejectedValueOnce(new Error('No mail today.')).mockResolvedValue()
    const { user } = await open({ identity: { sendVerificationCode, verifyAddress: () => {} } })
    await user.click(await button('Send code'))
    expect(await screen.findByText('The code was not sent. Try again.')).toBeVisible()
    await user.click(await button('Send code'))
    await user.type(await screen.findByLabelText('Code'), '000000')
    await user.click(await button('Send a new code'))
    expect(await screen.findByLabelText('Code')).toHaveFocus()
    expect(await screen.findByLabelText('Code')).toHaveValue('')
    expect(sendVerificationCode).toHaveBeenCalledTimes(3)
  })

  test('is asked for next where another one was proven, and focus is at the title', async () => {
    isProven = false
    const proven = new Set<string>()
    const unproven = (address: string) => ({
      address,
      get verified() {
        return proven.has(address)
      },
    })
    const { user } = await open({
      emails: [unproven('old@acme.test')],
      identity: {
        sendVerificationCode: () => {},
        verifyAddress: (address) => void proven.add(address),
      },
    })
    const heading = await title('Confirm your address first')
    expect(heading).toHaveAccessibleDescription(/old@acme\.test is yours/)
    await user.click(await button('Send code'))
    await user.type(await screen.findByLabelText('Code'), '123456{Enter}')
    await waitFor(() => expect(heading).toHaveAccessibleDescription(/dorothy@acme\.test is yours/))
    expect(heading).toHaveFocus()
  })

  test('is looked for again where the host proves it by itself', async () => {
    isProven = false
    const { user } = await open()
    await user.click(await button('Check again'))
    await waitFor(async () => expect(await button('Check again')).not.toHaveAttribute('aria-busy'))
    isProven = true
    await user.click(await button('Check again'))
    expect(await title('Join Acme')).toHaveFocus()
  })
})

test('the ref holds the section, whatever it shows', async () => {
  const ref = createRef<HTMLElement>()
  const { view } = await open({ props: { ref } as Partial<AcceptInvitationProps> })
  await title('Join Acme')
  expect(ref.current).toHaveAttribute('data-view', 'offer')
  fireEvent.click(await button('Decline'))
  await title('This invitation was declined')
  expect(ref.current).toHaveAttribute('data-view', 'declined')
  view.unmount()
  expect(ref.current).toBeNull()
})
