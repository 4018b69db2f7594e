import { createGate, embeddedAdapter, sampleRoles, sampleWorld } from '@orgkit/adapters/embedded'
import {
  OrgkitProvider,
  type OrgkitProviderProps,
  useOrganization,
  useSwitchOrganization,
} from '@orgkit/react'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode, type ReactNode } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { ChooseOrganization } from './choose-organization'

interface World {
  /** Each of them invites Dorothy, who is in no organization. */
  names?: readonly string[]
  /** Organizations of the sample world that she is in. */
  memberOf?: readonly string[]
  provider?: Partial<OrgkitProviderProps>
  children?: ReactNode
}

const page = <ChooseOrganization afterSelectOrganizationUrl="/:slug" />

function open({
  names = ['Stark Labs', 'Wayne Research'],
  memberOf = [],
  provider,
  children = page,
}: World = {}) {
  const { users, organizations = [] } = sampleWorld()
  const adapter = embeddedAdapter({
    roles: sampleRoles,
    settings: { personalAccounts: true, slugs: true },
    signedInAs: 'dorothy',
    seed: {
      users: [...users, { id: 'dorothy', name: 'Dorothy Vaughan', email: 'dorothy@solo.test' }],
      organizations: [
        ...organizations.map((each) =>
          memberOf.includes(each.name)
            ? { ...each, members: { ...each.members, dorothy: 'org:member' } }
            : each,
        ),
        ...names.map((name, index) => ({
          id: `org_waiting${index}`,
          name,
          members: { grace: 'org:admin' },
          invitations: [{ id: `inv_waiting${index}`, emailAddress: 'dorothy@solo.test' }],
        })),
      ],
    },
  })
  const navigate = vi.fn<(address: string) => void>()
  const scope = { read: () => null, write: () => {} }
  render(
    <StrictMode>
      <OrgkitProvider adapter={adapter} scope={scope} navigate={navigate} {...provider}>
        {children}
      </OrgkitProvider>
    </StrictMode>,
  )
  return { controls: adapter.controls, navigate, user: userEvent.setup() }
}

const button = (name: string) => screen.findByRole('button', { name })
const said = (text: string) =>
  waitFor(() => expect(screen.getAllByRole('status').map((each) => each.textContent?.trim())).toContain(text))

afterEach(() => sessionStorage.clear())

test('joining is said, and goes on to the organization', async () => {
  const { navigate, user } = open()
  await user.click(await button('Join Stark Labs'))
  await said('You joined Stark Labs')
  expect(navigate.mock.calls).toEqual([['/stark-labs']])
})

test('joining where the app keeps the tab in place is said, and goes nowhere', async () => {
  const { navigate, user } = open({ provider: { onBeforeSwitch: () => false } })
  await user.click(await button('Join Stark Labs'))
  await said('You joined Stark Labs')
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Join Stark Labs' })).toBeNull())
  expect(navigate).not.toHaveBeenCalled()
})

test('joining goes nowhere where a newer switch came first', async () => {
  function Elsewhere() {
    const { switchOrganization } = useSwitchOrganization()
    return (
      <button type="button" onClick={() => void switchOrganization('org_globex')}>
        To Globex
      </button>
    )
  }
  const { controls, navigate, user } = open({
    memberOf: ['Globex'],
    children: (
      <>
        <Elsewhere />
        {page}
      </>
    ),
  })
  const gate = createGate()
  controls.delay('acceptInvitation', gate)
  await user.click(await button('Join Stark Labs'))
  await user.click(await button('To Globex'))
  gate.open()
  await said('You joined Stark Labs')
  expect(navigate).not.toHaveBeenCalled()
})

test('joining goes on also from a page that goes with it', async () => {
  function App() {
    const name = useOrganization(({ organization }) => organization?.name)
    return name === undefined ? page : <p>The app of {name}</p>
  }
  const { navigate, user } = open({ children: <App /> })
  await user.click(await button('Join Stark Labs'))
  await screen.findByText('The app of Stark Labs')
  expect(navigate.mock.calls).toEqual([['/stark-labs']])
})

test('the next page that did not load can be tried again', async () => {
  const { controls } = open({ names: Array.from({ length: 51 }, (_, index) => `Lab ${index}`) })
  const more = await button('Show more')
  controls.fail('listUserInvitations', 'forbidden', { times: 1 })
  fireEvent.click(more)
  fireEvent.click(await button('Try again'))
  await waitFor(() => expect(screen.getAllByRole('button', { name: /^Join / })).toHaveLength(51))
})
