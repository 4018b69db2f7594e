import { createGate, embeddedAdapter, type Gate } from '@orgkit/adapters/embedded'
import { type ErrorCode, OrgkitError, type SessionTask } from '@orgkit/core'
import { OrgkitProvider, useRefetchSession } from '@orgkit/react'
import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode, useEffect, type ReactNode } from 'react'
import { expect, test, vi } from 'vitest'
import { AcceptTerms } from './accept-terms'
import { CompleteProfile } from './complete-profile'

const terms = (version: string, url: string | null = '/terms'): SessionTask => ({
  key: 'accept-terms',
  terms: { version, url },
})
const profile = (phone: string | null = null): SessionTask => ({
  key: 'complete-profile',
  fields: [
    { key: 'constructor', label: 'What do you build?', value: null },
    { key: 'phone', label: 'Phone', value: phone },
  ],
})

let refetch: () => Promise<void> = async () => {}

function Refetch() {
  const again = useRefetchSession()
  useEffect(() => {
    refetch = again
  }, [again])
  return null
}

/** A page with one task; what completing it answers is given by `fail`, then it is done. */
function open(children: ReactNode, task: SessionTask) {
  const adapter = embeddedAdapter({ settings: { personalAccounts: true } })
  const { getSession } = adapter
  const state: { task: SessionTask | null; failures: OrgkitError[]; gate: Gate | null } = {
    task,
    failures: [],
    gate: null,
  }
  adapter.getSession = async (...call) => {
    const answer = await getSession(...call)
    return answer.session && state.task
      ? { ...answer, session: { ...answer.session, status: 'pending', tasks: [state.task] } }
      : answer
  }
  const complete = vi.fn(async () => {
    await state.gate?.pass()
    const failure = state.failures.shift()
    if (failure) throw failure
    state.task = null
    return { tasks: [], events: [] }
  })
  adapter.completeSessionTask = complete as typeof adapter.completeSessionTask
  render(
    <StrictMode>
      <OrgkitProvider adapter={adapter} identity={adapter.identity}>
        <Refetch />
        {children}
      </OrgkitProvider>
    </StrictMode>,
  )
  return {
    state,
    complete,
    user: userEvent.setup(),
    fail: (code: ErrorCode, field?: string) =>
      state.failures.push(new OrgkitError({ code, ...(field && { field }) })),
    sent: () => (complete.mock.calls as unknown[][]).map(([input]) => input),
  }
}

const accept = () => screen.findByRole('button', { name: 'Accept and continue' })
const field = (name: string) => screen.findByRole('textbox', { name })

test('accepting sends the version that was shown, once', async () => {
  const onAccepted = vi.fn()
  const { state, sent, user } = open(<AcceptTerms onAccepted={onAccepted} />, terms('7'))
  state.gate = createGate()
  await user.dblClick(await accept())
  expect(await accept()).toHaveAttribute('aria-busy', 'true')
  state.gate.open()
  await waitFor(() => expect(onAccepted).toHaveBeenCalledTimes(1))
  expect(sent()).toEqual([{ taskKey: 'accept-terms', termsVersion: '7' }])
  await waitFor(() => expect(screen.queryByRole('button')).toBeNull())
})

test('another version by the time of the click is shown again, and accepted only then', async () => {
  const { state, fail, sent, user } = open(
    <AcceptTerms>{({ version }) => `Text of ${version}`}</AcceptTerms>,
    terms('7'),
  )
  await accept()
  expect(screen.getByText('Text of 7')).toBeVisible()
  fail('conflict')
  state.task = terms('8')
  await user.click(await accept())
  expect(await screen.findByText(/The terms have changed meanwhile/)).toBeVisible()
  expect(screen.getByText('Text of 8')).toBeVisible()
  await user.click(await accept())
  expect(sent()).toEqual([
    { taskKey: 'accept-terms', termsVersion: '7' },
    { taskKey: 'accept-terms', termsVersion: '8' },
  ])
})

test('a version that changes while it is read is told', async () => {
  const { state, sent, user } = open(<AcceptTerms />, terms('7'))
  await accept()
  state.task = terms('8')
  await act(() => refetch())
  expect(await screen.findByText(/The terms have changed meanwhile/)).toBeVisible()
  await user.click(await accept())
  expect(sent()).toEqual([{ taskKey: 'accept-terms', termsVersion: '8' }])
})

test.each(['javascript:alert(1)', '//evil.test', '/\\evil.test', 'data:text/html,x'])(
  'terms at %s are no link',
  async (url) => {
    open(<AcceptTerms />, terms('7', url))
    await accept()
    expect(screen.queryByRole('link')).toBeNull()
  },
)

test('a failure is told, and the button is there again', async () => {
  const { fail, sent, user } = open(<AcceptTerms />, terms('7'))
  fail('unreachable')
  await user.click(await accept())
  expect(await screen.findByText(/The server gave no answer/)).toBeVisible()
  await user.click(await accept())
  await waitFor(() => expect(sent()).toHaveLength(2))
  await waitFor(() => expect(screen.queryByRole('button')).toBeNull())
})

test('both say who is signed in, and let them out', async () => {
  const { user } = open(<AcceptTerms />, terms('7'))
  expect(await screen.findByText('ada@example.com')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Sign out' }))
  await waitFor(() => expect(screen.queryByRole('button')).toBeNull())
})

test('earlier answers are filled in, and all are sent, trimmed', async () => {
  const { sent, user } = open(<CompleteProfile />, profile('555'))
  expect(await field('Phone')).toHaveValue('555')
  expect(await field('What do you build?')).toHaveValue('')
  await user.type(await field('What do you build?'), '  Bridges {Enter}')
  await waitFor(() =>
    expect(sent()).toEqual([
      { taskKey: 'complete-profile', fields: { constructor: 'Bridges', phone: '555' } },
    ]),
  )
})

test('what is missing stands at its field, which has focus, and nothing is sent', async () => {
  const { sent, user } = open(<CompleteProfile />, profile('555'))
  await user.type(await field('What do you build?'), '   {Enter}')
  expect(await screen.findByText('Please fill this in.')).toBeVisible()
  expect(await field('What do you build?')).toHaveFocus()
  expect(sent()).toEqual([])
})

test('what the server refuses stands at its field, and everything typed stays', async () => {
  const { fail, sent, user } = open(<CompleteProfile />, profile())
  fail('invalid_value', 'fields.phone')
  await user.type(await field('What do you build?'), 'Bridges')
  await user.type(await field('Phone'), 'x{Enter}')
  expect(await screen.findByText('This cannot be used.')).toBeVisible()
  expect(await field('Phone')).toHaveFocus()
  expect(await field('Phone')).toHaveAccessibleDescription('This cannot be used.')
  expect(await field('What do you build?')).toHaveValue('Bridges')
  await user.type(await field('Phone'), '1')
  expect(screen.queryByText('This cannot be used.')).toBeNull()
  await user.keyboard('{Enter}')
  await waitFor(() => expect(sent()).toHaveLength(2))
})

test('what the server knows by now does not go over what is typed', async () => {
  const { state, user } = open(<CompleteProfile />, profile())
  await user.type(await field('Phone'), '556')
  state.task = profile('555')
  await act(() => refetch())
  expect(await field('Phone')).toHaveValue('556')
})

test('no answer keeps what was typed, with a way to send it again', async () => {
  const { fail, sent, user } = open(<CompleteProfile />, profile('555'))
  fail('unreachable')
  await user.type(await field('What do you build?'), 'Bridges{Enter}')
  expect(await screen.findByText(/What you typed is still here/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(sent()).toHaveLength(2))
  expect(sent()[1]).toEqual(sent()[0])
})
