import {
  createGate,
  type EmbeddedAdapter,
  embeddedAdapter,
  type EmbeddedAdapterOptions,
  sampleRoles,
} from '@orgkit/adapters/embedded'
import { OrgkitProvider, useRefetchSession } from '@orgkit/react'
import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode, useEffect } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { ChooseOrganization } from './choose-organization'

beforeEach(() => sessionStorage.clear())

let refetch: () => Promise<void> = async () => {}

function Refetch() {
  const again = useRefetchSession()
  useEffect(() => {
    refetch = again
  }, [again])
  return null
}

interface World {
  names?: readonly string[]
  settings?: EmbeddedAdapterOptions['settings']
  /** What goes wrong. */
  prepare?: (controls: EmbeddedAdapter['controls']) => void
}

/** Dorothy is in no organization; `names` are suggested to her, each by a domain of its own. */
function open({ names = ['Solo'], settings, prepare }: World = {}) {
  const addresses = names.map((_, index) => `dorothy@team${index}.test`)
  const adapter = embeddedAdapter({
    roles: sampleRoles,
    settings: {
      personalAccounts: false,
      slugs: true,
      domains: true,
      supportContact: 'help@app.test',
      ...settings,
    },
    signedInAs: 'dorothy',
    seed: {
      users: [
        {
          id: 'dorothy',
          name: 'Dorothy Vaughan',
          emails: addresses.map((address) => ({ address, verified: true })),
        },
        { id: 'grace', name: 'Grace Hopper', email: 'grace@solo.test' },
      ],
      organizations: names.map((name, index) => ({
        id: `org_${index}`,
        name,
        members: { grace: 'org:admin' },
        domains: [{ name: `team${index}.test`, enrollmentMode: 'automatic_suggestion' as const }],
      })),
    },
  })
  prepare?.(adapter.controls)
  const navigate = vi.fn<(address: string) => void>()
  render(
    <StrictMode>
      <OrgkitProvider adapter={adapter} navigate={navigate}>
        <Refetch />
        <ChooseOrganization appName="Notes" afterSelectOrganizationUrl="/:slug" />
      </OrgkitProvider>
    </StrictMode>,
  )
  const calls = vi.spyOn(adapter, 'acceptSuggestion')
  return { controls: adapter.controls, navigate, calls, user: userEvent.setup() }
}

const button = (name: string) => screen.findByRole('button', { name })
const said = (text: string) =>
  waitFor(() => expect(screen.getAllByRole('status').map((each) => each.textContent?.trim())).toContain(text))
const asked = 'Solo has your request. This page goes on by itself once it is answered.'
const request = { organizationId: 'org_0', userId: 'dorothy' }
const renew = () => act(() => refetch())

test('asking is said, and stands in the row until it is answered', async () => {
  const { user } = open()
  await user.click(await button('Ask to join Solo'))
  await said(asked)
  expect(screen.getByText('Waiting')).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Ask to join Solo' })).toBeNull()
})

test('a double click asks once', async () => {
  const { controls, calls, user } = open()
  const gate = createGate()
  controls.delay('acceptSuggestion', gate)
  await user.dblClick(await button('Ask to join Solo'))
  expect(await button('Ask to join Solo')).toHaveAttribute('aria-busy', 'true')
  gate.open()
  await said(asked)
  expect(calls).toHaveBeenCalledTimes(1)
})

test('an offered organization comes before making one', async () => {
  open()
  const ask = await button('Ask to join Solo')
  const create = await button('Create a new organization')
  expect(ask.compareDocumentPosition(create) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy()
})

test('a request can be taken back, and asked again; dismissed it is gone, and focus goes to the row in its place', async () => {
  const { user } = open({ names: ['Solo', 'Wayne'] })
  await user.click(await button('Ask to join Solo'))
  await said(asked)
  await user.click(await button('Take back your request to join Solo'))
  await said('Request to Solo taken back')
  expect(await button('Ask to join Solo')).toBeVisible()
  expect(document.activeElement?.closest('li')).toHaveTextContent('Solo')
  await user.click(await button('Do not show Solo again'))
  await said('Solo is not shown again')
  expect(screen.queryByText('Solo')).toBeNull()
  expect(screen.getByRole('listitem')).toHaveFocus()
})

test('the page goes on by itself once the person is let in', async () => {
  const { controls, navigate, user } = open()
  await user.click(await button('Ask to join Solo'))
  await said(asked)
  await controls.as('grace').approveMembershipRequest(request)
  await renew()
  await waitFor(() => expect(navigate.mock.calls).toEqual([['/solo']]))
})

test('with nothing but waiting the page says what to do and whom to ask, and looks again', async () => {
  const { controls, user } = open({ settings: { userCreatedOrganizations: false } })
  await user.click(await button('Ask to join Solo'))
  expect(await screen.findByRole('heading', { level: 1, name: 'Waiting for an answer' })).toBeVisible()
  expect(screen.getByText(/A colleague can also invite you/)).toBeVisible()
  expect(screen.getByRole('link')).toHaveAttribute('href', 'mailto:help@app.test')
  await user.click(await button('Check again'))
  await said('Nothing has changed yet.')
  await controls.as('grace').declineMembershipRequest(request)
  await user.click(await button('Check again'))
  await said('Solo did not let you in')
  expect(screen.getByText('Declined')).toBeVisible()
  expect(screen.getByRole('link')).toBeVisible()
})

test('what was refused is said at the top, and can be tried again', async () => {
  const { controls, user } = open()
  controls.fail('acceptSuggestion', 'unreachable', { times: 1 })
  await user.click(await button('Ask to join Solo'))
  expect(await screen.findByText(/Solo: The server gave no answer/)).toBeVisible()
  await user.click(await button('Ask to join Solo'))
  await said(asked)
  expect(screen.queryByText(/gave no answer/)).toBeNull()
})

test('a list that did not load can be asked for again', async () => {
  const { user } = open({
    prepare: ({ fail }) => void fail('listSuggestions', 'forbidden', { times: 1 }),
  })
  await user.click(await button('Try again'))
  expect(await button('Ask to join Solo')).toBeVisible()
})
