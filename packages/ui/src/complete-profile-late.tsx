import { useEffect, useRef } from 'react'
import type { CompleteProfileProps } from './complete-profile'
import { CompleteProfileRoot } from './complete-profile-parts'
import { focusHeading } from './focus-heading'
import { loadLate, useLate } from './load-late'
import { completeProfileMessages } from './messages/en/complete-profile'
import { useMessages } from './messages/language'
import { SessionTaskFailed, SessionTaskSkeleton } from './session-task-frame'

/** The form brings a library of its own, which a gate that is open never needs. */
const lateCompleteProfile = /* @__PURE__ */ loadLate(() => import('./complete-profile'))

/** `CompleteProfile`, once it has loaded. */
export function CompleteProfileLate(props: CompleteProfileProps) {
  const words = useMessages(completeProfileMessages)
  const { module, state, request } = useLate(lateCompleteProfile)
  useEffect(() => request(() => {}), [request])
  const root = useRef<HTMLElement>(null)
  const isReady = module !== undefined
  useEffect(() => {
    // Whoever was brought here waits on what is around: there was no title yet.
    const { activeElement, body } = document
    if (isReady && activeElement !== body && activeElement?.contains(root.current)) focusHeading(root.current)
  }, [isReady])
  if (module) return <module.CompleteProfile ref={root} {...props} />
  return (
    <CompleteProfileRoot view={state === 'failed' ? 'failed' : 'loading'} aria-label={words.label}>
      {state === 'failed' ? (
        <SessionTaskFailed title={words.failedTitle} onRetry={() => request(() => {})} />
      ) : (
        <SessionTaskSkeleton />
      )}
    </CompleteProfileRoot>
  )
}
