import type { Transaction } from '@orgkit/core/engine'
import { canBeKey, type Scope } from './scope'

/** One row a slug, whoever has it or had it last. */
export function slugStore({ trx, instanceId, order }: Scope): Transaction['slugs'] {
  return {
    async claim(slug, organizationId, freeBefore) {
      order.write()
      // Somebody else's open claim is waited for; it is then there, or was rolled back and this one goes in.
      const claimed = await trx
        .insertInto('slug_claim')
        .values({ instance_id: instanceId, slug, organization_id: organizationId, released_at: null })
        .onConflict((conflict) =>
          conflict
            .columns(['instance_id', 'slug'])
            .doUpdateSet({ organization_id: organizationId, released_at: null })
            .where(({ eb, or }) =>
              or([
                eb('slug_claim.organization_id', '=', organizationId),
                eb('slug_claim.released_at', '<=', freeBefore),
              ]),
            ),
        )
        .returning('slug')
        .executeTakeFirst()
      return claimed !== undefined
    },

    async retire(slug, at) {
      order.write()
      await trx
        .updateTable('slug_claim')
        .set({ released_at: at })
        .where('instance_id', '=', instanceId)
        .where('slug', '=', slug)
        .execute()
    },

    async release(slug) {
      order.write()
      await trx
        .deleteFrom('slug_claim')
        .where('instance_id', '=', instanceId)
        .where('slug', '=', slug)
        .execute()
    },

    async taken(slugs, organizationId, freeBefore) {
      const wanted = slugs.filter(canBeKey)
      if (wanted.length === 0) return []
      let rows = trx
        .selectFrom('slug_claim')
        .select('slug')
        .where('instance_id', '=', instanceId)
        .where('slug', 'in', wanted)
        .where(({ eb, or }) => or([eb('released_at', 'is', null), eb('released_at', '>', freeBefore)]))
      if (organizationId !== null) rows = rows.where('organization_id', '<>', organizationId)
      return (await rows.execute()).map(({ slug }) => slug)
    },
  }
}
