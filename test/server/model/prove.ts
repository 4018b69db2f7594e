import { migrate, openDatabase } from '@orgkit/server'
import fc from 'fast-check'
import { test } from 'vitest'
import { seed } from '../../support/random'
import { expectReached } from './coverage'
import { emptyDatabase, prepareReading } from './database-rows'
import { type Step, stepNames } from './steps'
import { createModel, type Model, type Start, type Tally } from './world'

/** Over both files of the proof. */
const total = process.env.ORGKIT_LONG ? 500_000 : 20_000
const sequencesInABatch = 20
/** How long a shorter way to a failure is looked for. */
const shrinkSeconds = 120

const start: fc.Arbitrary<Start> = fc.record({
  settings: fc.record({
    personalAccounts: fc.boolean(),
    slugs: fc.constantFrom(true, true, false),
    organizationRoles: fc.constantFrom(true, true, false),
    membershipLimit: fc.constantFrom(5, 3, null),
    invitationsPerHour: fc.constantFrom(null, null, 4),
    creationLimit: fc.constantFrom(100, 2),
    domains: fc.constantFrom(true, true, true, false),
    membershipRequests: fc.constantFrom(true, true, true, true, false),
  }),
  plan: fc.constantFrom('pro', 'pro', 'free'),
})

const step: fc.Arbitrary<Step> = fc.record({
  isOther: fc.constantFrom(false, false, false, true),
  what: fc.constantFrom(...stepNames),
  // 7! lets each choice of up to ten be even.
  dice: fc.array(fc.nat(5039), { minLength: 18, maxLength: 18 }),
})

/** A failure is shortened by leaving out steps. What each draws matters less, and there is a lot of it. */
const sequence = fc.record({
  steps: fc.noBias(fc.array(fc.noShrink(step), { minLength: 1, maxLength: 120, size: 'max' })),
  starts: fc.noShrink(fc.tuple(start, start)),
})

/**
 * Random commands on memory and on PGlite, every answer compared, every rule checked after each. `prepare` runs before each
 * sequence, on both as well, and does not count. `isDeep`: each operation and each refusal has to come up; from nothing one hardly
 * comes so far. `offset`: two proofs do not begin with the same dice.
 */
export function proveModel(
  title: string,
  { prepare, isDeep, offset }: { prepare: (model: Model) => Promise<void>; isDeep: boolean; offset: number },
): void {
  const half = total / 2
  const first = seed + offset

  test(
    `${title}: ${half} commands get the same answers from memory and PGlite, and keep every rule (ORGKIT_SEED=${seed})`,
    { timeout: 6 * 3600_000 },
    async () => {
      const database = await openDatabase({ url: 'memory:' })
      await migrate(database)
      await prepareReading(database)
      const tally: Tally = new Map()
      let commands = 0
      let failedAt = 0
      const property = fc.asyncProperty(sequence, async ({ starts, steps }) => {
        if (failedAt && Date.now() - failedAt > shrinkSeconds * 1000) return
        const model = await createModel(database, starts, tally)
        try {
          await prepare(model)
          for (const each of steps) await model.step(each)
          await model.end()
          commands += steps.length
        } catch (error) {
          failedAt ||= Date.now()
          throw error
        } finally {
          model.stop()
        }
      })
      // A batch is seen again with its own seed, and the first one begins with it.
      for (let batch = first; commands < half; batch++) {
        const { failed, errorInstance, numShrinks } = await fc.check(property, {
          seed: batch,
          numRuns: sequencesInABatch,
        })
        if (failed) {
          const again = `ORGKIT_SEED=${batch - offset}, shortened ${numShrinks} times`
          throw new Error(`${again}: ${(errorInstance as Error).message}`, { cause: errorInstance })
        }
        await emptyDatabase(database)
      }
      if (isDeep) expectReached(tally)
      await database.close()
    },
  )
}
