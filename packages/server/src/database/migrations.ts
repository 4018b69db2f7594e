import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { runDdl } from './ddl'
import { invitations } from './migration-0002-invitations'
import { administration } from './migration-0003-administration'
import { waysIn } from './migration-0004-ways-in'
import type { Database } from './open-database'
import { schemaName } from './schema'

/** Brings the tables up to date. Run by every node at its start; two at once wait for each other. Resolves with what it ran. */
export async function migrate(database: Database): Promise<readonly string[]> {
  const { error, results = [] } = await createMigrator(database).migrateToLatest()
  if (error) throw error
  return results.map(({ migrationName }) => migrationName)
}

export function createMigrator({ db }: Pick<Database, 'db'>): Migrator {
  return new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableSchema: schemaName,
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  })
}

/** Run in the order of their names; one that was released is never edited. */
const migrations: Record<string, Migration> = {
  '0001-organizations': { up: (db: Kysely<unknown>) => runDdl(db, organizationTables) },
  '0002-invitations': { up: invitations },
  '0003-administration': { up: administration },
  '0004-ways-in': { up: waysIn },
}

const organizationTables = `
create table orgkit.instance (
  id key_text primary key,
  application_id text not null,
  environment text not null,
  settings jsonb not null
);
create table orgkit.instance_role (
  instance_id key_text not null,
  key key_text not null,
  name text not null,
  description text,
  permissions jsonb not null,
  position integer not null,
  primary key (instance_id, key)
);
create table orgkit.api_key (
  instance_id key_text not null,
  key_hash key_text primary key,
  kind text not null
);
create table orgkit.app_user (
  instance_id key_text not null,
  id key_text not null,
  name text not null,
  name_key key_text not null,
  search_key key_text not null,
  image_url text,
  emails jsonb not null,
  organization_count integer not null,
  created_organization_count integer not null,
  last_active_organization_id key_text,
  event_seq bigint not null default 0,
  primary key (instance_id, id)
);
create table orgkit.organization (
  instance_id key_text not null,
  id key_text not null,
  name text not null,
  name_key key_text not null,
  search_key key_text not null,
  slug key_text,
  image_url text,
  member_count integer not null,
  pending_invitation_count integer not null,
  members_may_delete boolean not null,
  created_by_user_id key_text,
  created_at key_text not null,
  updated_at key_text not null,
  version integer not null,
  event_seq bigint not null default 0,
  primary key (instance_id, id)
);
create table orgkit.membership (
  instance_id key_text not null,
  organization_id key_text not null,
  user_id key_text not null,
  role_key key_text not null,
  joined_at key_text not null,
  primary key (instance_id, organization_id, user_id)
);
create table orgkit.user_organization (
  instance_id key_text not null,
  user_id key_text not null,
  organization_id key_text not null,
  role_key key_text not null,
  joined_at key_text not null,
  last_active_at key_text,
  recent_at key_text not null,
  organization_name_key key_text not null,
  organization_search_key key_text not null,
  primary key (instance_id, user_id, organization_id)
);
create index user_organization_by_name
  on orgkit.user_organization (instance_id, user_id, organization_name_key, organization_id);
create index user_organization_by_recent
  on orgkit.user_organization (instance_id, user_id, recent_at desc, organization_id);
create table orgkit.slug_claim (
  instance_id key_text not null,
  slug key_text not null,
  organization_id key_text not null,
  primary key (instance_id, slug)
);
create table orgkit.event (
  instance_id key_text not null,
  organization_id key_text not null,
  seq bigint not null,
  id key_text not null,
  type text not null,
  at key_text not null,
  actor_user_id key_text,
  data jsonb not null,
  primary key (instance_id, organization_id, seq)
);
create table orgkit.user_event (
  instance_id key_text not null,
  user_id key_text not null,
  seq bigint not null,
  id key_text not null,
  type text not null,
  at key_text not null,
  actor_user_id key_text,
  data jsonb not null,
  primary key (instance_id, user_id, seq)
);
create table orgkit.idempotency (
  instance_id key_text not null,
  actor_id key_text not null,
  key key_text not null,
  operation text not null,
  fingerprint text not null,
  answer text not null,
  created_at key_text not null,
  primary key (instance_id, actor_id, key)
);
create table orgkit.blob (
  id key_text primary key,
  instance_id key_text not null,
  content_type text not null,
  bytes bytea not null
);
create table orgkit.sent_mail (
  position bigint generated always as identity primary key,
  recipient text not null,
  subject text not null,
  text text not null,
  html text not null,
  sent_at text not null
);
`
