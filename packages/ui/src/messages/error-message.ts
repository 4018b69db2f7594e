import type { Refusal } from '@orgkit/core'
import type { Messages } from './en'

/** What people read of a refusal or an error. A code that this version does not know is a failure of the server. */
export function errorMessage(errors: Messages['errors'], error: Refusal): string {
  const message = errors[error.code] ?? errors.internal
  if (typeof message === 'string') return message
  const { minimum, maximum } = error.meta ?? {}
  return message({
    minimum: typeof minimum === 'number' ? minimum : undefined,
    maximum: typeof maximum === 'number' ? maximum : undefined,
    seconds: error.retryAfterSeconds,
  })
}
