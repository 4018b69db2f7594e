import type { OrgkitError } from '@orgkit/core'
import {
  notifyManager,
  type QueryClient,
  type QueryKey,
  QueryObserver,
  type QueryObserverOptions,
  type QueryObserverResult,
} from '@tanstack/react-query'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { readOptions } from './query'

export type ReadOptions<Answer, Data = Answer> = Pick<
  QueryObserverOptions<Answer, OrgkitError, Data, Answer, QueryKey>,
  'queryKey' | 'queryFn' | 'enabled' | 'select' | 'placeholderData' | 'notifyOnChangeProps' | 'retryOnMount'
>

/**
 * `useQuery` without what we never use: suspense, error boundaries, and a host's contexts of both (half a kilobyte). Without
 * `notifyOnChangeProps` the component renders again for the fields that it reads. The client never changes.
 */
export function useRead<Answer, Data = Answer>(
  client: QueryClient,
  read: ReadOptions<Answer, Data>,
): QueryObserverResult<Data, OrgkitError> {
  const options = client.defaultQueryOptions<Answer, OrgkitError, Data, Answer>({ ...readOptions, ...read })
  options._optimisticResults = 'optimistic'
  const [observer] = useState(() => new QueryObserver<Answer, OrgkitError, Data, Answer>(client, options))
  const result = observer.getOptimisticResult(options)
  const current = () => observer.getCurrentResult()
  useSyncExternalStore(
    useCallback((onChange) => observer.subscribe(notifyManager.batchCalls(onChange)), [observer]),
    current,
    current,
  )
  useEffect(() => observer.setOptions(options))
  return read.notifyOnChangeProps ? result : observer.trackResult(result)
}
