import { useCallback, useEffect, useRef, useState } from 'react'

export interface Late<T> {
  /** What has loaded, if it has. */
  peek: () => T | undefined
  /** Starts loading once; a failed one is forgotten, so that the next call tries again. */
  load: () => Promise<T>
}

/**
 * A chunk that comes on intent: `const dialog = loadLate(() => import('./dialog'))` at the top of a module. Not
 * through `lazy`: React holds what suspends for 300 ms.
 */
export function loadLate<T>(importer: () => Promise<T>): Late<T> {
  let loaded: T | undefined
  let pending: Promise<T> | undefined
  return {
    peek: () => loaded,
    load: () =>
      (pending ??= importer().then(
        (module) => (loaded = module),
        (error: unknown) => {
          pending = undefined
          throw error
        },
      )),
  }
}

export interface UseLate<T> {
  module: T | undefined
  state: 'idle' | 'loading' | 'failed' | 'ready'
  /** For pointerenter, focus and pointerdown: `module` is there once it has come. Silent when it fails: a request tells. */
  prepare: () => void
  /** Runs `then` with the module, at once if it is there. A second request before that takes the first back. */
  request: (then: (module: T) => void) => void
  cancel: () => void
}

/** The state of a late chunk in one component. Nothing loads while rendering, so nothing loads on a server. */
export function useLate<T>(late: Late<T>): UseLate<T> {
  // In an object, so that the same state again still renders what has come.
  const [{ state }, setState] = useState<{ state: 'idle' | 'loading' | 'failed' }>({ state: 'idle' })
  const wanted = useRef<object | null>(null)

  const cancel = useCallback(() => {
    wanted.current = null
    setState({ state: 'idle' })
  }, [])

  const prepare = useCallback(() => {
    if (!late.peek()) late.load().then(() => setState((before) => ({ ...before })), noop)
  }, [late])

  const request = useCallback(
    (then: (module: T) => void) => {
      const module = late.peek()
      if (module) return then(module)
      if (wanted.current) return cancel()
      const token = (wanted.current = {})
      const settle = (next: 'idle' | 'failed', run?: () => void) => {
        if (wanted.current !== token) return
        wanted.current = null
        setState({ state: next })
        run?.()
      }
      setState({ state: 'loading' })
      late.load().then(
        (value) => settle('idle', () => then(value)),
        () => settle('failed'),
      )
    },
    [late, cancel],
  )

  useEffect(
    () => () => {
      wanted.current = null
    },
    [],
  )

  const module = late.peek()
  return { module, state: module ? 'ready' : state, prepare, request, cancel }
}

function noop() {}
