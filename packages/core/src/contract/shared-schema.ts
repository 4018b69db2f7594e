import * as z from 'zod'
import { domain, domainPage, enrollmentMode } from './schema/domain-schema'
import { activityPage, events, eventsOutput, organizationEventType } from './schema/event-schema'
import { invitation, invitationPage } from './schema/invitation-schema'
import { member, memberPage } from './schema/member-schema'
import { bulkResult, invitationStatus, named, pageInput, text } from './wire-schema'

export const organizationInput = z.strictObject({ organizationId: text })
const memberInput = z.strictObject({ organizationId: text, userId: text })
export const memberOutput = named('MemberOutput', z.object({ member, events }))
export const invitationInput = z.strictObject({ organizationId: text, invitationId: text })
const invitationOutput = named('InvitationOutput', z.object({ invitation, events }))

export const domainInput = z.strictObject({ organizationId: text, domainId: text })
export const addDomainInput = organizationInput.extend({
  name: text,
  enrollmentMode: enrollmentMode.optional(),
})
export const domainOutput = named('DomainOutput', z.object({ domain, events }))

/** The operations that stand in both contracts with the same input and output. */
export const sharedSchemas = {
  listMembers: {
    input: z.strictObject({
      organizationId: text,
      query: text.optional(),
      roleKey: text.optional(),
      sort: z.enum(['name', 'joined']).optional(),
      ...pageInput,
    }),
    output: memberPage,
  },
  updateMemberRole: { input: memberInput.extend({ roleKey: text }), output: memberOutput },
  removeMember: { input: memberInput, output: eventsOutput },
  inviteMember: {
    input: z.strictObject({
      organizationId: text,
      emailAddress: text,
      roleKey: text.optional(),
      expiresInDays: z.number().optional(),
    }),
    output: invitationOutput,
  },
  inviteMembers: {
    input: z.strictObject({
      organizationId: text,
      invitations: z.array(z.strictObject({ emailAddress: text, roleKey: text.optional() })),
      roleKey: text.optional(),
      expiresInDays: z.number().optional(),
    }),
    output: named('InviteMembersOutput', z.object({ results: z.array(bulkResult(invitation)), events })),
  },
  listInvitations: {
    input: z.strictObject({ organizationId: text, status: invitationStatus.optional(), ...pageInput }),
    output: invitationPage,
  },
  resendInvitation: { input: invitationInput, output: invitationOutput },
  revokeInvitation: { input: invitationInput, output: invitationOutput },
  listDomains: { input: organizationInput.extend(pageInput), output: domainPage },
  updateDomain: {
    input: domainInput.extend({
      enrollmentMode,
      declineRequests: z.boolean().optional(),
      version: z.number().optional(),
    }),
    output: domainOutput,
  },
  removeDomain: { input: domainInput, output: eventsOutput },
  listEvents: {
    input: z.strictObject({
      organizationId: text,
      type: organizationEventType.optional(),
      actorUserId: text.optional(),
      ...pageInput,
    }),
    output: activityPage,
  },
}

/** The caller's own list, and that of a user whom the app's server names. */
export const userMembershipsInput = {
  query: text.optional(),
  sort: z.enum(['name', 'recent']).optional(),
  ...pageInput,
}
