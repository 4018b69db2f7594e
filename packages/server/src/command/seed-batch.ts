import type { Instance } from '@orgkit/core'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Tables } from '../database/schema'
import {
  firstNames,
  lastNames,
  type NamePart,
  organizationFirsts,
  organizationLasts,
  organizationSeconds,
} from './seed-names'

/*
 * Everything is made inside the database, set by set: rows that travel cost several times as much. Names are put together from
 * parts, and so are their keys: what core makes of each part was made by core. No column is left to its place, so that
 * migrations may add some with defaults.
 */

export interface Batch {
  instance: Instance
  /** Tells the rows of one run from those of all others: lower case letters and digits. */
  run: string
  /** How many organizations, and users, of this run came before. */
  organizationsBefore: number
  usersBefore: number
  organizations: number
  /** Of each organization. */
  members: number
  /** Of all organizations of the run, for spreading their times evenly. */
  total: number
  /** The times lie between these, in milliseconds. */
  since: number
  until: number
}

/** An organization shares one of its people with the next, where it has more than one. */
function newUsersEach({ members }: Pick<Batch, 'members'>): number {
  return Math.max(1, members - 1)
}

export function userCountOf(batch: Pick<Batch, 'members' | 'organizations'>): number {
  return (batch.organizations - 1) * newUsersEach(batch) + batch.members
}

/** Inside a transaction. Nobody else's row is touched or locked. */
export async function insertBatch(trx: Kysely<Tables>, batch: Batch): Promise<void> {
  await makeUsers(trx, batch)
  await makeOrganizations(trx, batch)
  await makeSeats(trx, batch)
  await insertUsers(trx, batch)
  await insertOrganizations(trx, batch)
  await insertMemberships(trx, batch)
  await sql`drop table seed_user, seed_organization, seed_seat`.execute(trx)
}

async function makeUsers(trx: Kysely<Tables>, batch: Batch): Promise<void> {
  const { run, usersBefore } = batch
  const number = sql`(${usersBefore}::bigint + n)`
  await sql`
    create temp table seed_user as
    select n as number,
      'user_' || ${run}::text || '_' || lpad(${number}::text, 10, '0') as id,
      a.text || ' ' || b.text as name,
      a.key || ' ' || b.key as name_key,
      a.search || b.search || a.latin_search || b.latin_search || ' ' || ${run}::text || ${number} || ' people test' as search_key,
      a.latin || '.' || b.latin || '.' || ${run}::text || ${number} || '@people.test' as address,
      ${number} % 10 <> 9 as is_verified
    from generate_series(0::bigint, ${userCountOf(batch) - 1}::bigint) as n
      join ${partsOf(firstNames, 'a')} on a.position = ${pick(number, 1, firstNames)}
      join ${partsOf(lastNames, 'b')} on b.position = ${pick(number, firstNames.length, lastNames)}`.execute(
    trx,
  )
}

async function makeOrganizations(trx: Kysely<Tables>, batch: Batch): Promise<void> {
  const { run, organizationsBefore, organizations, total, since, until } = batch
  const number = sql`(${organizationsBefore}::bigint + n)`
  const slug = batch.instance.settings.slugs
    ? sql`a.latin || '-' || b.latin || '-' || ${run}::text || to_hex(${number})`
    : sql`null::text`
  const slugSearch = batch.instance.settings.slugs
    ? sql`a.latin_search || b.latin_search || ' ' || ${run}::text || to_hex(${number})`
    : sql`''`
  const seconds = organizationFirsts.length
  const thirds = seconds * organizationSeconds.length
  await sql`
    create temp table seed_organization as
    select n as number,
      created_ms,
      ${organizationId(sql`created_ms`)} as id,
      ${isoTime(sql`created_ms`)} as created_at,
      a.text || ' ' || b.text || ' ' || c.text as name,
      a.key || ' ' || b.key || ' ' || c.key as name_key,
      a.search || b.search || c.search || ${slugSearch} as search_key,
      ${slug} as slug
    from generate_series(0::bigint, ${organizations - 1}::bigint) as n
      cross join lateral (
        select ${since}::bigint + ${number} * ${until - since}::bigint / ${total}::bigint as created_ms
      ) as t
      join ${partsOf(organizationFirsts, 'a')} on a.position = ${pick(number, 1, organizationFirsts)}
      join ${partsOf(organizationSeconds, 'b')} on b.position = ${pick(number, seconds, organizationSeconds)}
      join ${partsOf(organizationLasts, 'c')} on c.position = ${pick(number, thirds, organizationLasts)}`.execute(
    trx,
  )
}

/** Who is where. The first one made the organization; the others came one by one until now. */
async function makeSeats(trx: Kysely<Tables>, batch: Batch): Promise<void> {
  const { creatorRoleKey, defaultRoleKey } = batch.instance.settings
  const joinedMs = sql`o.created_ms + m * (${batch.until}::bigint - o.created_ms) / ${batch.members}::bigint`
  await sql`
    create temp table seed_seat as
    select o.number as organization_number,
      o.number * ${newUsersEach(batch)}::bigint + m as user_number,
      case when m = 0 then ${creatorRoleKey}::text else ${defaultRoleKey}::text end as role_key,
      ${isoTime(joinedMs)} as joined_at,
      m = 0 as is_creator
    from seed_organization o, generate_series(0::bigint, ${batch.members - 1}::bigint) as m`.execute(trx)
}

async function insertUsers(trx: Kysely<Tables>, { instance }: Batch): Promise<void> {
  await sql`
    insert into orgkit.app_user (
      instance_id, id, name, name_key, search_key, image_url, emails,
      organization_count, created_organization_count, last_active_organization_id
    )
    select ${instance.id}::text, u.id, u.name, u.name_key, u.search_key, null,
      jsonb_build_array(jsonb_build_object('address', u.address, 'verified', u.is_verified)),
      s.organizations, s.created, null
    from seed_user u
      join (
        select user_number, count(*)::integer as organizations, count(*) filter (where is_creator)::integer as created
        from seed_seat group by user_number
      ) s on s.user_number = u.number`.execute(trx)
  await sql`
    insert into orgkit.user_address (instance_id, address_key, user_id)
    select ${instance.id}::text, address, id from seed_user`.execute(trx)
}

async function insertOrganizations(trx: Kysely<Tables>, { instance, members }: Batch): Promise<void> {
  await sql`
    insert into orgkit.organization (
      instance_id, id, name, name_key, search_key, slug, image_url, member_count, pending_invitation_count,
      members_may_delete, created_by_user_id, created_at, updated_at, version
    )
    select ${instance.id}::text, o.id, o.name, o.name_key, o.search_key, o.slug, null, ${members}::integer, 0,
      ${instance.settings.membersMayDeleteOrganizations}::boolean, u.id, o.created_at, o.created_at, 1
    from seed_organization o
      join seed_seat s on s.organization_number = o.number and s.is_creator
      join seed_user u on u.number = s.user_number`.execute(trx)
  await sql`
    insert into orgkit.slug_claim (instance_id, slug, organization_id)
    select ${instance.id}::text, slug, id from seed_organization where slug is not null`.execute(trx)
}

async function insertMemberships(trx: Kysely<Tables>, { instance }: Batch): Promise<void> {
  const seats = sql`
    from seed_seat s
      join seed_organization o on o.number = s.organization_number
      join seed_user u on u.number = s.user_number`
  await sql`
    insert into orgkit.membership (
      instance_id, organization_id, user_id, role_key, joined_at, user_name_key, user_search_key
    )
    select ${instance.id}::text, o.id, u.id, s.role_key, s.joined_at, u.name_key, u.search_key ${seats}`.execute(
    trx,
  )
  await sql`
    insert into orgkit.user_organization (
      instance_id, user_id, organization_id, role_key, joined_at, last_active_at, recent_at,
      organization_name_key, organization_search_key
    )
    select ${instance.id}::text, u.id, o.id, s.role_key, s.joined_at, null, s.joined_at,
      o.name_key, o.search_key ${seats}`.execute(trx)
}

function partsOf(parts: readonly NamePart[], name: string): RawBuilder<unknown> {
  return sql`jsonb_to_recordset(${JSON.stringify(parts)}::jsonb)
    as ${sql.raw(name)} (position bigint, text text, key text, search text, latin text, latin_search text)`
}

/** Which part the row of that number gets: neighbours get others. 2,654,435,761 is Knuth's multiplier for hashing. */
function pick(number: RawBuilder<unknown>, divisor: number, parts: readonly NamePart[]): RawBuilder<unknown> {
  return sql`((${number} * 2654435761) & 4294967295) / ${divisor}::bigint % ${parts.length}::bigint`
}

/** As `createId` makes it in core, so that ids sort by creation; of its 80 random bits 64. */
function organizationId(ms: RawBuilder<unknown>): RawBuilder<unknown> {
  const digits = Array.from(
    { length: 10 },
    (_, index) =>
      sql`substr('0123456789abcdefghjkmnpqrstvwxyz', (${ms} >> ${sql.raw(String(45 - 5 * index))} & 31)::integer + 1, 1)`,
  )
  // The middle of a random UUID says which kind it is, so it is cut out. Naming `n` has it made anew for each row.
  return sql`'org_' || ${sql.join(digits, sql` || `)}
    || (select left(hex, 12) || right(hex, 4) from (select replace(gen_random_uuid()::text, '-', '') as hex where n >= 0) as random)`
}

function isoTime(ms: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`to_char(timestamp 'epoch' + (${ms}) * interval '1 millisecond', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}
