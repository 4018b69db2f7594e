import { createHash } from 'node:crypto'
import type { InstanceSettings } from '@orgkit/core'
import { createServer, type Database, type OrgkitServer } from '@orgkit/server'
import { sql } from 'kysely'
import { keysOf } from './keys'
import { ownUrl } from './request'
import { identityOf, type Label, seed, type Seeded } from './seed'

/** An instance with what is in it. */
export interface Place extends Seeded {
  id: string
  label: Label
  /** How it was before anybody asked. */
  before: State
}

/** What tess has not accepted. They are no setting of the seed. */
export const terms = { version: '1', url: null }

/** Two instances: in X everything is asked, Y is the other one. */
export interface World {
  x: Place
  y: Place
}

/** Every row of an instance, as text without the instance, by table. */
export type State = ReadonlyMap<string, readonly string[]>

export type Matrix = Awaited<ReturnType<typeof createMatrix>>

/**
 * A server with two instances that are seeded once, and copied for each call that may write: an equal world costs one statement.
 * Copies keep all ids but the instance's, so a query that forgets the instance reads or writes in the wrong one.
 */
export async function createMatrix(database: Database) {
  const server = await createServer({
    database,
    instances: [],
    url: ownUrl,
    secret: 'authorization matrix '.repeat(2),
    // The host's sign-in knows who is a user of which instance.
    identify: ({ headers }, { id }) => {
      const bearer = headers.get('Authorization')?.replace('Bearer ', '')
      const [label, name] = (bearer ?? headers.get('Cookie')?.replace('session=', '') ?? '').split(':')
      return label && name && label === labelOf(id) ? identityOf(label, name) : null
    },
    mail: { send: async () => {} },
    dns: { resolveTxt: async () => [] },
    // A few hundred unknown keys in a minute are meant here.
    rateLimiter: {
      take: (_, { limit }) => ({
        allowed: true,
        remaining: limit,
        retryAfterSeconds: 0,
        resetAfterSeconds: 0,
      }),
    },
    log: ({ error, message }) => failures.push(error ?? message),
  })
  const failures: unknown[] = []
  const seeded = { x: await seed(server, 'x'), y: await seed(server, 'y') }
  await server.flushMail()
  // All but tess, for where there are terms.
  await sql`update orgkit.app_user set accepted_terms_version = ${terms.version} where name not like 'tess%'`.execute(
    database.db,
  )
  const tables = await tablesOf(database)
  const template: World = {
    x: { id: 'x', label: 'x', before: await stateOf(database, tables, 'x'), ...seeded.x },
    y: { id: 'y', label: 'y', before: await stateOf(database, tables, 'y'), ...seeded.y },
  }
  const everything = [template.x, template.y].flatMap(({ before }) => [...before.values()].flat()).join('\n')
  let copies = 0

  async function copy(place: Place, settings?: Partial<InstanceSettings>): Promise<Place> {
    const id = `${place.label}-${++copies}`
    await copyInstance(database, tables, { from: place.label, to: id, settings })
    return { ...place, id, before: settings ? await stateOf(database, tables, id) : place.before }
  }

  /** The tables that are no longer as they were. `only`: by those rows that hold one of these texts. */
  async function changesOf({ id, label, before }: Place, only?: readonly string[]): Promise<string[]> {
    const changed = changedTables(before, await stateOf(database, tables, id), only)
    return changed.map((table) => `${table} of ${label}`)
  }

  return {
    server,
    template,
    /** Errors that are none of the contract's. */
    failures,
    copy,
    changesOf,
    /** Whether an id or a time was there before anybody asked. */
    isSeeded: (text: string) => everything.includes(text),
  }
}

export async function tokenOf(server: OrgkitServer, place: Place, by: 'ada' | 'bea'): Promise<string> {
  const { id: organizationId, invitationId } = by === 'ada' ? place.a : place.b
  const caller = { instanceId: place.id, identity: identityOf(place.label, by) }
  const { url } = await server.engine.execute('getInvitationLink', caller, { organizationId, invitationId })
  return url.split('/').at(-1) ?? ''
}

function changedTables(before: State, after: State, only?: readonly string[]): string[] {
  const of = (rows: readonly string[] = []) =>
    rows.filter((row) => !only || only.some((text) => row.includes(text))).join('\n')
  return [...after.keys()].filter((table) => of(before.get(table)) !== of(after.get(table)))
}

function labelOf(instanceId: string): Label {
  return instanceId.startsWith('x') ? 'x' : 'y'
}

interface Table {
  name: string
  columns: readonly string[]
}

/** All tables that hold something of an instance, but for its keys: those are each one's own, and no operation writes them. */
async function tablesOf({ db }: Database): Promise<Table[]> {
  const { rows } = await sql<{ name: string; columns: string[] }>`
    select table_name::text as name, json_agg(column_name::text order by ordinal_position) as columns
    from information_schema.columns where table_schema = 'orgkit'
    group by table_name order by table_name`.execute(db)
  return rows.filter(({ name, columns }) => name !== 'api_key' && columns.includes(ownerOf(columns)))
}

/** The column that says whose row it is. */
function ownerOf(columns: readonly string[]): string {
  return columns.includes('application_id') ? 'id' : 'instance_id'
}

async function stateOf({ db }: Database, tables: readonly Table[], instanceId: string): Promise<State> {
  const each = tables.map(
    ({ name, columns }) => sql`
      select ${name}::text as name, (to_jsonb(each) - ${ownerOf(columns)}::text)::text as row from ${sql.table(`orgkit.${name}`)} as each
      where ${sql.ref(`each.${ownerOf(columns)}`)} = ${instanceId}`,
  )
  const { rows } = await sql<{ name: string; row: string }>`
    select name, row from (${sql.join(each, sql` union all `)}) as rows order by name, row`.execute(db)
  const state = new Map<string, string[]>(tables.map(({ name }) => [name, []]))
  for (const { name, row } of rows) state.get(name)?.push(row)
  return state
}

/** In one statement. A copy gets keys of its own; blobs are known by themselves, and none is seeded. */
async function copyInstance(
  { db }: Database,
  tables: readonly Table[],
  { from, to, settings = {} }: { from: Label; to: string; settings?: Partial<InstanceSettings> | undefined },
): Promise<void> {
  const copied = tables.filter(({ name }) => name !== 'blob')
  const inserts = copied.map(({ name, columns }) => {
    const owner = ownerOf(columns)
    const rest = columns.filter((column) => column !== owner)
    const values = rest.map((column) =>
      name === 'instance' && column === 'settings'
        ? sql`settings || ${JSON.stringify(settings)}::jsonb`
        : sql.ref(column),
    )
    return sql`${sql.ref(`copied_${name}`)} as (
      insert into ${sql.table(`orgkit.${name}`)} (${sql.join([owner, ...rest].map((column) => sql.ref(column)))})
      select ${sql.join([sql`${to}::text`, ...values])} from ${sql.table(`orgkit.${name}`)}
      where ${sql.ref(owner)} = ${from})`
  })
  const { publishable, secret } = keysOf(to)
  await sql`
    with ${sql.join(inserts)}
    insert into orgkit.api_key (instance_id, key_hash, kind)
    values (${to}, ${hashOf(publishable)}, 'publishable'), (${to}, ${hashOf(secret)}, 'secret')`.execute(db)
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
