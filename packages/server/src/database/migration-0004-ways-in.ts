import type { Kysely } from 'kysely'
import { runDdl } from './ddl'

/** Domains, requests to join, what users turned down, the session tasks of orgkit's own, mail that is due later. */
export function waysIn(db: Kysely<unknown>): Promise<void> {
  return runDdl(db, tables)
}

// Whole rows of settings are kept, so those of before lack what is new.
const tables = `
update orgkit.instance
  set settings = jsonb_build_object(
    'domains', false,
    'enrollmentModes', jsonb_build_array('manual_invitation', 'automatic_invitation', 'automatic_suggestion'),
    'membershipRequests', true,
    'invitationReminderDays', 3,
    'terms', null,
    'profileFields', jsonb_build_array()
  ) || settings;
alter table orgkit.app_user
  add column metadata jsonb not null default '{}',
  add column accepted_terms_version text,
  add column accepted_terms_at key_text;
alter table orgkit.organization
  add column pending_request_count integer not null default 0;
alter table orgkit.outbox
  rename column invitation_id to subject_id;
alter table orgkit.outbox
  add column first_due_at key_text;
create table orgkit.domain (
  instance_id key_text not null,
  organization_id key_text not null,
  id key_text not null,
  name key_text not null,
  enrollment_mode text not null,
  verified_at key_text,
  created_at key_text not null,
  version integer not null,
  proof jsonb,
  proof_version integer not null,
  pending_request_count integer not null,
  primary key (instance_id, organization_id, id)
);
create unique index domain_by_name
  on orgkit.domain (instance_id, organization_id, name);
create index domain_by_id
  on orgkit.domain (instance_id, id);
create table orgkit.domain_claim (
  instance_id key_text not null,
  name key_text not null,
  organization_id key_text not null,
  domain_id key_text not null,
  primary key (instance_id, name)
);
create index domain_claim_by_organization
  on orgkit.domain_claim (instance_id, organization_id);
create table orgkit.membership_request (
  instance_id key_text not null,
  organization_id key_text not null,
  user_id key_text not null,
  domain_id key_text not null,
  domain_name text not null,
  email_address text not null,
  status text not null,
  created_at key_text not null,
  primary key (instance_id, organization_id, user_id)
);
create index membership_request_pending
  on orgkit.membership_request (instance_id, organization_id, created_at, user_id) where status = 'pending';
create index membership_request_by_domain
  on orgkit.membership_request (instance_id, organization_id, domain_id, created_at, user_id) where status = 'pending';
create index membership_request_by_user
  on orgkit.membership_request (instance_id, user_id, organization_id);
create table orgkit.domain_dismissal (
  instance_id key_text not null,
  user_id key_text not null,
  domain_id key_text not null,
  primary key (instance_id, user_id, domain_id)
);
create index domain_dismissal_by_domain
  on orgkit.domain_dismissal (instance_id, domain_id);
`
