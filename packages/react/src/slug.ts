import { checkSlug, type ErrorBody, normalizeSlug, type Refusal } from '@orgkit/core'
import type { CheckSlugOutput } from '@orgkit/core/contract/app'
import { ask } from './ask'
import { useOrgkit } from './context'
import { useRead } from './read'
import { useRested } from './rested'
import { useUserId } from './session'

export type SlugAvailability =
  /** Nothing to check: no slug, or a backend without slugs. */
  | { status: 'idle'; slug: string }
  | { status: 'checking'; slug: string }
  | { status: 'free'; slug: string }
  /** Somebody has it; `suggestions` are free. */
  | { status: 'taken'; slug: string; refusal: Refusal; suggestions: readonly string[] }
  /** It cannot be a slug: `too_short`, `too_long`, `invalid_characters`. */
  | { status: 'refused'; slug: string; refusal: Refusal }
  /** Nobody could be asked. The slug may still be tried: creating answers for itself. */
  | { status: 'failed'; slug: string; error: ErrorBody; retry: () => void }

/** Milliseconds after the last key until the backend is asked. */
const typingRest = 250

/**
 * Whether a slug is free, while it is typed. Asks 250 ms after the last change and only for what could be a slug; the answer
 * for an earlier text never shows. `slug` in the result is the normalized one.
 */
export function useSlugAvailability(typed: string): SlugAvailability {
  const orgkit = useOrgkit('useSlugAvailability')
  const { adapter, cache } = orgkit
  const userId = useUserId()
  const slug = normalizeSlug(typed)
  const rested = useRested(slug, typingRest)
  const refusal = slug === '' ? null : checkSlug(slug)
  const isAsked = slug !== '' && refusal === null && adapter.capabilities.slugs && userId !== null
  const { data, error, refetch } = useRead<CheckSlugOutput>(cache.queryClient, {
    queryKey: cache.keys.slug(userId, slug),
    queryFn: ({ signal }) => ask(orgkit, adapter.checkSlug({ slug }, { signal })),
    enabled: isAsked && slug === rested,
  })
  if (refusal) return { status: 'refused', slug, refusal }
  if (!isAsked) return { status: 'idle', slug }
  if (data) {
    if (!data.refusal) return { status: 'free', slug }
    if (data.refusal.code !== 'slug_taken') return { status: 'refused', slug, refusal: data.refusal }
    return { status: 'taken', slug, refusal: data.refusal, suggestions: data.suggestions }
  }
  if (error) return { status: 'failed', slug, error, retry: () => void refetch() }
  return { status: 'checking', slug }
}
