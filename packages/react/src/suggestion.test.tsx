import { act } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { applyEvents } from './apply-events'
import { useOrgkit } from './context'
import { useSession } from './session'
import { useAcceptSuggestion, useDismissSuggestion, useSuggestions } from './suggestion'
import { fakeBackend } from './testing/fake-adapter'
import { dismissal, pageOf, pendingSession, session, suggestion, suggestionEvent } from './testing/fixtures'
import { renderReady, settle } from './testing/render'

beforeEach(() => sessionStorage.clear())

const useSuggesting = () => ({
  suggestions: useSuggestions(),
  asking: useAcceptSuggestion(),
  dismissing: useDismissSuggestion(),
  session: useSession(),
  orgkit: useOrgkit('test'),
})

const withDomains = (suggestionCount = 2) =>
  session({ settings: { domains: true }, changes: { suggestionCount } })

/** Ada's page with what is suggested to her. */
async function open(rows = [suggestion('zeta'), suggestion('wayne', 'declined')], count = 1) {
  const backend = fakeBackend({
    getSession: () => withDomains(count),
    listSuggestions: () => pageOf(rows),
  })
  const { result } = renderReady(backend, useSuggesting, { initialSession: withDomains(count) })
  await settle()
  return {
    backend,
    result,
    shown: () => result.current.suggestions.data.map(({ id, status }) => `${id} ${status}`),
    count: () => result.current.session.session?.suggestionCount,
  }
}

test('lists what is suggested, with what became of the requests', async () => {
  const { backend, shown } = await open()
  expect(backend.last('listSuggestions').input).toEqual({ limit: 50 })
  expect(shown()).toEqual(['sug_zeta open', 'sug_wayne declined'])
})

test.each([
  ['domains are turned off', session()],
  ['requests are turned off', session({ settings: { domains: true, membershipRequests: false } })],
  [
    'suggesting is no mode',
    session({ settings: { domains: true, enrollmentModes: ['manual_invitation', 'automatic_invitation'] } }),
  ],
  [
    'another task comes first',
    session({
      settings: { domains: true },
      changes: { status: 'pending', tasks: [{ key: 'accept-terms' }, { key: 'choose-organization' }] },
    }),
  ],
])('asks nothing where %s', async (_, initialSession) => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useSuggesting, { initialSession })
  await settle()
  expect(result.current.suggestions).toMatchObject({ isLoading: false, data: [] })
  expect(backend.calls('listSuggestions')).toHaveLength(0)
})

test('asks nothing where the backend has no domains, and says so', async () => {
  const backend = fakeBackend({}, { domains: false })
  const { result } = renderReady(backend, useSuggesting, { initialSession: withDomains() })
  await settle()
  expect(result.current.suggestions).toMatchObject({ isSupported: false, isLoading: false })
  expect(result.current.asking.isSupported).toBe(false)
  expect(backend.calls('listSuggestions')).toHaveLength(0)
})

test('asks while an organization is still to be chosen', async () => {
  const pending = pendingSession()
  const backend = fakeBackend({ listSuggestions: () => pageOf([suggestion('zeta')]) })
  const { result } = renderReady(backend, useSuggesting, {
    initialSession: { ...pending, settings: { ...pending.settings, domains: true } },
  })
  await settle()
  expect(result.current.suggestions.data).toHaveLength(1)
})

test('a request to join stands in its row, without another request of the list', async () => {
  const { backend, result, shown, count } = await open()
  const asked = suggestion('zeta', 'requested')
  backend.script.acceptSuggestion = () => ({ suggestion: asked, events: [suggestionEvent(asked)] })
  await expect(act(() => result.current.asking.acceptSuggestion('sug_zeta'))).resolves.toEqual(asked)
  expect(shown()).toEqual(['sug_zeta requested', 'sug_wayne declined'])
  expect(count()).toBe(1)
  expect(backend.calls('listSuggestions')).toHaveLength(1)
  expect(backend.calls('getSession')).toHaveLength(0)
})

test('a double click asks once', async () => {
  const { backend, result } = await open()
  const asked = suggestion('zeta', 'requested')
  const both = [1, 2].map(() => result.current.asking.acceptSuggestion('sug_zeta'))
  await settle(() =>
    backend.last('acceptSuggestion').answer({ suggestion: asked, events: [suggestionEvent(asked)] }),
  )
  expect(await Promise.all(both)).toEqual([asked, asked])
  expect(backend.calls('acceptSuggestion')).toHaveLength(1)
})

test('what is dismissed goes, and is counted no more', async () => {
  const { backend, result, shown, count } = await open()
  backend.script.dismissSuggestion = () => ({ events: [dismissal('sug_zeta')] })
  await act(() => result.current.dismissing.dismissSuggestion('sug_zeta'))
  expect(shown()).toEqual(['sug_wayne declined'])
  expect(count()).toBe(0)
  expect(backend.calls('getSession')).toHaveLength(0)
})

test('one that was turned down was not counted, and is not counted out', async () => {
  const { backend, result, shown, count } = await open()
  backend.script.dismissSuggestion = () => ({ events: [dismissal('sug_wayne')] })
  await act(() => result.current.dismissing.dismissSuggestion('sug_wayne'))
  expect(shown()).toEqual(['sug_zeta open'])
  expect(count()).toBe(1)
})

test('being turned down is told by an event alone', async () => {
  const { backend, result, shown, count } = await open([suggestion('zeta', 'requested')])
  const declined = suggestionEvent(suggestion('zeta', 'declined'))
  await settle(() => void applyEvents(result.current.orgkit, [declined]))
  expect(shown()).toEqual(['sug_zeta declined'])
  expect(count()).toBe(0)
  expect(backend.calls('listSuggestions')).toHaveLength(1)
})

test('an event of one that is in no list makes list and session be asked again', async () => {
  const { backend, result } = await open([])
  await settle(() => void applyEvents(result.current.orgkit, [suggestionEvent(suggestion('zeta'))]))
  expect(backend.calls('listSuggestions')).toHaveLength(2)
  expect(backend.calls('getSession')).toHaveLength(1)
})

test('a list that set out before an event is asked again', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useSuggesting, { initialSession: withDomains() })
  await settle()
  const late = backend.last('listSuggestions')
  await settle(
    () => void applyEvents(result.current.orgkit, [suggestionEvent(suggestion('zeta', 'requested'))]),
  )
  await settle(() => late.answer(pageOf([suggestion('zeta')])))
  await settle(() => backend.last('listSuggestions').answer(pageOf([suggestion('zeta', 'requested')])))
  expect(result.current.suggestions.data.map(({ status }) => status)).toEqual(['requested'])
})

test('a suggestion that is gone meanwhile is told, and the list is asked again', async () => {
  const { backend, result } = await open()
  await settle(() => void result.current.asking.acceptSuggestion('sug_zeta'))
  backend.script.listSuggestions = () => pageOf([])
  await settle(() => backend.last('acceptSuggestion').fail('not_found'))
  expect(result.current.asking.error?.code).toBe('not_found')
  expect(result.current.suggestions.data).toEqual([])
})

test('a failed list can be asked for again', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useSuggesting, { initialSession: withDomains() })
  await settle(() => backend.last('listSuggestions').fail('forbidden'))
  expect(result.current.suggestions).toMatchObject({ isError: true, data: [] })
  backend.script.listSuggestions = () => pageOf([suggestion('zeta')])
  await settle(() => void result.current.suggestions.revalidate())
  expect(result.current.suggestions).toMatchObject({ isError: false, count: 1 })
})
