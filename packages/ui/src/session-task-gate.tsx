import { useSession, type UseSessionResult } from '@orgkit/react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { ChooseOrganization } from './choose-organization'
import { focusHeading, isFocusLost } from './focus-heading'
import { useLiveRegion } from './live-region'
import { sessionTaskGateMessages } from './messages/en/session-task-gate'
import { useMessages } from './messages/language'
import { createHold, HoldContext, useIsHeld } from './session-task-gate-hold'
import {
  GateFailed,
  GateLoading,
  GateTask,
  type SessionTaskScreen,
  SessionTaskGateScreen,
} from './session-task-gate-screens'
import { VisuallyHidden } from './visually-hidden'

export interface SessionTaskGateProps {
  /** The app. Rendered while the session is active, and in no other frame. */
  children?: ReactNode
  /** For those who are not signed in. @default nothing */
  signedOut?: ReactNode
  /** While nothing is known yet. @default a skeleton, after 150 ms */
  loading?: ReactNode
  /** What the screens call the app: "Notes is for teams." */
  appName?: string
  /** What stands before an organization's slug in the app's own addresses, such as `app.example.com/`. */
  slugPrefix?: string
  /** Screens of the app's own tasks, by key; `choose-organization` here takes the place of ours. */
  tasks?: Readonly<Record<string, SessionTaskScreen>>
}

/**
 * Shuts the app until the session is active: somebody is signed in, and nothing is left to finish. Shut too while this tab
 * asks for an organization that is not there for them. The children stand in no element of the gate's.
 */
export function SessionTaskGate(props: SessionTaskGateProps) {
  const { children, signedOut = null, loading, appName, slugPrefix, tasks } = props
  const words = useMessages(sessionTaskGateMessages)
  const state = useSession()
  const { view, task, hold, retry, isRetrying } = useGate(state)
  const { announce, region } = useLiveRegion()
  const start = useRef<HTMLSpanElement>(null)
  const screen = useRef<HTMLDivElement>(null)
  const organization = state.session?.active?.organization.name

  const before = useRef<string | null>(null)
  const place = task ?? view
  useEffect(() => {
    if (view === 'loading') return
    const isFirst = before.current === null
    if (before.current === place) return
    before.current = place
    // Nobody is moved about in a page that has just been opened.
    if (isFirst) return
    if (view === 'open') {
      announce(words.opened({ organization, app: appName }))
      if (isFocusLost()) start.current?.focus()
    } else if (view !== 'signed-out') {
      focusHeading(screen.current)
    }
  }, [view, place, announce, words, organization, appName])

  return (
    <>
      {/* Where focus waits when the gate opens and the app has not taken it: the next Tab is the app's first control. */}
      <VisuallyHidden ref={start} tabIndex={-1} data-orgkit="session-task-gate-start" />
      {view === 'open' ? (
        children
      ) : view === 'signed-out' ? (
        signedOut
      ) : view === 'loading' && loading !== undefined ? (
        loading
      ) : (
        <SessionTaskGateScreen ref={screen} key={place} view={view}>
          {view === 'loading' ? (
            <GateLoading />
          ) : view === 'failed' ? (
            <GateFailed app={appName} isRetrying={isRetrying} onRetry={retry} />
          ) : view === 'unknown-organization' ? (
            <ChooseOrganization appName={appName} slugPrefix={slugPrefix} />
          ) : (
            <HoldContext.Provider value={hold}>
              <GateTask task={task ?? ''} tasks={tasks} appName={appName} slugPrefix={slugPrefix} />
            </HoldContext.Provider>
          )}
        </SessionTaskGateScreen>
      )}
      {region}
    </>
  )
}

type View = 'loading' | 'failed' | 'signed-out' | 'task' | 'unknown-organization' | 'open'

function useGate(state: UseSessionResult) {
  const [hold] = useState(createHold)
  const isHeld = useIsHeld(hold)
  const [isRetrying, setRetrying] = useState(false)
  const current = state.status === 'pending' ? (state.session.tasks[0]?.key ?? '') : null
  const [shown, setShown] = useState(current)
  // A screen that is not finished yet stays, also when its task is.
  if (!isHeld && current !== shown) setShown(current)
  const task = isHeld ? shown : current

  return {
    view: viewOf(state, { task, isRetrying }),
    task: state.isSignedIn ? task : null,
    hold,
    isRetrying,
    retry() {
      setRetrying(true)
      void state.refetch().then(() => setRetrying(false))
    },
  }
}

function viewOf(
  { status, session, settings }: UseSessionResult,
  { task, isRetrying }: { task: string | null; isRetrying: boolean },
): View {
  // The message stays while it is tried again, and its button with it.
  if (status === 'failed' || (status === 'loading' && isRetrying)) return 'failed'
  if (status === 'loading' || status === 'signed-out') return status
  if (task !== null) return 'task'
  return settings.organizationsEnabled && session.activeError ? 'unknown-organization' : 'open'
}
