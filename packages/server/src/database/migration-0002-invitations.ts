import type { EmailAddress } from '@orgkit/core'
import { type Kysely, sql } from 'kysely'
import { runDdl } from './ddl'
import { addressKeysOf } from './user-addresses'

const batchSize = 1000

/** Invitations and their outbox; what members are sorted, searched and found by. */
export async function invitations(db: Kysely<unknown>): Promise<void> {
  await runDdl(db, tables)
  await fillAddresses(db)
}

/** The keys are made in JavaScript, as everywhere: the database folds case in its own way. */
async function fillAddresses(db: Kysely<unknown>): Promise<void> {
  let after = { instance_id: '', id: '' }
  for (;;) {
    const { rows } = await sql<{ instance_id: string; id: string; emails: EmailAddress[] }>`
      select instance_id, id, emails from orgkit.app_user
      where (instance_id, id) > (${after.instance_id}, ${after.id})
      order by instance_id, id limit ${batchSize}`.execute(db)
    const last = rows.at(-1)
    if (!last) return
    after = last
    const found = rows.flatMap(({ instance_id, id: user_id, emails }) =>
      addressKeysOf(emails).map((address_key) => ({ instance_id, address_key, user_id })),
    )
    // As one parameter: a statement takes 65,535 of them, and nobody knows how many addresses a host tells of.
    await sql`
      insert into orgkit.user_address (instance_id, address_key, user_id)
      select instance_id, address_key, user_id
      from json_to_recordset(${JSON.stringify(found)}::json)
        as found (instance_id text, address_key text, user_id text)`.execute(db)
  }
}

// The copies are filled before their indexes are made. `user_search_key` is in none of them, though a search without a hit in
// 100,000 members would take a third of the time: a host's names and addresses have no bound, an index row has 2,704 bytes.
// `expires_at` is in the index of those that wait for an answer because every change of an organization counts them.
const tables = `
create table orgkit.user_address (
  instance_id key_text not null,
  address_key key_text not null,
  user_id key_text not null,
  primary key (instance_id, address_key, user_id)
);
alter table orgkit.membership
  add column user_name_key key_text not null default '',
  add column user_search_key key_text not null default '';
update orgkit.membership
  set user_name_key = app_user.name_key, user_search_key = app_user.search_key
  from orgkit.app_user
  where app_user.instance_id = membership.instance_id and app_user.id = membership.user_id;
alter table orgkit.membership
  alter column user_name_key drop default,
  alter column user_search_key drop default;
create index membership_by_name
  on orgkit.membership (instance_id, organization_id, user_name_key, user_id);
create index membership_by_joined
  on orgkit.membership (instance_id, organization_id, joined_at desc, user_id);
create index membership_by_role
  on orgkit.membership (instance_id, organization_id, role_key, user_name_key, user_id);
create table orgkit.invitation (
  instance_id key_text not null,
  organization_id key_text not null,
  id key_text not null,
  email_address text not null,
  address_key key_text not null,
  role_key key_text,
  status key_text not null,
  inviter_user_id key_text,
  expires_in_days integer not null,
  created_at key_text not null,
  sent_at key_text not null,
  expires_at key_text not null,
  version integer not null,
  primary key (instance_id, organization_id, id)
);
create unique index invitation_pending
  on orgkit.invitation (instance_id, organization_id, address_key) include (expires_at)
  where status = 'pending';
create index invitation_by_id
  on orgkit.invitation (instance_id, id);
create index invitation_by_created
  on orgkit.invitation (instance_id, organization_id, created_at desc, id desc);
create index invitation_by_status
  on orgkit.invitation (instance_id, organization_id, status, created_at desc, id desc);
create index invitation_by_address
  on orgkit.invitation (instance_id, address_key, created_at desc, id desc) where status = 'pending';
create table orgkit.outbox (
  instance_id key_text not null,
  id key_text not null,
  kind text not null,
  invitation_id key_text not null,
  version integer not null,
  created_at key_text not null,
  due_at key_text not null,
  attempts integer not null default 0,
  done_at key_text,
  failed_at key_text,
  primary key (instance_id, id)
);
create index outbox_due
  on orgkit.outbox (due_at) where done_at is null and failed_at is null;
alter table orgkit.sent_mail
  add column message_id key_text unique;
`
