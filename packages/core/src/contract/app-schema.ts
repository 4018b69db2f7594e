import * as z from 'zod'
import type { AppInput, AppOperationName, AppOutput } from './app'
import {
  count,
  errorBody,
  invitationStatus,
  limit,
  named,
  nullableText,
  pageInput,
  pageOf,
  queryNullable,
  refusal,
  text,
  time,
} from './wire-schema'

export { parseInput, queryNumber, schemaNames } from './wire-schema'

/*
 * What stands on the wire, for servers. Rules are not repeated here: a name of 200 characters is well-formed, and refused by the
 * engine with `too_long`. The caps below only keep absurd texts from the rules.
 */

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

const invitation = named(
  'Invitation',
  z.object({
    id: z.string(),
    organizationId: z.string(),
    emailAddress: z.string(),
    role: roleSummary,
    status: invitationStatus,
    inviter: z.object({ id: z.string(), name: z.string() }).nullable(),
    createdAt: time,
    sentAt: time,
    expiresAt: time,
  }),
)

const invitationSummary = named(
  'InvitationSummary',
  z.object({
    kind: z.enum(['organization', 'application']),
    status: invitationStatus,
    organizationName: nullableText,
    inviterName: nullableText,
    role: roleSummary.nullable(),
    expiresAt: time,
  }),
)

const userInvitation = named(
  'UserInvitation',
  z.object({
    id: z.string(),
    organization: organizationSummary,
    role: roleSummary,
    inviterName: nullableText,
    createdAt: time,
    expiresAt: time,
  }),
)

const member = named(
  'Member',
  z.object({
    user: z.object({
      id: z.string(),
      name: z.string(),
      imageUrl: nullableText,
      emailAddress: nullableText,
    }),
    role: roleSummary,
    isAdministrator: z.boolean(),
    joinedAt: time,
  }),
)

const role = named(
  'Role',
  z.object({
    key: z.string(),
    name: z.string(),
    description: nullableText,
    permissions: z.array(z.string()),
  }),
)

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
    invitationCount: count,
    limits: z.object({ createOrganization: limit }),
  }),
)

const ofEvent = { id: z.string(), at: time, actorUserId: nullableText, sequence: count }
const ofOrganizationEvent = { ...ofEvent, organizationId: z.string() }
const counts = z.object({ memberCount: count, pendingInvitationCount: count })

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
      counts,
    }),
    z.object({ type: z.literal('membership.deleted'), ...ofOrganizationEvent, userId: z.string(), counts }),
    z.object({
      type: z.enum([
        'invitation.created',
        'invitation.resent',
        'invitation.revoked',
        'invitation.accepted',
        'invitation.declined',
      ]),
      ...ofOrganizationEvent,
      invitation,
      counts,
    }),
    z.object({
      type: z.literal('session_task.completed'),
      ...ofEvent,
      userId: z.string(),
      taskKey: z.string(),
    }),
    z.object({
      type: z.literal('user_invitation.declined'),
      ...ofEvent,
      userId: z.string(),
      invitationId: z.string(),
    }),
  ]),
)
const events = z.array(event)

const ofInvitation = z.strictObject({ organizationId: text, invitationId: text })
const answerToInvitation = z.strictObject({ token: text.optional(), invitationId: text.optional() })
const invitationOutput = named('InvitationOutput', z.object({ invitation, events }))
const eventsOutput = named('EventsOutput', z.object({ events }))

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
      ...pageInput,
    }),
    output: userMembershipPage,
  },
  listUserInvitations: {
    input: z.strictObject(pageInput),
    output: named('UserInvitationPage', pageOf(userInvitation)),
  },
  acceptInvitation: {
    input: answerToInvitation,
    output: named(
      'AcceptInvitationOutput',
      z.object({ active: activeOrganization.nullable(), isFirstMember: z.boolean(), events }),
    ),
  },
  declineInvitation: { input: answerToInvitation, output: eventsOutput },
  previewInvitation: {
    input: z.strictObject({ token: text }),
    output: named(
      'PreviewInvitationOutput',
      z.object({ invitation: invitationSummary, refusal: refusal.nullable() }),
    ),
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
  leaveOrganization: { input: z.strictObject({ organizationId: text }), output: eventsOutput },
  listMembers: {
    input: z.strictObject({
      organizationId: text,
      query: text.optional(),
      roleKey: text.optional(),
      sort: z.enum(['name', 'joined']).optional(),
      ...pageInput,
    }),
    output: named('MemberPage', pageOf(member)),
  },
  listRoles: {
    input: z.strictObject({ organizationId: text }),
    output: named('RoleList', z.object({ items: z.array(role), defaultRoleKey: z.string() })),
  },
  inviteMember: {
    input: z.strictObject({
      organizationId: text,
      emailAddress: text,
      roleKey: text.optional(),
      expiresInDays: z.number().optional(),
    }),
    output: invitationOutput,
  },
  listInvitations: {
    input: z.strictObject({ organizationId: text, status: invitationStatus.optional(), ...pageInput }),
    output: named('InvitationPage', pageOf(invitation)),
  },
  resendInvitation: { input: ofInvitation, output: invitationOutput },
  revokeInvitation: { input: ofInvitation, output: invitationOutput },
  getInvitationLink: {
    input: ofInvitation,
    output: named('InvitationLink', z.object({ url: z.string(), expiresAt: time })),
  },
  checkSlug: {
    input: z.strictObject({ slug: text }),
    output: named(
      'CheckSlugOutput',
      z.object({ slug: z.string(), refusal: refusal.nullable(), suggestions: z.array(z.string()) }),
    ),
  },
}
