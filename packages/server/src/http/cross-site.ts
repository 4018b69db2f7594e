import { OrgkitError } from '@orgkit/core'

/** Whom the server answers: its own address as configured (never what a Host header says) and the origins that are allowed. */
export interface Origins {
  own: string
  allowed: readonly string[]
}

export function originsOf(url: string, allowedOrigins: readonly string[]): Origins {
  return {
    own: originOf(url, 'url'),
    allowed: allowedOrigins.map((origin) => originOf(origin, 'allowedOrigins')),
  }
}

/** Whether it comes from another site's page, on behalf of whoever is signed in here. Browsers tell; others send neither header. */
export function isCrossSite(request: Request, { own, allowed }: Origins): boolean {
  const origin = request.headers.get('Origin')
  if (origin !== null) return origin !== own && !allowed.includes(origin)
  return request.headers.get('Sec-Fetch-Site') === 'cross-site'
}

/** Throws `cross_site_refused`. A mere navigation may be let through: it carries cookies, but its page cannot read the answer. */
export function refuseCrossSite(request: Request, origins: Origins, { allowNavigation = false } = {}): void {
  if (!isCrossSite(request, origins)) return
  const isNavigation = request.headers.get('Sec-Fetch-Mode') === 'navigate' && request.method === 'GET'
  if (allowNavigation && isNavigation && !request.headers.has('Origin')) return
  throw new OrgkitError({
    code: 'cross_site_refused',
    message: `Requests of other sites are refused. This server is ${origins.own}; allowedOrigins names further ones.`,
  })
}

/** Headers that let a page of an allowed origin read the answer. */
export function corsHeaders(request: Request, { allowed }: Origins): Record<string, string> {
  const origin = request.headers.get('Origin')
  if (origin === null || !allowed.includes(origin)) return { Vary: 'Origin' }
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': 'Retry-After',
  }
}

export const preflightHeaders = {
  'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers':
    'Authorization, Content-Type, Idempotency-Key, Orgkit-Organization, Orgkit-Publishable-Key',
  'Access-Control-Max-Age': '600',
}

function originOf(address: string, option: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Error(
      `createServer: ${option} holds "${address}", which is no http address. Write e.g. https://app.example.com.`,
    )
  }
  return url.origin
}
