import type { InvitationPreviewState } from '@orgkit/react'
import { useState } from 'react'
import { AcceptInvitationActions } from './accept-invitation-parts'
import { Button } from './button'
import { useDelayedLoading } from './delayed-loading'
import { FormProblem } from './form-problem'
import { RefreshIcon } from './icons/refresh-icon'
import { acceptInvitationMessages } from './messages/en/accept-invitation'
import { actionsMessages } from './messages/en/actions'
import { errorsMessages } from './messages/en/errors'
import { statesMessages } from './messages/en/states'
import { errorMessage } from './messages/error-message'
import { useMessages } from './messages/language'
import { Skeleton } from './skeleton'
import { StateMessage } from './state-message'
import { VisuallyHidden } from './visually-hidden'

/** The offer on its way. Empty for the first 150 ms. */
export function AcceptInvitationSkeleton() {
  const states = useMessages(statesMessages)
  const isShown = useDelayedLoading(true)
  return (
    <>
      <VisuallyHidden role="status">{isShown ? states.loading : ''}</VisuallyHidden>
      {isShown ? (
        <div className="orgkit-accept-invitation-skeleton">
          <Skeleton shape="mark" />
          <Skeleton />
          <Skeleton />
          <Skeleton />
        </div>
      ) : null}
    </>
  )
}

interface StateProps {
  preview: InvitationPreviewState
}

/** Nothing is known of the invitation. */
export function AcceptInvitationFailed({ preview }: StateProps) {
  const words = useMessages(acceptInvitationMessages)
  const actions = useMessages(actionsMessages)
  const errors = useMessages(errorsMessages)
  const { error, isFetching, revalidate } = preview
  return (
    <StateMessage
      kind="error"
      heading="h2"
      title={words.failedTitle}
      description={words.failedDescription({ reason: errorMessage(errors, error ?? { code: 'internal' }) })}
      action={
        <Button icon={<RefreshIcon />} loading={isFetching} onClick={() => void revalidate()}>
          {actions.retry}
        </Button>
      }
    />
  )
}

interface CheckProps extends StateProps {
  /** Before the invitation is asked for again. Never rejects. */
  before?: () => Promise<void>
  /** What is said where nothing has changed. */
  still: string
}

/** What stands against joining can change elsewhere: looks again. */
export function AcceptInvitationCheck({ preview, before, still }: CheckProps) {
  const words = useMessages(acceptInvitationMessages)
  const errors = useMessages(errorsMessages)
  const [state, setState] = useState<'idle' | 'checking' | 'checked'>('idle')
  const error = state === 'checked' ? preview.error : null
  const check = async () => {
    setState('checking')
    await before?.()
    await preview.revalidate()
    setState('checked')
  }
  return (
    <>
      {error ? <FormProblem>{words.problem({ reason: errorMessage(errors, error) })}</FormProblem> : null}
      <AcceptInvitationActions>
        <Button
          block
          size="large"
          icon={<RefreshIcon />}
          loading={state === 'checking'}
          onClick={() => void check()}
        >
          {words.checkAgain}
        </Button>
      </AcceptInvitationActions>
      <VisuallyHidden role="status">{state === 'checked' && !error ? still : ''}</VisuallyHidden>
    </>
  )
}
