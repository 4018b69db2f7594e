import type { UseSessionResult } from '@orgkit/react'
import { useState } from 'react'
import { createHold, useIsHeld } from './session-task-gate-hold'

export type GateView = 'loading' | 'failed' | 'signed-out' | 'task' | 'unknown-organization' | 'open'

/** What the gate shows, and whether the app behind it is kept. */
export function useGate(state: UseSessionResult) {
  const [hold] = useState(createHold)
  const isHeld = useIsHeld(hold)
  const [isRetrying, setRetrying] = useState(false)
  const current = taskOf(state)
  const [shown, setShown] = useState(current)
  // A screen that is not finished yet stays, also when its task is.
  if (!isHeld && current !== shown) setShown(current)
  const task = isHeld ? shown : current
  const view = viewOf(state, { task, isRetrying })
  return {
    view,
    task: state.isSignedIn ? task : null,
    hold,
    inside: useInside(state, view),
    isRetrying,
    retry() {
      setRetrying(true)
      void state.refetch().then(() => setRetrying(false))
    },
  }
}

/** The task to finish next. Who has just lost the last organization has one before the server says so. */
function taskOf({ status, session, settings }: UseSessionResult): string | null {
  if (status === 'pending') return session.tasks[0]?.key ?? ''
  const isLost =
    status === 'active' &&
    settings.organizationsEnabled &&
    !settings.personalAccounts &&
    session.active === null &&
    session.memberships.totalCount === 0
  return isLost ? 'choose-organization' : null
}

function viewOf(
  { status, session, settings }: UseSessionResult,
  { task, isRetrying }: { task: string | null; isRetrying: boolean },
): GateView {
  // The message stays while it is tried again, and its button with it.
  if (status === 'failed' || (status === 'loading' && isRetrying)) return 'failed'
  if (status === 'loading' || status === 'signed-out') return status
  if (task !== null) return 'task'
  return settings.organizationsEnabled && session.activeError ? 'unknown-organization' : 'open'
}

interface Inside {
  /** Who is in the app, and where they were last; `null`: nobody is. */
  place: { userId: string; organizationId: string | null } | null
  /** The gate has shut over it. */
  isCovered: boolean
  /** Another one is another app: nothing of the one before is shown again. */
  turn: number
}

/**
 * The app stays mounted behind a gate that shuts over the person who is in it, and is shown again where they were. Anybody else, and
 * another organization, begins anew.
 */
function useInside({ session }: UseSessionResult, view: GateView): Inside {
  const [inside, setInside] = useState<Inside>({ place: null, isCovered: false, turn: 0 })
  const next = insideAfter(inside, view, session)
  if (next === inside) return inside
  setInside(next)
  return next
}

function insideAfter(inside: Inside, view: GateView, session: UseSessionResult['session']): Inside {
  const { place, isCovered, turn } = inside
  const userId = session?.user.id
  const organizationId = session?.active?.organization.id ?? null
  const isSameUser = place !== null && place.userId === userId
  if (view === 'open' && userId !== undefined) {
    const isSamePlace = isSameUser && place.organizationId === organizationId
    if (isSamePlace && !isCovered) return inside
    // Whoever is in may go elsewhere; whoever comes back has to come back to the same.
    const stays = isSameUser && (!isCovered || isSamePlace)
    return { place: { userId, organizationId }, isCovered: false, turn: stays || !place ? turn : turn + 1 }
  }
  if (isSameUser && (view === 'task' || view === 'unknown-organization')) {
    return isCovered ? inside : { ...inside, isCovered: true }
  }
  return place === null ? inside : { place: null, isCovered: false, turn: turn + 1 }
}
