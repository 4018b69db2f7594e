import type { Adapter, SessionAnswer } from '@orgkit/core'
import { readCookie } from '../scope'

export interface PrefetchSessionOptions {
  /** One for each request: it carries that request's user. */
  adapter: Adapter
  /** Id or slug, from the address or from the browser scope's cookie. `null`: the personal account. */
  organization?: string | null
  signal?: AbortSignal
}

/**
 * Loads on the server what the first paint needs; pass it to the provider as `initialSession`. Keeps nothing, so that two
 * users' requests never meet. Rejects with `unreachable` or `internal`; render without it then, and
 * the browser asks by itself.
 */
export function prefetchSession({
  adapter,
  organization,
  signal,
}: PrefetchSessionOptions): Promise<SessionAnswer> {
  return adapter.getSession(organization === undefined ? {} : { organization }, signal && { signal })
}

/**
 * Which organization the browser scope keeps, from a request's `Cookie` header, to be handed to `prefetchSession`.
 * `undefined`: none yet. `null`: the personal account.
 */
export function organizationFromCookie(cookies: string | null | undefined): string | null | undefined {
  try {
    const [, organization] = JSON.parse(readCookie(cookies ?? '') ?? '[]') as [string?, unknown?]
    return typeof organization === 'string' || organization === null ? organization : undefined
  } catch {
    // Cookies are the visitor's to write.
    return undefined
  }
}
