import type { SessionAnswer } from '@orgkit/core'
import { applyLiveEvents } from './live-events'
import type { Cache } from './cache'
import type { Orgkit } from './orgkit'
import { untilDue } from './reconnect'

/** Whose events a tab hears. */
interface Target {
  userId: string
  organizationId: string | null
}

/** Up to where the tab has heard. */
interface Heard {
  /** The session's cursor that this began with. */
  from: string | undefined
  /** The last message's. */
  cursor: string | undefined
  /** Whether the connection was lost, so that something may have been missed. */
  isLost: boolean
}

const ownWriteMs = 5000

/**
 * Hears the signed-in user's events, and those of the organization that this tab works in, until the signal is aborted: one
 * subscription, in place of which another one comes with each switch. Signed out there is none.
 */
export function keepLive(orgkit: Orgkit, signal: AbortSignal): void {
  const { cache } = orgkit
  let target: Target | null = null
  let heard: Heard | null = null
  let stop = new AbortController()

  const follow = () => {
    const next = targetOf(cache.session())
    if (next?.userId === target?.userId && next?.organizationId === target?.organizationId) return
    stop.abort()
    stop = new AbortController()
    // Of another user nothing is gone on with.
    heard = next && next.userId === target?.userId ? heard : null
    target = next
    if (target) void listen(orgkit, target, (heard = goOn(cache, heard)), stop.signal)
  }

  signal.addEventListener('abort', () => {
    unsubscribe()
    stop.abort()
  })
  const unsubscribe = cache.queryClient.getQueryCache().subscribe(({ type }) => {
    // Once whoever changes the session is done with it.
    if (type === 'updated') queueMicrotask(() => signal.aborted || follow())
  })
  if (signal.aborted) unsubscribe()
  else follow()
}

/** With a session that was answered since, from there on. */
function goOn(cache: Cache, before: Heard | null): Heard {
  const from = cache.session()?.liveCursor
  const isLost = before?.isLost ?? false
  return before && before.from === from ? { ...before } : { from, cursor: from, isLost }
}

async function listen(
  orgkit: Orgkit,
  { organizationId }: Target,
  heard: Heard,
  signal: AbortSignal,
): Promise<void> {
  const { adapter, cache } = orgkit
  // The cursor of a session that came while the connection was lost leaves out what lists missed meanwhile.
  let isGap = heard.cursor === undefined || (heard.isLost && heard.cursor === heard.from)
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      const { cursor } = heard
      const messages = await adapter.subscribe(
        { ...(organizationId !== null && { organizationId }), ...(cursor !== undefined && { cursor }) },
        { signal },
      )
      for await (const { cursor: next, events, isReset } of messages) {
        failures = 0
        heard.isLost = false
        if (events.length > 0) await untilOwnWritesAreAnswered(orgkit)
        if (signal.aborted) return
        if (isReset || isGap) cache.askAgain()
        isGap = false
        heard.cursor = next
        applyLiveEvents(orgkit, events)
      }
    } catch (error) {
      if (signal.aborted) return
      const code = codeOf(error)
      if (code === 'unsupported') return
      // Signed out elsewhere: the session says so, and nothing is heard any more.
      if (code === 'unauthenticated') void orgkit.refetchSession()
    }
    heard.isLost = true
    await untilDue(failures, signal)
  }
}

/** Without our error class: a module that this one shared with the first chunk would be a chunk of its own, before any click. */
function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null | undefined)?.code
}

function targetOf(answer: SessionAnswer | undefined): Target | null {
  const session = answer?.session
  return session ? { userId: session.user.id, organizationId: session.active?.organization.id ?? null } : null
}

/** The answer to an own write brings its events itself, with more than they say; it is on its way. */
async function untilOwnWritesAreAnswered({ openWrites }: Orgkit): Promise<void> {
  const running = [...openWrites.values()].flatMap((write) => write.running ?? [])
  if (running.length === 0) return
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ownWriteMs)))
  await Promise.race([Promise.allSettled(running), late])
  clearTimeout(timer)
}
