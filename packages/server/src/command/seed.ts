import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { readInstance } from '../database/instances'
import { migrate } from '../database/migrations'
import type { Database } from '../database/open-database'
import { schemaName } from '../database/schema'
import { putInstances } from '../instances'
import { folderOption, withDatabase } from './database'
import { defaultInstanceId } from './instance'
import { describeOptions, readCount, readOptions, UsageError } from './options'
import { insertBatch, userCountOf } from './seed-batch'
import type { Subcommand } from './subcommand'

const options = {
  organizations: { value: 'N', about: 'how many organizations to add' },
  members: { value: 'M', about: 'how many members each of them has', default: '5' },
  instance: {
    value: 'ID',
    about: 'where to; unset: the only instance there is',
    variable: 'ORGKIT_INSTANCE',
  },
  folder: folderOption,
}

export const seedCommand: Subcommand = {
  usage: 'seed --organizations N [--members M] [--instance ID] [--folder FOLDER]',
  about: 'Adds organizations with made-up names and people, to try a database of the size that is to come.',
  help: `The first member of each made it; one is also in the next organization. Their addresses end in .test, so no mail
reaches anybody. No event is written: a seed is not history, and nobody did what it would tell of. Limits of the
instance are not asked. Running it again adds more. It works in batches, each whole or not there at all, so it can
be stopped at any time. In a database without an instance it makes one, with organizations and slugs turned on.

${describeOptions(options)}`,
  async run(args, { environment, print }) {
    const read = readOptions(options, args, environment)
    const organizations = readCount('organizations', read.organizations, { minimum: 1, maximum: 10_000_000 })
    const members = readCount('members', read.members, { minimum: 1, maximum: 1_000_000 })
    if (environment.ORGKIT_DATABASE_URL === 'memory:') {
      throw new UsageError('ORGKIT_DATABASE_URL is memory:, so all would be gone when this command ends.')
    }
    await withDatabase(environment, read.folder, async (database) => {
      await migrate(database)
      const instanceId = await chooseInstance(database, read.instance, print)
      await seed(database, { instanceId, organizations, members, print })
    })
  },
}

/** The one that is named or the only one. Makes one where there is none at all. */
async function chooseInstance(
  database: Database,
  wanted: string | undefined,
  print: (line: string) => void,
): Promise<string> {
  const rows = await database.tables.selectFrom('instance').select('id').orderBy('id').limit(20).execute()
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) {
    const id = wanted ?? defaultInstanceId
    const publishableKey = `pk_${randomBytes(12).toString('hex')}`
    await putInstances(database, [
      { id, publishableKey, settings: { organizationsEnabled: true, slugs: true } },
    ])
    print(`There was no instance: made ${id}, publishable key ${publishableKey}.`)
    return id
  }
  const [only] = ids
  if (wanted === undefined && ids.length === 1 && only !== undefined) return only
  if (wanted !== undefined && (await readInstance(database.tables, wanted))) return wanted
  const what = wanted === undefined ? 'there are several instances' : `there is no instance "${wanted}"`
  throw new UsageError(`${what}. --instance takes one of: ${ids.join(', ')}.`)
}

export interface SeedOptions {
  instanceId: string
  organizations: number
  members: number
  /** How many of one transaction. @default as many as hold 50,000 memberships */
  batchSize?: number
  print(line: string): void
}

const membershipsOfBatch = 50_000
const spreadMs = 365 * 24 * 60 * 60 * 1000

/** Adds the organizations, in batches of a transaction each, and lets the database count what it has. */
export async function seed(
  database: Database,
  {
    instanceId,
    organizations,
    members,
    batchSize = Math.max(1, Math.floor(membershipsOfBatch / members)),
    print,
  }: SeedOptions,
): Promise<void> {
  const instance = await readInstance(database.tables, instanceId)
  if (!instance) throw new Error(`seed: there is no instance "${instanceId}".`)
  const startedAt = Date.now()
  const run = { instance, run: randomBytes(3).toString('hex'), members, total: organizations }
  const times = { since: startedAt - spreadMs, until: startedAt }
  let usersBefore = 0
  for (let before = 0; before < organizations; before += batchSize) {
    const batch = {
      ...run,
      ...times,
      organizationsBefore: before,
      usersBefore,
      organizations: Math.min(batchSize, organizations - before),
    }
    await database.transaction((trx) => insertBatch(trx, batch))
    usersBefore += userCountOf(batch)
    print(`${before + batch.organizations} of ${organizations} organizations`)
  }
  // Nothing but this tells the planner of rows that came at once, and PGlite has nobody who does it by himself.
  for (const table of seededTables)
    await sql`vacuum analyze ${sql.table(`${schemaName}.${table}`)}`.execute(database.db)
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  print(
    `${organizations} organizations, ${usersBefore} users, ${organizations * members} memberships in ${instanceId}: ${seconds} s`,
  )
}

const seededTables = [
  'app_user',
  'user_address',
  'organization',
  'slug_claim',
  'membership',
  'user_organization',
] as const
