import { type ErrorCode, isOrgkitError } from '@orgkit/core'
import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { askAgain } from './cached-rows'

/** A write that is refused with one of these codes where the list that is shown is old: it is asked for again. */
export async function orAskAgain<Output>(
  queryClient: QueryClient,
  queryKey: QueryKey,
  codes: readonly ErrorCode[],
  writing: Promise<Output>,
): Promise<Output> {
  try {
    return await writing
  } catch (error) {
    if (isOrgkitError(error) && codes.includes(error.code)) askAgain(queryClient, queryKey)
    throw error
  }
}
