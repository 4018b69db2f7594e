import type { Page, Request, Route } from 'playwright'

/** What one request is, so that the same one is known again in another walk. */
export interface RequestPlace {
  /** E.g. `POST /api/orgkit/v1/organizations`. */
  name: string
  /** Counted among those of this name, from 1. */
  number: number
}

/** `before`: it never reaches the server. `after`: the server has done it, and the answer is lost. */
export type FailureMode = 'before' | 'after'

const isWatched = (request: Request) => /\/(api|assets)\//.test(new URL(request.url()).pathname)

/** Ids, tokens and hashes differ from walk to walk. */
function nameOf(request: Request): string {
  const { pathname } = new URL(request.url())
  const path = pathname
    .replace(/inv_\w+\.[\w.-]+/g, '{token}')
    .replace(/\b[a-z]{3,4}_[0-9a-z]{26}\b/g, '{id}')
    .replace(/\/slugs\/[^/]+/, '/slugs/{slug}')
    .replace(/\/api\/notes\/[\w-]{8,}/, '/api/notes/{id}')
  return `${request.method()} ${path}`
}

/** Writes down every request of the page from now on, in order. */
export async function recordRequests(page: Page): Promise<{ places(): RequestPlace[] }> {
  const counts = new Map<string, number>()
  const places: RequestPlace[] = []
  page.on('request', (request) => {
    if (!isWatched(request)) return
    const name = nameOf(request)
    const number = (counts.get(name) ?? 0) + 1
    counts.set(name, number)
    places.push({ name, number })
  })
  return { places: () => [...places] }
}

/** Lets exactly one request fail once. */
export async function failOnce(
  page: Page,
  place: RequestPlace,
  mode: FailureMode,
): Promise<{ hasFailed(): boolean }> {
  let seen = 0
  let failed = false
  await page.route(
    (url) => /\/(api|assets)\//.test(url.pathname),
    async (route: Route, request) => {
      if (failed || nameOf(request) !== place.name || ++seen !== place.number) return route.fallback()
      failed = true
      if (mode === 'after') await route.fetch().catch(() => null)
      return route.abort('connectionreset')
    },
  )
  return { hasFailed: () => failed }
}
