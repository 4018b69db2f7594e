import * as z from 'zod'
import type { AppInput, AppOperationName, AppOutput } from './app'
import {
  domainProof,
  membershipRequest,
  membershipRequestPage,
  suggestion,
  suggestionPage,
} from './schema/domain-schema'
import { events, eventsOutput } from './schema/event-schema'
import { invitationSummary, userInvitation } from './schema/invitation-schema'
import {
  activeOrganization,
  administrationOffer,
  member,
  userMembership,
  userMembershipPage,
} from './schema/member-schema'
import { organization } from './schema/organization-schema'
import { availableRole, permissionList, roleList } from './schema/role-schema'
import { session, sessionSettings, sessionTask } from './schema/session-schema'
import {
  addDomainInput,
  domainInput,
  domainOutput,
  invitationInput,
  memberOutput,
  organizationInput,
  sharedSchemas,
  userMembershipsInput,
} from './shared-schema'
import {
  bulkResult,
  named,
  pageInput,
  pageOf,
  queryNullable,
  refusal,
  text,
  texts,
  time,
} from './wire-schema'

export { appStreamSchemas } from './app-stream-schema'
export { parseInput, queryNumber, schemaNames } from './wire-schema'
export { instanceSettings as instanceSettingsSchema } from './schema/session-schema'

/*
 * What stands on the wire, for servers. Rules are not repeated here: a name of 200 characters is well-formed, and refused by the
 * engine with `too_long`. The caps below only keep absurd texts from the rules.
 */

const organizationOutput = named('OrganizationOutput', z.object({ organization, events }))
const answerToInvitation = z.strictObject({ token: text.optional(), invitationId: text.optional() })
const membersInput = z.strictObject({ organizationId: text, userIds: texts })
const offerInput = z.strictObject({ organizationId: text, fromUserId: text })
const suggestionInput = z.strictObject({ suggestionId: text })
const requestInput = z.strictObject({ organizationId: text, userId: text })
const updateMembersOutput = named(
  'UpdateMembersOutput',
  z.object({ results: z.array(bulkResult(member)), events }),
)
const roleOutput = named('RoleOutput', z.object({ role: availableRole, events }))

export type AppSchemas = {
  [Name in AppOperationName]: { input: z.ZodType<AppInput<Name>>; output: z.ZodType<AppOutput<Name>> }
}

/** Input and output of every operation. A row added to the contract fails to compile here until it is met. */
export const appSchemas: AppSchemas = {
  ...sharedSchemas,
  getSession: {
    input: z.strictObject({ organization: queryNullable.optional() }),
    output: named(
      'GetSessionOutput',
      z.object({ session: session.nullable(), settings: sessionSettings, liveCursor: z.string().optional() }),
    ),
  },
  setLastActiveOrganization: {
    input: z.strictObject({ organizationId: text.nullable() }),
    output: named(
      'SetLastActiveOrganizationOutput',
      z.object({
        active: activeOrganization.nullable(),
        liveCursor: z.string().optional(),
        events,
      }),
    ),
  },
  listUserMemberships: { input: z.strictObject(userMembershipsInput), output: userMembershipPage },
  listUserInvitations: {
    input: z.strictObject(pageInput),
    output: named('UserInvitationPage', pageOf(userInvitation)),
  },
  acceptInvitation: {
    input: answerToInvitation,
    output: named(
      'AcceptInvitationOutput',
      z.object({
        active: activeOrganization.nullable(),
        liveCursor: z.string().optional(),
        isFirstMember: z.boolean(),
        events,
      }),
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
      z.object({
        organization,
        membership: userMembership,
        active: activeOrganization,
        liveCursor: z.string().optional(),
        events,
      }),
    ),
  },
  getOrganization: {
    input: z.strictObject({ organization: text }),
    output: activeOrganization,
  },
  updateOrganization: {
    input: organizationInput.extend({
      name: text.optional(),
      slug: text.optional(),
      version: z.number().optional(),
    }),
    output: organizationOutput,
  },
  deleteOrganization: { input: organizationInput, output: eventsOutput },
  setOrganizationLogo: {
    input: z.strictObject({ organizationId: text, logo: z.instanceof(Blob).nullable() }),
    output: organizationOutput,
  },
  leaveOrganization: { input: organizationInput, output: eventsOutput },
  updateMembers: {
    input: membersInput.extend({ roleKey: text }),
    output: updateMembersOutput,
  },
  removeMembers: {
    input: membersInput,
    output: named('RemoveMembersOutput', z.object({ results: z.array(bulkResult(z.string())), events })),
  },
  offerAdministration: {
    input: z.strictObject({ organizationId: text, userId: text, nextRoleKey: text.optional() }),
    output: named('AdministrationOfferOutput', z.object({ offer: administrationOffer, events })),
  },
  withdrawAdministration: { input: organizationInput, output: eventsOutput },
  acceptAdministration: {
    input: offerInput,
    output: named('AcceptAdministrationOutput', z.object({ active: activeOrganization, events })),
  },
  declineAdministration: { input: offerInput, output: eventsOutput },
  listRoles: { input: organizationInput, output: roleList },
  listPermissions: { input: organizationInput, output: permissionList },
  createOrganizationRole: {
    input: z.strictObject({
      organizationId: text,
      name: text,
      description: text.nullable().optional(),
      permissions: texts,
    }),
    output: roleOutput,
  },
  updateOrganizationRole: {
    input: z.strictObject({
      organizationId: text,
      roleKey: text,
      name: text.optional(),
      description: text.nullable().optional(),
      permissions: texts.optional(),
      version: z.number().optional(),
    }),
    output: roleOutput,
  },
  deleteOrganizationRole: {
    input: z.strictObject({ organizationId: text, roleKey: text, replacementRoleKey: text.optional() }),
    output: eventsOutput,
  },
  getInvitationLink: {
    input: invitationInput,
    output: named('InvitationLink', z.object({ url: z.string(), expiresAt: time })),
  },
  completeSessionTask: {
    input: z.strictObject({
      taskKey: text,
      termsVersion: text.optional(),
      fields: z.record(text, text).optional(),
    }),
    output: named('CompleteSessionTaskOutput', z.object({ tasks: z.array(sessionTask), events })),
  },
  listSuggestions: { input: z.strictObject(pageInput), output: suggestionPage },
  acceptSuggestion: {
    input: suggestionInput,
    output: named('SuggestionOutput', z.object({ suggestion, events })),
  },
  dismissSuggestion: { input: suggestionInput, output: eventsOutput },
  addDomain: {
    input: addDomainInput,
    output: domainOutput,
  },
  startDomainVerification: {
    input: domainInput.extend({
      method: domainProof.exclude(['verified_address']),
      emailAddress: text.optional(),
    }),
    output: domainOutput,
  },
  finishDomainVerification: {
    input: domainInput.extend({ method: domainProof, code: text.optional() }),
    output: domainOutput,
  },
  listMembershipRequests: { input: organizationInput.extend(pageInput), output: membershipRequestPage },
  approveMembershipRequest: {
    input: requestInput.extend({ roleKey: text.optional() }),
    output: memberOutput,
  },
  declineMembershipRequest: {
    input: requestInput,
    output: named('MembershipRequestOutput', z.object({ request: membershipRequest, events })),
  },
  approveMembershipRequests: {
    input: membersInput.extend({ roleKey: text.optional() }),
    output: updateMembersOutput,
  },
  declineMembershipRequests: {
    input: membersInput,
    output: named(
      'DeclineMembershipRequestsOutput',
      z.object({ results: z.array(bulkResult(membershipRequest)), events }),
    ),
  },
  checkSlug: {
    input: z.strictObject({ slug: text }),
    output: named(
      'CheckSlugOutput',
      z.object({ slug: z.string(), refusal: refusal.nullable(), suggestions: z.array(z.string()) }),
    ),
  },
}
