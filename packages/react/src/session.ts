import type { OrgkitError, Session, SessionAnswer, SessionSettings, SessionTask, User } from '@orgkit/core'
import type { QueryObserverResult } from '@tanstack/react-query'
import { useOrgkit } from './context'
import { useRead } from './read'

/** Discriminated by `status`. `error` beside a loaded session: asking again failed, what is shown is older. */
export type SessionState =
  | State<
      'loading',
      { isLoaded: false; isSignedIn: false; session: null; user: null; settings: null; error: null }
    >
  | State<
      'failed',
      { isLoaded: false; isSignedIn: false; session: null; user: null; settings: null; error: OrgkitError }
    >
  | State<'signed-out', Loaded & { isSignedIn: false; session: null; user: null }>
  | State<'pending', Loaded & { isSignedIn: true; session: Session; user: User }>
  | State<'active', Loaded & { isSignedIn: true; session: Session; user: User }>

type State<Status extends string, Rest> = { status: Status } & Rest
type Loaded = { isLoaded: true; settings: SessionSettings; error: OrgkitError | null }

export type UseSessionResult = SessionState & {
  /** Asks again. Never rejects: a failure stands in `error`. */
  refetch: () => Promise<void>
}

/**
 * Who is signed in, and what they must finish. `status`: `loading` · `failed` (nothing is known; `refetch` tries again) ·
 * `signed-out` · `pending` (signed in, a task is open: counts as signed out for every permission) · `active`.
 *
 * The first hook that mounts asks `getSession`; all others share that one request.
 */
export function useSession(): UseSessionResult
/** The same through `select`; the component renders again only when what it selects has changed. */
export function useSession<Selected>(select: (state: SessionState) => Selected): Selected
export function useSession<Selected>(
  select?: (state: SessionState) => Selected,
): UseSessionResult | Selected {
  const { refetchSession: refetch } = useOrgkit('useSession')
  const { value, error } = useSessionPart(toSessionState, select, select ? firstLoad : ['data', 'error'])
  return select ? (value as Selected) : ({ ...(value as SessionState), error, refetch } as UseSessionResult)
}

export interface SessionTasksState {
  isLoaded: boolean
  /** In the order in which they are to be finished; empty when nothing is open or nobody is signed in. */
  tasks: readonly SessionTask[]
  /** The one to finish next; `null`: none. */
  current: SessionTask | null
  /** Nothing could be loaded. */
  error: OrgkitError | null
}

/** What the signed-in user must finish before the app opens. */
export function useSessionTasks(): SessionTasksState {
  useOrgkit('useSessionTasks')
  const { data, error, isLoadingError } = useSessionQuery(tasksOf)
  return {
    isLoaded: data !== undefined,
    tasks: data ?? none,
    current: data?.[0] ?? null,
    error: isLoadingError ? error : null,
  }
}

/** Asks for the session again, without reading it: a component with this hook alone never commits. Never rejects. */
export function useRefetchSession(): () => Promise<void> {
  return useOrgkit('useRefetchSession').refetchSession
}

/** The signed-in user's id; `null` while there is none. */
export function useUserId(): string | null {
  return useSessionQuery(userIdOf).data ?? null
}

/**
 * The one query of the session. `select` runs inside the observer: a hook commits when what it selects has changed and for
 * nothing else, except when the very first load fails or is tried again.
 */
export function useSessionQuery<Data>(
  select: (answer: SessionAnswer) => Data,
  notifyOnChangeProps: ('data' | 'error' | 'isLoadingError')[] = firstLoad,
): QueryObserverResult<Data, OrgkitError> {
  const { cache, loadSession } = useOrgkit('useSession')
  return useRead<SessionAnswer, Data>(cache.queryClient, {
    // Each new component would start a failed load again, and may be there only because it failed.
    retryOnMount: false,
    queryKey: cache.keys.session,
    queryFn: loadSession,
    select,
    notifyOnChangeProps,
  })
}

/** The session as a hook's state, or what `select` takes of it. With `select` a failing refetch is nobody's business. */
export function useSessionPart<State, Selected>(
  toState: (answer?: SessionAnswer, error?: OrgkitError | null) => State,
  select?: (state: State) => Selected,
  notifyOnChangeProps?: ('data' | 'error' | 'isLoadingError')[],
): { value: State | Selected; error: OrgkitError | null } {
  const valueOf = (answer?: SessionAnswer, error?: OrgkitError | null) => {
    const state = toState(answer, error)
    return select ? select(state) : state
  }
  const { data, error, isLoadingError } = useSessionQuery(
    (answer) => ({ value: valueOf(answer) }),
    notifyOnChangeProps,
  )
  return { value: data ? data.value : valueOf(undefined, isLoadingError ? error : null), error }
}

const firstLoad: ('data' | 'isLoadingError')[] = ['data', 'isLoadingError']
const none: readonly SessionTask[] = []
const tasksOf = ({ session }: SessionAnswer) => session?.tasks ?? none
const userIdOf = ({ session }: SessionAnswer) => session?.user.id ?? null

function toSessionState(answer?: SessionAnswer, error: OrgkitError | null = null): SessionState {
  const session = answer?.session ?? null
  return {
    status: answer ? (session?.status ?? 'signed-out') : error ? 'failed' : 'loading',
    isLoaded: answer !== undefined,
    isSignedIn: session !== null,
    session,
    user: session?.user ?? null,
    settings: answer?.settings ?? null,
    error,
  } as SessionState
}
