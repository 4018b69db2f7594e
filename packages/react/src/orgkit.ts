import type { Adapter, SessionAnswer } from '@orgkit/core'
import type { QueryClient } from '@tanstack/react-query'
import { type Cache, createCache } from './cache'
import type { IdentityPort } from './identity'
import { readOptions, toOrgkitError } from './query'
import type { ScopePort } from './scope'
import type { AfterSwitch, BeforeSwitch } from './switch'
import type { OpenWrite } from './write'

/** What the provider gives to its hooks: one object for one backend, which lives as long as the provider. */
export interface Orgkit {
  adapter: Adapter
  cache: Cache
  scope: ScopePort
  /** The newest of the provider's props that are only called, never shown. */
  host: HostCallbacks
  setHost(host: HostCallbacks): void
  tab: {
    /** Raised by everything that makes an answer on its way an answer to an old question. */
    generation: number
    /** Raised by every wish to work elsewhere; only the newest is fulfilled. */
    switchTicket: number
    /** Gives up the request of the switch that is under way. */
    switchAbort: AbortController | null
    /** Which organization the tab asks for: id or slug. `undefined`: the scope knows, or nobody. */
    wish: string | null | undefined
  }
  /** The signed-in user's, by what is written. */
  openWrites: Map<string, OpenWrite>
  /** Query function of the session. */
  loadSession(context: { signal: AbortSignal }): Promise<SessionAnswer>
  refetchSession(): Promise<void>
  /** The scope says where the tab is, after hydration or when something else moved it. */
  followScope(): void
  /** Another user may be there now: nothing of the one before is kept or shown. */
  userChanged(): Promise<void>
  /** Leaves all that is under way behind: late answers, and switches not yet answered. */
  startOver(): void
}

export interface HostCallbacks {
  identity?: IdentityPort
  onBeforeSwitch?: BeforeSwitch
  onAfterSwitch?: AfterSwitch
  navigate?: (address: string) => void
}

export interface OrgkitOptions {
  adapter: Adapter
  scope: ScopePort
  client: QueryClient
  initialSession?: SessionAnswer
}

export function createOrgkit({ adapter, scope, client, initialSession }: OrgkitOptions): Orgkit {
  const cache = createCache(client, adapter)
  const { keys } = cache
  const tab: Orgkit['tab'] = { generation: 0, switchTicket: 0, switchAbort: null, wish: undefined }

  if (initialSession) {
    // Not setQueryData: under a host's default of `gcTime: 0` the data would be gone before the first hook mounts.
    const { gcTime } = readOptions
    const options = client.defaultQueryOptions<SessionAnswer>({ queryKey: keys.session, gcTime })
    client.getQueryCache().build(client, options).setData(initialSession, { manual: true })
    tab.wish = wishOf(initialSession)
  }

  const wish = () => (tab.wish === undefined ? scope.read() : tab.wish)

  const startOver = () => {
    tab.generation++
    tab.switchTicket++
    tab.switchAbort?.abort()
    tab.wish = undefined
    orgkit.openWrites.clear()
  }

  /** A new answer may mean another user or another organization; what belonged to the old one goes. */
  const settle = (answer: SessionAnswer) => {
    const before = cache.session()?.session
    const after = answer.session
    if (before && before.user.id !== after?.user.id) {
      orgkit.openWrites.clear()
      cache.dropUsers()
    }
    if (before?.active && before.active.organization.id !== after?.active?.organization.id) {
      cache.dropOrganization(before.user.id, before.active.organization.id)
    }
    const asked = wish()
    // Without personal accounts `null` is no wish: it is what leaving an organization left behind.
    const isUnasked = asked === undefined || (asked === null && after?.active)
    tab.wish = wishOf(answer)
    if (after && isUnasked) scope.adopt?.(after.active?.organization ?? null, after.user.id)
  }

  const orgkit: Orgkit = {
    adapter,
    cache,
    scope,
    host: {},
    setHost(host) {
      orgkit.host = host
    },
    tab,
    openWrites: new Map(),
    async loadSession({ signal }) {
      const { generation } = tab
      const load = (organization = wish()) =>
        adapter.getSession(organization === undefined ? {} : { organization }, { signal })
      try {
        let answer = await load()
        const { session } = answer
        const owner = scope.owner?.()
        if (generation === tab.generation && session?.activeError && owner && owner !== session.user.id) {
          // The wish was of another user of this browser: no error of this one.
          scope.write(undefined)
          tab.wish = undefined
          answer = await load()
        }
        if (generation === tab.generation) {
          settle(answer)
          return answer
        }
      } catch (error) {
        if (generation === tab.generation) throw toOrgkitError(error)
      }
      // The tab moved on meanwhile: what it has is newer than this answer. With nothing there, this load was given up already.
      return cache.session()!
    },
    async refetchSession() {
      await client.refetchQueries({ queryKey: keys.session }, { cancelRefetch: false })
    },
    followScope() {
      const session = cache.session()?.session
      if (!session) return
      const here = session.active?.organization
      const isOwn = !scope.owner || scope.owner() === session.user.id
      const wanted = isOwn ? scope.read() : undefined
      if (wanted === undefined) scope.adopt?.(here ?? null, session.user.id)
      else if (wanted !== tab.wish && wanted !== (here?.slug ?? undefined)) {
        startOver()
        tab.wish = wanted
        void client.refetchQueries({ queryKey: keys.session })
      }
    },
    async userChanged() {
      startOver()
      cache.dropUsers()
      await client.resetQueries({ queryKey: keys.session })
    },
    startOver,
  }
  return orgkit
}

/** What a tab with this session asks for the next time. */
function wishOf({ session, settings }: SessionAnswer): string | null | undefined {
  const unknown = session?.activeError?.meta?.organization as string | undefined
  return (
    session?.active?.organization.id ?? unknown ?? (session && settings.personalAccounts ? null : undefined)
  )
}
