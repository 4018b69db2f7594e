import { OrgkitError, orThrow } from '../errors'
import type { Instance } from '../model/instance'
import { checkSlug, normalizeSlug, proposeSlug, slugCandidates } from '../rules/slug'
import type { Transaction } from './store'

const suggestionCount = 3
/** How long nobody else gets a slug that an organization gave up. */
const retiredSlugDays = 90

/** Slugs that were given up before this are free. */
export function freeBefore(now: Date): string {
  return new Date(now.getTime() - retiredSlugDays * 24 * 3600 * 1000).toISOString()
}

interface ClaimFacts {
  instance: Instance
  organizationId: string
  now: Date
}

/** Throws `slugs_disabled`, `slug_taken` with free ones in `meta.suggestions`, or what `checkSlug` refuses. */
export async function claimSlug(tx: Transaction, wish: string, facts: ClaimFacts): Promise<string> {
  if (!facts.instance.settings.slugs) throw new OrgkitError({ code: 'slugs_disabled', field: 'slug' })
  const slug = normalizeSlug(wish)
  orThrow(checkSlug(slug))
  if (await tx.slugs.claim(slug, facts.organizationId, freeBefore(facts.now))) return slug
  const suggestions = await freeSlugs(tx, slug, facts)
  throw new OrgkitError({ code: 'slug_taken', field: 'slug', meta: { suggestions } })
}

/** A slug that resembles the name; `null` where slugs are off. Throws what `checkSlug` refuses where the name makes none. */
export async function proposedSlug(tx: Transaction, name: string, facts: ClaimFacts): Promise<string | null> {
  const { instance, organizationId, now } = facts
  if (!instance.settings.slugs) return null
  const proposed = proposeSlug(name)
  orThrow(checkSlug(proposed))
  // Nobody chose this one, so a taken one gives way to the next by itself, at last to one that nobody else has.
  const last = `${proposed.slice(0, 21).replace(/-+$/, '')}-${organizationId.slice(4)}`
  for (const slug of [...(await freeSlugs(tx, proposed, facts)), last]) {
    if (await tx.slugs.claim(slug, organizationId, freeBefore(now))) return slug
  }
  throw new OrgkitError({ code: 'slug_taken', field: 'slug' })
}

/** The slug itself where it is free, then free ones that resemble it. */
export async function freeSlugs(
  tx: Transaction,
  slug: string,
  { organizationId, now }: { organizationId: string | null; now: Date },
): Promise<string[]> {
  const wanted = [slug, ...slugCandidates(slug)]
  const taken = new Set(await tx.slugs.taken(wanted, organizationId, freeBefore(now)))
  return wanted.filter((candidate) => !taken.has(candidate)).slice(0, suggestionCount)
}
