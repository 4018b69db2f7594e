import { useSession } from '@orgkit/react'
import { useEffect, useInsertionEffect, useRef, useState, type ReactNode } from 'react'
import { ChooseOrganization } from './choose-organization'
import { focusHeading, isFocusLost } from './focus-heading'
import { useLiveRegion } from './live-region'
import { sessionTaskGateMessages } from './messages/en/session-task-gate'
import { useMessages } from './messages/language'
import { TaskDraftsContext } from './session-task-drafts'
import { HoldContext } from './session-task-gate-hold'
import { Kept } from './session-task-gate-kept'
import {
  GateFailed,
  GateLoading,
  GateTask,
  type SessionTaskScreen,
  SessionTaskGateScreen,
} from './session-task-gate-screens'
import { useLayersAside } from './session-task-gate-layers'
import { useGate } from './session-task-gate-state'
import { type SessionTaskUrls, useTaskUrls } from './session-task-urls'
import { VisuallyHidden } from './visually-hidden'

export interface SessionTaskGateProps extends SessionTaskUrls {
  /**
   * The app. Rendered while the session is active, and in no other frame. Where the gate shuts over somebody who is in it, it stays
   * mounted, hidden and still, and is shown again once they are back in the same organization.
   */
  children?: ReactNode
  /** For those who are not signed in. @default nothing */
  signedOut?: ReactNode
  /** While nothing is known yet, and while the app suspends without a boundary of its own. @default a skeleton, after 150 ms */
  loading?: ReactNode
  /** What the screens call the app: "Notes is for teams." */
  appName?: string
  /** What stands before an organization's slug in the app's own addresses, such as `app.example.com/`. */
  slugPrefix?: string
  /** Screens of the app's own tasks, by key; one of orgkit's keys here takes the place of ours. */
  tasks?: Readonly<Record<string, SessionTaskScreen>>
}

/**
 * Shuts the app until the session is active: somebody is signed in, and nothing is left to finish. Shut too while this tab
 * asks for an organization that is not there for them. Tasks come in their order, each with its screen. The children stand in no
 * element of the gate's.
 */
export function SessionTaskGate(props: SessionTaskGateProps) {
  const { children, signedOut = null, loading, appName, slugPrefix, tasks, taskUrls, afterTasksUrl } = props
  const words = useMessages(sessionTaskGateMessages)
  const state = useSession()
  const { view, task, hold, inside, retry, isRetrying } = useGate(state)
  const [drafts] = useState(() => new Map<string, Record<string, string>>())
  const isCovering = inside.isCovered
  const isReturning = useTaskUrls({
    taskUrls,
    afterTasksUrl,
    task,
    isOpen: view === 'open',
    isCovering,
    userId: state.user?.id,
  })
  const { announce, region } = useLiveRegion()
  const start = useRef<HTMLSpanElement>(null)
  const screen = useRef<HTMLDivElement>(null)
  const organization = state.session?.active?.organization.name

  const lastFocused = useRef<Element | null>(null)
  useInsertionEffect(() => {
    // Before a browser takes focus from what is hidden now.
    if (isCovering) lastFocused.current = document.activeElement
  }, [isCovering])

  // Before focus goes to the screen.
  useLayersAside(isCovering, screen)

  const before = useRef<string | null>(null)
  const place = task ?? view
  useEffect(() => {
    if (view === 'loading' || isReturning) return
    const isFirst = before.current === null
    if (before.current === place) return
    before.current = place
    // Nobody is moved about in a page that has just been opened.
    if (isFirst) return
    if (view === 'open') {
      announce(words.opened({ organization, app: appName }))
      if (isFocusLost()) focusAgain(lastFocused.current, start.current)
      lastFocused.current = null
    } else if (view !== 'signed-out') {
      // A screen that is still to come has no title yet.
      screen.current?.focus()
      focusHeading(screen.current)
    }
  }, [view, place, isReturning, announce, words, organization, appName])

  const isLoading = view === 'loading' || isReturning
  const wait =
    loading === undefined ? (
      <SessionTaskGateScreen view="loading">
        <GateLoading />
      </SessionTaskGateScreen>
    ) : (
      loading
    )
  return (
    <>
      {/* Where focus waits when the gate opens and the app has not taken it: the next Tab is the app's first control. */}
      <VisuallyHidden ref={start} tabIndex={-1} data-orgkit="session-task-gate-start" />
      {inside.place !== null && !isReturning ? (
        <Kept key={inside.turn} isHidden={isCovering} fallback={wait}>
          {children}
        </Kept>
      ) : null}
      {isLoading ? (
        wait
      ) : view === 'open' ? null : view === 'signed-out' ? (
        signedOut
      ) : (
        <SessionTaskGateScreen ref={screen} key={isCovering ? 'covering' : place} view={view} tabIndex={-1}>
          {view === 'failed' ? (
            <GateFailed app={appName} isRetrying={isRetrying} onRetry={retry} />
          ) : view === 'unknown-organization' ? (
            <ChooseOrganization appName={appName} slugPrefix={slugPrefix} />
          ) : (
            <HoldContext.Provider value={hold}>
              <TaskDraftsContext.Provider value={drafts}>
                <GateTask task={task ?? ''} tasks={tasks} appName={appName} slugPrefix={slugPrefix} />
              </TaskDraftsContext.Provider>
            </HoldContext.Provider>
          )}
        </SessionTaskGateScreen>
      )}
      {region}
    </>
  )
}

/** To what had focus before the gate shut, where it is still there; else to the start of the app. */
function focusAgain(last: Element | null, start: HTMLElement | null): void {
  if (last instanceof HTMLElement && last.isConnected && last !== document.body) last.focus()
  if (isFocusLost()) start?.focus()
}
