import { type Kysely, sql } from 'kysely'
import { runDdl } from './ddl'

/** Settings, roles and permissions that change at run time, limits of their own, organizations' own roles, the audit trail. */
export async function administration(db: Kysely<unknown>): Promise<void> {
  await runDdl(db, tables)
  // Nobody knows when the applications were created that are here; they are no older than the first release.
  await sql`update orgkit.instance set application_created_at = ${new Date().toISOString()}`.execute(db)
  await runDdl(db, constraints)
}

// Whole rows of settings are kept, so those of before lack what is new. `described` stays empty: until now each start wrote the
// whole description, and the next one does once more.
const tables = `
alter table orgkit.instance
  add column plan text not null default 'free',
  add column application_created_at key_text,
  add column permissions jsonb not null default '[]',
  add column described jsonb;
update orgkit.instance
  set settings = jsonb_build_object(
    'organizationRoles', false,
    'invitationsPerHour', 250,
    'backendRequestsPerTenSeconds', case environment when 'production' then 1000 else 100 end
  ) || settings;
update orgkit.instance
  set permissions = coalesce((
    select jsonb_agg(jsonb_build_object('key', key, 'name', key, 'description', null) order by key collate "C")
    from (
      select distinct permission as key
      from orgkit.instance_role, jsonb_array_elements_text(instance_role.permissions) as permission
      where instance_role.instance_id = instance.id and left(permission, 8) <> 'org:sys_'
    ) as held
  ), '[]');
alter table orgkit.instance_role
  add column version integer not null default 1;
create table orgkit.organization_role (
  instance_id key_text not null,
  organization_id key_text not null,
  key key_text not null,
  name text not null,
  name_key key_text not null,
  description text,
  permissions jsonb not null,
  version integer not null,
  primary key (instance_id, organization_id, key)
);
create index organization_role_by_key
  on orgkit.organization_role (instance_id, key);
create table orgkit.administration_offer (
  instance_id key_text not null,
  organization_id key_text not null,
  from_user_id key_text not null,
  to_user_id key_text not null,
  next_role_key key_text not null,
  created_at key_text not null,
  primary key (instance_id, organization_id, from_user_id)
);
create index administration_offer_by_receiver
  on orgkit.administration_offer (instance_id, organization_id, to_user_id);
create table orgkit.counter (
  instance_id key_text not null,
  key key_text not null,
  window_key key_text not null,
  amount bigint not null,
  primary key (instance_id, key)
);
alter table orgkit.slug_claim
  add column released_at key_text;
alter table orgkit.organization
  add column membership_limit jsonb not null default '"instance"',
  add column role_count integer not null default 0;
alter table orgkit.app_user
  add column may_create_organizations jsonb not null default '"instance"',
  add column creation_limit jsonb not null default '"instance"';
create index organization_by_creator
  on orgkit.organization (instance_id, created_by_user_id) where created_by_user_id is not null;
create index membership_by_instance_role
  on orgkit.membership (instance_id, role_key, organization_id);
create index invitation_by_inviter
  on orgkit.invitation (instance_id, organization_id, inviter_user_id) where status = 'pending';
create index invitation_by_role
  on orgkit.invitation (instance_id, role_key, organization_id) where status = 'pending';
alter table orgkit.event
  add column audit jsonb;
create index event_by_type
  on orgkit.event (instance_id, organization_id, type, seq);
create index event_by_actor
  on orgkit.event (instance_id, organization_id, actor_user_id, seq);
alter table orgkit.user_event
  add column audit jsonb;
`

const constraints = `
alter table orgkit.instance
  alter column application_created_at set not null;
`
