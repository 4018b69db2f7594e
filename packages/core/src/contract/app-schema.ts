import * as z from 'zod'
import { errorCodes } from '../errors'
import type { AppInput, AppOperationName, AppOutput } from './app'

/*
 * What stands on the wire, for servers. Rules are not repeated here: a name of 200 characters is well-formed, and refused by the
 * engine with `too_long`. The caps below only keep absurd texts from the rules.
 */

/** Names of the schemas in an OpenAPI document. */
export const appSchemaNames = z.registry<{ id: string }>()

function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  appSchemaNames.add(schema, { id })
  return schema
}

const text = z.string().max(10_000)

/** A number in a query string: plain decimals, so neither `1e3` nor ` 5` nor an empty text. Its range is the engine's to judge. */
const queryNumber = z.codec(z.string().regex(/^-?\d{1,15}(\.\d{1,15})?$/), z.number(), {
  decode: Number,
  encode: String,
})

/** A query string has no `null`: an empty value stands for it. */
const queryNullable = z.codec(text, text.nullable(), {
  decode: (value) => (value === '' ? null : value),
  encode: (value) => value ?? '',
})

const time = z.iso.datetime()
const count = z.int().min(0)
const nullableText = z.string().nullable()

const errorBody = named(
  'ErrorBody',
  z.object({
    code: z.enum(errorCodes),
    message: z.string(),
    field: z.string().optional(),
    meta: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]))
      .optional(),
    retryAfterSeconds: z.number().optional(),
  }),
)

const refusal = named('Refusal', errorBody.omit({ message: true }))

const limit = named(
  'Limit',
  z.object({
    allowed: z.boolean(),
    reason: z.enum(errorCodes).nullable(),
    used: count,
    maximum: count.nullable(),
  }),
)

const settings = named(
  'InstanceSettings',
  z.object({
    organizationsEnabled: z.boolean(),
    personalAccounts: z.boolean(),
    slugs: z.boolean(),
    userCreatedOrganizations: z.boolean(),
    creationLimit: count.nullable(),
    membershipLimit: count.nullable(),
    creatorRoleKey: z.string(),
    defaultRoleKey: z.string(),
    membersMayDeleteOrganizations: z.boolean(),
    supportContact: nullableText,
  }),
)

const organization = named(
  'Organization',
  z.object({
    id: z.string(),
    name: z.string(),
    slug: nullableText,
    imageUrl: nullableText,
    memberCount: count,
    pendingInvitationCount: count,
    membersMayDelete: z.boolean(),
    createdAt: time,
    updatedAt: time,
    version: count,
  }),
)

const organizationSummary = named(
  'OrganizationSummary',
  organization.pick({ id: true, name: true, slug: true, imageUrl: true }),
)
const roleSummary = named('RoleSummary', z.object({ key: z.string(), name: z.string() }))

const userMembership = named(
  'UserMembership',
  z.object({
    organization: organizationSummary,
    role: roleSummary,
    joinedAt: time,
    lastActiveAt: time.nullable(),
  }),
)

const userMembershipPage = named(
  'UserMembershipPage',
  z.object({ items: z.array(userMembership), nextCursor: nullableText, totalCount: count }),
)

const activeOrganization = named(
  'ActiveOrganization',
  z.object({
    organization,
    membership: z.object({ role: roleSummary, permissions: z.array(z.string()), joinedAt: time }),
    limits: z.object({ members: limit }),
  }),
)

const user = named(
  'User',
  z.object({
    id: z.string(),
    name: z.string(),
    imageUrl: nullableText,
    emails: z.array(z.object({ address: z.string(), verified: z.boolean() })),
  }),
)

const session = named(
  'Session',
  z.object({
    status: z.enum(['active', 'pending']),
    user,
    tasks: z.array(z.object({ key: z.string() })),
    active: activeOrganization.nullable(),
    activeError: errorBody.nullable(),
    memberships: userMembershipPage,
    limits: z.object({ createOrganization: limit }),
  }),
)

const ofEvent = { id: z.string(), at: time, actorUserId: nullableText, sequence: count }
const ofOrganizationEvent = { ...ofEvent, organizationId: z.string() }

const event = named(
  'Event',
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('organization.created'), ...ofOrganizationEvent, organization }),
    z.object({ type: z.literal('organization.updated'), ...ofOrganizationEvent, organization }),
    z.object({
      type: z.literal('membership.created'),
      ...ofOrganizationEvent,
      userId: z.string(),
      membership: userMembership,
    }),
    z.object({
      type: z.literal('session_task.completed'),
      ...ofEvent,
      userId: z.string(),
      taskKey: z.string(),
    }),
  ]),
)
const events = z.array(event)

export type AppSchemas = {
  [Name in AppOperationName]: { input: z.ZodType<AppInput<Name>>; output: z.ZodType<AppOutput<Name>> }
}

/** Input and output of every operation. A row added to the contract fails to compile here until it is met. */
export const appSchemas: AppSchemas = {
  getSession: {
    input: z.strictObject({ organization: queryNullable.optional() }),
    output: named('GetSessionOutput', z.object({ session: session.nullable(), settings })),
  },
  setLastActiveOrganization: {
    input: z.strictObject({ organizationId: text.nullable() }),
    output: named(
      'SetLastActiveOrganizationOutput',
      z.object({ active: activeOrganization.nullable(), events }),
    ),
  },
  listUserMemberships: {
    input: z.strictObject({
      query: text.optional(),
      sort: z.enum(['name', 'recent']).optional(),
      limit: queryNumber.optional(),
      cursor: text.optional(),
      offset: queryNumber.optional(),
    }),
    output: userMembershipPage,
  },
  createOrganization: {
    input: z.strictObject({ name: text, slug: text.optional() }),
    output: named(
      'CreateOrganizationOutput',
      z.object({ organization, membership: userMembership, active: activeOrganization, events }),
    ),
  },
  getOrganization: {
    input: z.strictObject({ organization: text }),
    output: activeOrganization,
  },
  setOrganizationLogo: {
    input: z.strictObject({ organizationId: text, logo: z.instanceof(Blob).nullable() }),
    output: named('OrganizationOutput', z.object({ organization, events })),
  },
  checkSlug: {
    input: z.strictObject({ slug: text }),
    output: named(
      'CheckSlugOutput',
      z.object({ slug: z.string(), refusal: refusal.nullable(), suggestions: z.array(z.string()) }),
    ),
  },
}

/** The input as it was meant, or the field at fault: that of the first thing that is wrong. */
export function parseAppInput<Name extends AppOperationName>(
  name: Name,
  input: unknown,
): { input: AppInput<Name> } | { field: string | undefined; message: string } {
  const result = appSchemas[name].input.safeParse(input)
  if (result.success) return { input: result.data }
  const [issue] = result.error.issues
  const path =
    issue?.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : (issue?.path ?? [])
  return { field: path.length > 0 ? path.join('.') : undefined, message: issue?.message ?? 'invalid' }
}
