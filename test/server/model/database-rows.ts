import type { OrgkitEvent } from '@orgkit/core'
import type { Database, Tables } from '@orgkit/server'
import { type RawBuilder, type Selectable, sql } from 'kysely'
import { inOrder, type ModelRows } from './rows'

const tables = [
  'instance_role',
  'app_user',
  'organization',
  'organization_role',
  'membership',
  'user_organization',
  'user_address',
  'slug_claim',
  'invitation',
  'domain',
  'domain_claim',
  'membership_request',
  'domain_dismissal',
  'administration_offer',
  'counter',
  'outbox',
  'event',
  'user_event',
  'idempotency',
] as const satisfies readonly (keyof Tables)[]

/** The raw rows of one instance. */
export type DatabaseRows = {
  [Name in (typeof tables)[number] | 'instance']: readonly Selectable<Tables[Name]>[]
}

/** Every table in one statement. */
function everyTable(instanceId: RawBuilder<unknown>): RawBuilder<DatabaseRows> {
  const rowsOf = (table: string, column: string) => sql`(
    select coalesce(json_agg(t), '[]') from orgkit.${sql.ref(table)} as t where t.${sql.ref(column)} = ${instanceId}
  ) as ${sql.ref(table)}`
  const columns = [rowsOf('instance', 'id'), ...tables.map((table) => rowsOf(table, 'instance_id'))]
  return sql<DatabaseRows>`select ${sql.join(columns)}`
}

export async function readDatabase({ db }: Pick<Database, 'db'>, instanceId: string): Promise<DatabaseRows> {
  const { rows } = await everyTable(sql.val(instanceId)).execute(db)
  return rows[0]!
}

const prepared = 'model_rows'

/** Planning the statement takes longer than running it. For PGlite, which has one connection. */
export async function prepareReading({ db }: Pick<Database, 'db'>): Promise<void> {
  await sql`prepare ${sql.ref(prepared)} (text) as ${everyTable(sql.raw('$1'))}`.execute(db)
}

/** The same, once it is prepared. */
export async function readPrepared({ db }: Pick<Database, 'db'>, instanceId: string): Promise<DatabaseRows> {
  const { rows } = await sql<DatabaseRows>`execute ${sql.ref(prepared)} (${sql.lit(instanceId)})`.execute(db)
  return rows[0]!
}

/** Where the database is in its log: nothing at all was written between two that are the same. */
export async function placeInLog({ db }: Pick<Database, 'db'>): Promise<string> {
  const { rows } = await sql<{ place: string }>`select pg_current_wal_insert_lsn()::text as place`.execute(db)
  return rows[0]!.place
}

/** The same rows as the engine knows them. */
export function rowsOfDatabase(raw: DatabaseRows): ModelRows {
  const [instance] = raw.instance
  if (!instance) throw new Error('The instance is gone.')
  const { id, application_id, plan, application_created_at, environment, settings, permissions } = instance
  return inOrder({
    instance: {
      id,
      application: { id: application_id, plan, createdAt: application_created_at },
      environment,
      settings,
      roles: raw.instance_role
        .toSorted((left, right) => left.position - right.position)
        .map((row) => ({
          key: row.key,
          name: row.name,
          description: row.description,
          permissions: row.permissions,
        })),
      permissions,
    },
    users: raw.app_user.map((row) => ({
      id: row.id,
      name: row.name,
      imageUrl: row.image_url,
      emails: row.emails,
      organizationCount: row.organization_count,
      createdOrganizationCount: row.created_organization_count,
      lastActiveOrganizationId: row.last_active_organization_id,
      mayCreateOrganizations: row.may_create_organizations,
      creationLimit: row.creation_limit,
      metadata: row.metadata,
      acceptedTermsVersion: row.accepted_terms_version,
      acceptedTermsAt: row.accepted_terms_at,
    })),
    organizations: raw.organization.map((row) => ({
      id: row.id,
      name: row.name,
      slug: row.slug,
      imageUrl: row.image_url,
      memberCount: row.member_count,
      pendingInvitationCount: row.pending_invitation_count,
      pendingRequestCount: row.pending_request_count,
      membersMayDelete: row.members_may_delete,
      membershipLimit: row.membership_limit,
      roleCount: row.role_count,
      createdByUserId: row.created_by_user_id,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      version: row.version,
    })),
    roles: raw.organization_role.map((row) => ({
      organizationId: row.organization_id,
      key: row.key,
      name: row.name,
      description: row.description,
      permissions: row.permissions,
      version: row.version,
    })),
    slugs: raw.slug_claim.map((row) => ({
      slug: row.slug,
      organizationId: row.organization_id,
      releasedAt: row.released_at,
    })),
    memberships: raw.user_organization.map((row) => ({
      organizationId: row.organization_id,
      userId: row.user_id,
      roleKey: row.role_key,
      joinedAt: row.joined_at,
      lastActiveAt: row.last_active_at,
    })),
    invitations: raw.invitation.map((row) => ({
      id: row.id,
      organizationId: row.organization_id === '' ? null : row.organization_id,
      emailAddress: row.email_address,
      addressKey: row.address_key,
      roleKey: row.role_key,
      status: row.status,
      inviterUserId: row.inviter_user_id,
      expiresInDays: row.expires_in_days,
      createdAt: row.created_at,
      sentAt: row.sent_at,
      expiresAt: row.expires_at,
      version: row.version,
    })),
    domains: raw.domain.map((row) => ({
      id: row.id,
      organizationId: row.organization_id,
      name: row.name,
      enrollmentMode: row.enrollment_mode,
      verifiedAt: row.verified_at,
      createdAt: row.created_at,
      version: row.version,
      proof: row.proof,
      proofVersion: row.proof_version,
      pendingRequestCount: row.pending_request_count,
    })),
    requests: raw.membership_request.map((row) => ({
      organizationId: row.organization_id,
      userId: row.user_id,
      domainId: row.domain_id,
      domainName: row.domain_name,
      emailAddress: row.email_address,
      status: row.status,
      createdAt: row.created_at,
    })),
    dismissals: raw.domain_dismissal.map((row) => ({ userId: row.user_id, domainId: row.domain_id })),
    administrationOffers: raw.administration_offer.map((row) => ({
      organizationId: row.organization_id,
      fromUserId: row.from_user_id,
      toUserId: row.to_user_id,
      nextRoleKey: row.next_role_key,
      createdAt: row.created_at,
    })),
    counters: raw.counter.map((row) => ({ key: row.key, window: row.window_key, amount: row.amount })),
    outbox: raw.outbox.map((row) => ({
      id: row.id,
      kind: row.kind,
      subjectId: row.subject_id,
      version: row.version,
      createdAt: row.created_at,
      dueAt: row.due_at,
    })),
    idempotency: raw.idempotency.map((row) => ({
      actorId: row.actor_id,
      key: row.key,
      operation: row.operation,
      fingerprint: row.fingerprint,
      // The same answer may have its fields in another order.
      answer: '',
      createdAt: row.created_at,
    })),
    events: [...raw.event, ...raw.user_event].map((row) => ({
      event: {
        ...(row.data as OrgkitEvent),
        id: row.id,
        at: row.at,
        actorUserId: row.actor_user_id,
        sequence: row.seq,
      },
      audit: row.audit,
    })),
  })
}

/** Fast only where nothing is kept from earlier. */
export async function emptyDatabase({ db }: Pick<Database, 'db'>): Promise<void> {
  const all = [...tables, 'instance', 'api_key'].map((table) => sql`orgkit.${sql.ref(table)}`)
  await sql`truncate ${sql.join(all)}`.execute(db)
}
