import type { ErrorCode, OrgkitError } from '@orgkit/core'
import type { RefObject } from 'react'
import { FormProblem } from './form-problem'
import { actionsMessages } from './messages/en/actions'
import { useMessages } from './messages/language'

/** The same again may go well. What was refused for what it is stays refused. */
const passing: readonly ErrorCode[] = ['unreachable', 'internal', 'rate_limited', 'conflict']

export interface FormRetryProps {
  error: OrgkitError
  /** A sentence about it. */
  children: string
  /** Takes focus: the problem goes, and the link in it. */
  submitButton: RefObject<HTMLButtonElement | null>
  onRetry: () => void
}

/** Why a form was not sent, and a way to send it again. */
export function FormRetry({ error, children, submitButton, onRetry }: FormRetryProps) {
  const actions = useMessages(actionsMessages)
  return (
    <FormProblem>
      {children}
      {passing.includes(error.code) ? (
        <>
          {' '}
          <button
            type="button"
            className="orgkit-link"
            onClick={() => {
              submitButton.current?.focus()
              onRetry()
            }}
          >
            {actions.retry}
          </button>
        </>
      ) : null}
    </FormProblem>
  )
}
