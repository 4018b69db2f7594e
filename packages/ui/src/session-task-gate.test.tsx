import { createGate, embeddedAdapter, type EmbeddedAdapter, sampleRoles } from '@orgkit/adapters/embedded'
import type { SessionTask } from '@orgkit/core'
import { OrgkitProvider, useOrganization, useRefetchSession } from '@orgkit/react'
import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode, useEffect, useState } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Dialog, DialogContent } from './dialog'
import { SessionTaskGate, type SessionTaskGateProps } from './session-task-gate'

const terms: SessionTask = { key: 'accept-terms', terms: { version: '2026-11', url: '/terms' } }
const profile: SessionTask = {
  key: 'complete-profile',
  fields: [{ key: 'phone', label: 'Phone', value: null }],
}

/** Ada is alone in Acme, and Grace in Globex; personal accounts are off. */
function world() {
  return embeddedAdapter({
    roles: sampleRoles,
    settings: { personalAccounts: false, slugs: true, membershipLimit: 25 },
    signedInAs: 'ada',
    seed: {
      users: [
        { id: 'ada', name: 'Ada Lovelace', email: 'ada@acme.test' },
        { id: 'grace', name: 'Grace Hopper', email: 'grace@globex.test' },
      ],
      organizations: [
        { id: 'org_acme', name: 'Acme', members: { ada: 'org:admin', grace: 'org:admin' } },
        { id: 'org_globex', name: 'Globex', members: { grace: 'org:admin' } },
      ],
    },
  })
}

/** Tasks that the backend does not know of, in front of its own. */
function withTasks(adapter: EmbeddedAdapter, tasks: SessionTask[]) {
  const { getSession, completeSessionTask } = adapter
  const open = { tasks }
  adapter.getSession = async (...call) => {
    const answer = await getSession(...call)
    const { session } = answer
    if (!session || open.tasks.length === 0) return answer
    return {
      ...answer,
      session: { ...session, status: 'pending', tasks: [...open.tasks, ...session.tasks] },
    }
  }
  adapter.completeSessionTask = async (...call) => {
    const [task, ...rest] = open.tasks
    if (task?.key !== call[0].taskKey) return completeSessionTask(...call)
    open.tasks = rest
    return { tasks: rest, events: [] }
  }
  return open
}

let refetch: () => Promise<void> = async () => {}
const seen: (string | undefined)[] = []
let mounts = 0

function App() {
  const name = useOrganization(({ organization }) => organization?.name)
  const [turn] = useState(() => ++mounts)
  const [isDialogOpen, setDialogOpen] = useState(false)
  seen.push(name)
  return (
    <main data-turn={turn}>
      <h1>Notes of {name}</h1>
      <input aria-label="Note" />
      <button type="button" onClick={() => setDialogOpen(true)}>
        Rename
      </button>
      <Dialog open={isDialogOpen} onOpenChange={setDialogOpen}>
        <DialogContent aria-label="Rename" aria-describedby={undefined}>
          <input aria-label="New name" />
        </DialogContent>
      </Dialog>
    </main>
  )
}

function Refetch() {
  const again = useRefetchSession()
  useEffect(() => {
    refetch = again
  }, [again])
  return null
}

function open(adapter: EmbeddedAdapter, props: Partial<SessionTaskGateProps> = {}) {
  const scope = { read: () => undefined, write: () => {} }
  const navigate = vi.fn((address: string) => history.replaceState(null, '', address))
  render(
    <StrictMode>
      <OrgkitProvider adapter={adapter} scope={scope} navigate={navigate} identity={adapter.identity}>
        <Refetch />
        <SessionTaskGate appName="Notes" signedOut={<p>Sign in</p>} {...props}>
          <App />
        </SessionTaskGate>
      </OrgkitProvider>
    </StrictMode>,
  )
  return { user: userEvent.setup(), navigate }
}

/** Live events tell of it, before the page asks for that organization again. */
const shut = 'Create your organization'
const title = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name })
const isShown = () => screen.queryByRole('textbox', { name: 'Note' }) !== null
const renew = () => act(() => refetch())

beforeEach(() => {
  seen.length = 0
  mounts = 0
  sessionStorage.clear()
  history.replaceState(null, '', '/notes/5?tab=all#end')
})
afterEach(() => vi.restoreAllMocks())

test('tasks come in their order, and the app is in no frame before the last one is done', async () => {
  const adapter = world()
  withTasks(adapter, [terms, profile])
  const { user } = open(adapter)
  await title('Before you go on')
  await user.click(screen.getByRole('button', { name: 'Accept and continue' }))
  await title('Tell us about you')
  expect(mounts).toBe(0)
  await user.type(await screen.findByRole('textbox', { name: 'Phone' }), '555')
  await user.keyboard('{Enter}')
  await title('Notes of Acme')
  expect(location.pathname).toBe('/notes/5')
})

test('the app’s own task has its own screen, told which', async () => {
  const adapter = world()
  withTasks(adapter, [{ key: 'verify-phone' }])
  open(adapter, { tasks: { 'verify-phone': ({ task }) => <h1>Screen of {task}</h1> } })
  await title('Screen of verify-phone')
  expect(isShown()).toBe(false)
})

test('a task without a screen says what is missing', async () => {
  const adapter = world()
  withTasks(adapter, [{ key: 'verify-phone' }])
  open(adapter)
  expect(await screen.findByText(/asks for “verify-phone”/)).toBeVisible()
  expect(isShown()).toBe(false)
})

test('losing the last organization hides the app and keeps what was typed, until the person is back in it', async () => {
  const adapter = world()
  const { user } = open(adapter)
  await title('Notes of Acme')
  await user.type(screen.getByRole('textbox', { name: 'Note' }), 'half a sentence')
  const field = screen.getByRole('textbox', { name: 'Note' })
  expect(field).toHaveFocus()
  await adapter.controls.as('grace').removeMember({ organizationId: 'org_acme', userId: 'ada' })
  await renew()
  await title(shut)
  expect(isShown()).toBe(false)
  expect(field.isConnected).toBe(true)
  expect(field).not.toBeVisible()
  expect(screen.queryByRole('heading', { name: /Notes of/ })).toBeNull()
  expect(screen.getByRole('heading', { level: 1 })).toHaveFocus()
  await adapter.controls.backend('addMember', {
    organizationId: 'org_acme',
    userId: 'ada',
    roleKey: 'org:member',
  })
  await renew()
  await title('Notes of Acme')
  expect(screen.getByRole('textbox', { name: 'Note' })).toBe(field)
  expect(field).toHaveValue('half a sentence')
  expect(field).toBeVisible()
  expect(field).toHaveFocus()
  // What is hidden did not render: it never saw that there is no organization.
  expect([...new Set(seen)]).toEqual(['Acme'])
  await waitFor(() =>
    expect(screen.getAllByRole('status').map(({ textContent }) => textContent?.trim())).toContain(
      'Acme is open.',
    ),
  )
})

test('an open dialog is put aside with the app, and holds nothing shut meanwhile', async () => {
  const adapter = world()
  const { user } = open(adapter)
  await title('Notes of Acme')
  await user.click(screen.getByRole('button', { name: 'Rename' }))
  await user.type(await screen.findByRole('textbox', { name: 'New name' }), 'half a name')
  await adapter.controls.as('grace').removeMember({ organizationId: 'org_acme', userId: 'ada' })
  await renew()
  await title(shut)
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(screen.queryByRole('textbox', { name: 'New name' })).toBeNull()
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Solo')
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('Solo')
  await adapter.controls.backend('addMember', {
    organizationId: 'org_acme',
    userId: 'ada',
    roleKey: 'org:member',
  })
  await renew()
  expect(await screen.findByRole('textbox', { name: 'New name' })).toHaveValue('half a name')
  await user.keyboard('{Escape}')
  await title('Notes of Acme')
})

test('another organization begins anew: nothing of the one that was lost is shown under it', async () => {
  const adapter = world()
  const { user } = open(adapter)
  await title('Notes of Acme')
  await user.type(screen.getByRole('textbox', { name: 'Note' }), 'half a sentence')
  await adapter.controls.as('grace').removeMember({ organizationId: 'org_acme', userId: 'ada' })
  await renew()
  await title(shut)
  await adapter.controls.backend('addMember', {
    organizationId: 'org_globex',
    userId: 'ada',
    roleKey: 'org:member',
  })
  await renew()
  // The gate opens by itself.
  await title('Notes of Globex')
  expect(screen.getByRole('textbox', { name: 'Note' })).toHaveValue('')
  expect([...new Set(seen)]).toEqual(['Acme', 'Globex'])
})

test('another user sees nothing of the one before', async () => {
  const adapter = world()
  const { user } = open(adapter)
  await title('Notes of Acme')
  await user.type(screen.getByRole('textbox', { name: 'Note' }), 'half a sentence')
  await adapter.controls.as('grace').removeMember({ organizationId: 'org_acme', userId: 'ada' })
  await renew()
  await title(shut)
  act(() => adapter.controls.signIn('grace'))
  await title(/Notes of/)
  expect(screen.getByRole('textbox', { name: 'Note' })).toHaveValue('')
})

test('a task that comes up while somebody works keeps their work', async () => {
  const adapter = world()
  const open_ = withTasks(adapter, [])
  const { user } = open(adapter)
  await title('Notes of Acme')
  await user.type(screen.getByRole('textbox', { name: 'Note' }), 'half a sentence')
  open_.tasks = [terms]
  await renew()
  await title('Before you go on')
  await user.click(screen.getByRole('button', { name: 'Accept and continue' }))
  await title('Notes of Acme')
  expect(screen.getByRole('textbox', { name: 'Note' })).toHaveValue('half a sentence')
})

const taskUrls = { 'accept-terms': '/welcome/terms', 'complete-profile': '/welcome/profile' }

test('with a page for each task it goes there, and back to the address first asked for', async () => {
  const adapter = world()
  withTasks(adapter, [terms, profile])
  const { user, navigate } = open(adapter, { taskUrls })
  await title('Before you go on')
  expect(location.pathname).toBe('/welcome/terms')
  await user.click(screen.getByRole('button', { name: 'Accept and continue' }))
  await title('Tell us about you')
  await waitFor(() => expect(location.pathname).toBe('/welcome/profile'))
  await user.type(await screen.findByRole('textbox', { name: 'Phone' }), '555{Enter}')
  await title('Notes of Acme')
  expect(navigate.mock.calls.map(([address]) => address)).toEqual([
    '/welcome/terms',
    '/welcome/profile',
    '/notes/5?tab=all#end',
  ])
})

test.each([
  ['that leads to another site', '["ada","https://evil.test/"]'],
  ['that only looks like one of this site', '["ada","//evil.test/"]'],
  ['that is a script', '["ada","javascript:alert(1)"]'],
  ['that somebody else asked for', '["grace","/notes/9"]'],
  ['that is a task’s own', '["ada","/welcome/profile"]'],
  ['that cannot be read', '{'],
])('an address %s is not returned to', async (_, kept) => {
  history.replaceState(null, '', '/welcome/terms')
  sessionStorage.setItem('orgkit_return', kept)
  const { navigate } = open(world(), { taskUrls, afterTasksUrl: '/start' })
  await waitFor(() => expect(navigate.mock.calls.at(-1)).toEqual(['/start']))
})

test('work that is kept is not navigated away from', async () => {
  const adapter = world()
  const tasks = withTasks(adapter, [])
  const { navigate } = open(adapter, { taskUrls })
  await title('Notes of Acme')
  tasks.tasks = [terms]
  await renew()
  await title('Before you go on')
  expect(navigate).not.toHaveBeenCalled()
})

test('a session that did not load is asked for again', async () => {
  const adapter = world()
  adapter.controls.fail('getSession', 'forbidden', { times: 1 })
  const { user } = open(adapter)
  await user.click(await screen.findByRole('button', { name: 'Try again' }))
  await title('Notes of Acme')
})

test('while nothing is known the app is not shown', async () => {
  const adapter = world()
  const gate = createGate()
  adapter.controls.delay('getSession', gate)
  open(adapter, { loading: <p>One moment</p> })
  expect(screen.getByText('One moment')).toBeVisible()
  expect(mounts).toBe(0)
  gate.open()
  await title('Notes of Acme')
})
