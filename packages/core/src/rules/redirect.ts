import type { OrganizationSummary } from '../model/organization'

/** An address as a template with `:slug` and `:id`, or a function of the organization. */
export type UrlTemplate = string | ((organization: OrganizationSummary) => string)

/** Fills `:slug` and `:id`, encoded. An organization without a slug puts its id there, so that the address leads somewhere. */
export function fillUrl(template: UrlTemplate, organization: OrganizationSummary): string {
  if (typeof template === 'function') return template(organization)
  return template
    .replace(/:slug\b/g, () => encodeURIComponent(organization.slug ?? organization.id))
    .replace(/:id\b/g, () => encodeURIComponent(organization.id))
}

export interface SafeUrlOptions {
  /** The page's own origin, e.g. `https://app.example.com`. */
  origin: string
  /** Further origins that may be led to. @default [] */
  allowedOrigins?: readonly string[]
}

/**
 * The address, when it stays on this site or an allowed origin; `null` for everything else: other sites, `javascript:`,
 * `//evil.test`, and what merely looks relative. Hence safe to put behind a redirect.
 */
export function safeUrl(address: string, { origin, allowedOrigins = [] }: SafeUrlOptions): string | null {
  // Browsers drop tabs and line ends inside an address, and read a backslash as a slash.
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0020\\]/.test(address)) return null
  let url: URL
  try {
    url = new URL(address, origin)
  } catch {
    return null
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  if (url.username !== '' || url.password !== '') return null
  const own = url.origin === new URL(origin).origin
  // `/.//evil.test` stays here as an address, but its path alone would lead away.
  if (own) return url.pathname.startsWith('//') ? null : url.pathname + url.search + url.hash
  return allowedOrigins.some((allowed) => new URL(allowed).origin === url.origin) ? url.href : null
}
