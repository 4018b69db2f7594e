import type { SessionTask, User } from '@orgkit/core'
import { type UseSessionResult, useSession } from '@orgkit/react'
import type { ReactNode } from 'react'
import { Button } from './button'
import { useDelayedLoading } from './delayed-loading'
import { RefreshIcon } from './icons/refresh-icon'
import { actionsMessages } from './messages/en/actions'
import { chooseOrganizationMessages } from './messages/en/choose-organization'
import { statesMessages } from './messages/en/states'
import { useMessages } from './messages/language'
import { Skeleton } from './skeleton'
import { SkeletonField } from './skeleton-field'
import { StateMessage } from './state-message'
import { VisuallyHidden } from './visually-hidden'

export type SessionTaskState =
  | { status: 'loading' }
  | { status: 'failed'; refetch: () => Promise<void> }
  /** It is not open, or nobody is signed in. */
  | { status: 'none' }
  | { status: 'open'; task: SessionTask; user: User }

/** The open task with this key, as a page of its own sees it. */
export function useSessionTask(key: string): SessionTaskState {
  const { status, session, user, refetch }: UseSessionResult = useSession()
  if (status === 'loading') return { status }
  if (status === 'failed') return { status, refetch }
  const task = session?.tasks.find((each) => each.key === key)
  return task && user ? { status: 'open', task, user } : { status: 'none' }
}

/** The page on its way. Empty for the first 150 ms. */
export function SessionTaskSkeleton({ children }: { children?: ReactNode }) {
  const states = useMessages(statesMessages)
  const isShown = useDelayedLoading(true)
  return (
    <>
      <VisuallyHidden role="status">{isShown ? states.loading : ''}</VisuallyHidden>
      {isShown ? (
        <>
          <div className="orgkit-choose-organization-header">
            <Skeleton className="orgkit-choose-organization-skeleton-title" />
          </div>
          {children ?? (
            <>
              <SkeletonField />
              <SkeletonField />
            </>
          )}
        </>
      ) : null}
    </>
  )
}

interface SessionTaskFailedProps {
  title: string
  onRetry: () => void
}

/** Nothing is known, or the page itself did not come. */
export function SessionTaskFailed({ title, onRetry }: SessionTaskFailedProps) {
  const words = useMessages(chooseOrganizationMessages)
  const actions = useMessages(actionsMessages)
  return (
    <StateMessage
      kind="error"
      heading="h2"
      title={title}
      description={words.failedDescription}
      action={
        <Button icon={<RefreshIcon />} onClick={onRetry}>
          {actions.retry}
        </Button>
      }
    />
  )
}
