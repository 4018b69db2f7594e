import type { OrganizationSummary } from '@orgkit/core'

/**
 * Where it is kept which organization a tab works in. `undefined`: nowhere yet, the server's hint decides. `null`: the
 * personal account.
 */
export interface ScopePort {
  /** Id or slug. Called in the browser alone, never while rendering. */
  read(): string | null | undefined
  /** After a switch, with `null` after leaving, and with `undefined` after signing out. `userId`: whose wish it is. */
  write(organization: OrganizationSummary | null | undefined, userId?: string): void
  /**
   * The session opened without a wish and came with this organization. A scope that lives in the tab keeps it, so that
   * another tab's switch cannot move this one at the next reload. Left out: nothing is kept.
   */
  adopt?(organization: OrganizationSummary | null, userId: string): void
  /** Whose wish `read` gives. Another user's is dropped when it leads nowhere; without this it is always an error. */
  owner?(): string | undefined
  /** Told when the scope was changed by something else: another tab, the address bar. */
  subscribe?(listener: () => void): () => void
}

export type Scope = 'tab' | 'browser' | ScopePort

export function toScopePort(scope: Scope = 'tab'): ScopePort {
  if (scope === 'tab') return tabScope()
  return scope === 'browser' ? browserScope() : scope
}

/** The name of the entry in the tab's storage, and of the cookie. */
export const scopeName = 'orgkit_organization'

/** Every tab works in its own organization, and keeps it over a reload. */
export function tabScope(): ScopePort {
  return keptScope(
    () => sessionStorage.getItem(scopeName),
    (text) => sessionStorage.setItem(scopeName, text),
  )
}

const cookieSeconds = 365 * 24 * 3600

/**
 * All tabs of a browser work in the same organization. Kept in a cookie, so that a server can render its name: see
 * `organizationFromCookie` of `@orgkit/react/server`.
 */
export function browserScope(): ScopePort {
  return {
    ...keptScope(
      () => readCookie(document.cookie),
      (text) => {
        document.cookie = `${scopeName}=${encodeURIComponent(text)};Path=/;SameSite=Lax;Max-Age=${cookieSeconds}`
        const channel = new BroadcastChannel(scopeName)
        channel.postMessage(0)
        channel.close()
      },
    ),
    subscribe(listener) {
      const channel = new BroadcastChannel(scopeName)
      channel.onmessage = listener
      return () => channel.close()
    },
  }
}

/** A wish is kept with the user whose it is; an organization that is `null` is the personal account. */
type Kept = [userId: string, organization: string | null] | null

/** The kept text in a page's or a request's cookies. */
export function readCookie(cookies: string): string | null {
  const text = new RegExp(`(?:^|; )${scopeName}=([^;]*)`).exec(cookies)?.[1]
  return text === undefined ? null : decodeURIComponent(text)
}

function keptScope(read: () => string | null, write: (text: string) => void): ScopePort {
  // Storage throws on a server, and in a browser that is told to keep nothing: the tab then forgets at a reload, and works.
  const kept = () => attempt(() => JSON.parse(read()!) as Kept)
  const keep = (organization: OrganizationSummary | null | undefined, userId?: string) =>
    void attempt(() =>
      write(JSON.stringify(organization === undefined ? null : [userId, organization?.id ?? null])),
    )
  return { read: () => kept()?.[1], write: keep, adopt: keep, owner: () => kept()?.[0] }
}

function attempt<Value>(action: () => Value): Value | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
