import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Show, useAuthorization } from './authorization'
import { fakeBackend } from './testing/fake-adapter'
import { active, pendingSession, session, signedOut } from './testing/fixtures'
import { renderApp, renderReady, renderWith, settle } from './testing/render'

test('the active organization’s role and permissions are held', () => {
  const { result } = renderReady(fakeBackend(), () => useAuthorization())
  const { has } = result.current
  expect(result.current).toMatchObject({ isLoaded: true, role: { key: 'org:admin' } })
  expect(has({ permission: 'org:notes:write' })).toBe(true)
  expect(has({ permission: 'org:notes:delete' })).toBe(false)
  expect(has({ role: 'org:admin' })).toBe(true)
  expect(has({ role: 'org:admin', permission: 'org:notes:delete' })).toBe(false)
})

const pendingInAcme = {
  ...pendingSession(),
  session: { ...pendingSession().session!, active: active('acme') },
}

test.each([
  ['while loading', undefined],
  ['signed out', signedOut],
  ['in the personal account', session({ active: null })],
  ['with a pending session', pendingSession()],
  ['with a pending session in an organization', pendingInAcme],
])('%s nothing is held', async (_, initialSession) => {
  const { result } = renderWith(fakeBackend(), () => useAuthorization(), { initialSession })
  expect(result.current.has({ permission: 'org:notes:write' })).toBe(false)
  expect(result.current.has({ role: 'org:admin' })).toBe(false)
  expect(result.current.has({})).toBe(false)
  expect(result.current).toMatchObject({ role: null, permissions: [] })
})

test('has is the same function until the authority changes', async () => {
  const backend = fakeBackend({ getSession: () => session() })
  const { result, rerender } = renderReady(backend, () => useAuthorization())
  const { has } = result.current
  rerender(undefined)
  await settle()
  expect(result.current.has).toBe(has)
})

const everything = (
  <>
    <Show when="signed-in" fallback="not in">
      in
    </Show>
    <Show when="signed-in" treatPendingAsSignedOut={false}>
      somebody
    </Show>
    <Show when="signed-out">out</Show>
    <Show when={{ permission: 'org:notes:write' }}>writes</Show>
    <Show when={{ role: 'org:owner' }} fallback="no owner">
      owner
    </Show>
    <Show when={(has) => has({ role: 'org:admin' }) || has({ role: 'org:owner' })}>leads</Show>
  </>
)

test.each([
  ['active', session(), ['in', 'somebody', 'writes', 'no owner', 'leads']],
  ['personal', session({ active: null }), ['in', 'somebody', 'no owner']],
  ['pending', pendingInAcme, ['not in', 'somebody', 'out', 'no owner']],
  ['signed out', signedOut, ['not in', 'out', 'no owner']],
])('Show for a session that is %s', (_, initialSession, shown) => {
  const { container } = renderApp(fakeBackend(), everything, { initialSession })
  expect(container.textContent).toBe(shown.join(''))
})

test('Show shows nothing while loading, and no fallback either', () => {
  const { container } = renderApp(fakeBackend(), everything)
  expect(container.textContent).toBe('')
  expect(screen.queryByText('no owner')).toBeNull()
})
