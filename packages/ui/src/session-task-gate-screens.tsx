import { useSession } from '@orgkit/react'
import {
  forwardRef,
  isValidElement,
  type ComponentPropsWithoutRef,
  type ComponentType,
  type ReactNode,
} from 'react'
import { AcceptTerms } from './accept-terms'
import { Button } from './button'
import { ChooseOrganization, type ChooseOrganizationProps } from './choose-organization'
import { ChooseOrganizationSignedIn, ChooseOrganizationSkeleton } from './choose-organization-states'
import { CompleteProfileLate } from './complete-profile-late'
import { RefreshIcon } from './icons/refresh-icon'
import { actionsMessages } from './messages/en/actions'
import { chooseOrganizationMessages } from './messages/en/choose-organization'
import { sessionTaskGateMessages } from './messages/en/session-task-gate'
import { useMessages } from './messages/language'
import { part } from './part'
import { StateMessage } from './state-message'

/** Around whatever stands in the app's place. Renders a `<div>`. Style with `[data-view]`. */
export const SessionTaskGateScreen = /* @__PURE__ */ forwardRef<
  HTMLDivElement,
  ComponentPropsWithoutRef<'div'> & { view: string }
>(function SessionTaskGateScreen({ view, className, ...props }, ref) {
  return <div ref={ref} {...part('session-task-gate', className)} data-view={view} {...props} />
})

export function GateLoading() {
  const chooseOrganization = useMessages(chooseOrganizationMessages)
  return <ChooseOrganizationSkeleton aria-label={chooseOrganization.label} />
}

export interface GateFailedProps {
  app?: string
  isRetrying: boolean
  onRetry: () => void
}

/** Whether somebody is signed in is not known. */
export function GateFailed({ app, isRetrying, onRetry }: GateFailedProps) {
  const words = useMessages(sessionTaskGateMessages)
  const actions = useMessages(actionsMessages)
  return (
    <StateMessage
      kind="error"
      heading="h2"
      title={words.failedTitle({ app })}
      description={words.failedDescription}
      action={
        <Button icon={<RefreshIcon />} loading={isRetrying} onClick={onRetry}>
          {actions.retry}
        </Button>
      }
    />
  )
}

export interface SessionTaskScreenProps {
  /** The key of the task. */
  task: string
}

export type SessionTaskScreen = ReactNode | ComponentType<SessionTaskScreenProps>

export interface GateTaskProps
  extends SessionTaskScreenProps, Pick<ChooseOrganizationProps, 'appName' | 'slugPrefix'> {
  tasks?: Readonly<Record<string, SessionTaskScreen>>
}

/** The screen of a task: the app's own, ours, or the word that there is none. */
export function GateTask({ task, tasks, ...props }: GateTaskProps) {
  const own = tasks && Object.hasOwn(tasks, task) ? tasks[task] : undefined
  if (isComponent(own)) {
    const Screen = own
    return <Screen task={task} />
  }
  if (own !== undefined) return own
  if (task === 'choose-organization') return <ChooseOrganization {...props} />
  if (task === 'accept-terms') return <AcceptTerms appName={props.appName} />
  if (task === 'complete-profile') return <CompleteProfileLate appName={props.appName} />
  return <UnknownTask task={task} />
}

/** A mistake of the app's developers: it has a task and no screen for it. */
function UnknownTask({ task }: SessionTaskScreenProps) {
  const words = useMessages(sessionTaskGateMessages)
  const { user } = useSession()
  return (
    <div className="orgkit-choose-organization">
      <StateMessage
        kind="error"
        heading="h2"
        title={words.unknownTaskTitle}
        description={words.unknownTaskDescription({ task })}
      />
      {user ? <ChooseOrganizationSignedIn user={user} /> : null}
    </div>
  )
}

function isComponent(screen: SessionTaskScreen | undefined): screen is ComponentType<SessionTaskScreenProps> {
  if (typeof screen === 'function') return true
  // `memo` and `forwardRef` give objects.
  return (
    typeof screen === 'object' &&
    screen !== null &&
    !isValidElement(screen) &&
    ('render' in screen || 'compare' in screen)
  )
}
