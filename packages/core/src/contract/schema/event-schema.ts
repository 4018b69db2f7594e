import * as z from 'zod'
import { organizationEventTypes } from '../../model/event'
import { count, named, nullableText, pageOf, time } from '../wire-schema'
import { invitation } from './invitation-schema'
import { administrationOffer, userMembership } from './member-schema'
import { domain, membershipRequest, suggestion } from './domain-schema'
import { organization, organizationSummary } from './organization-schema'
import { availableRole, role } from './role-schema'

const ofEvent = { id: z.string(), at: time, actorUserId: nullableText, sequence: count }
const ofOrganizationEvent = { ...ofEvent, organizationId: z.string() }
const counts = z.object({ memberCount: count, pendingInvitationCount: count })

/** Every event. That none is missing is tested: no type says so. */
export const event = named(
  'Event',
  z.discriminatedUnion('type', [
    z.object({
      type: z.enum(['organization.created', 'organization.updated']),
      ...ofOrganizationEvent,
      organization,
    }),
    z.object({ type: z.literal('organization.deleted'), ...ofOrganizationEvent }),
    z.object({
      type: z.literal('membership.created'),
      ...ofOrganizationEvent,
      userId: z.string(),
      membership: userMembership,
      counts,
    }),
    z.object({
      type: z.literal('membership.role_changed'),
      ...ofOrganizationEvent,
      userId: z.string(),
      membership: userMembership,
      permissions: z.array(z.string()),
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
      type: z.enum(['role.created', 'role.updated']),
      ...ofOrganizationEvent,
      role: availableRole,
    }),
    z.object({
      type: z.literal('role.deleted'),
      ...ofOrganizationEvent,
      roleKey: z.string(),
      replacement: role.nullable(),
    }),
    z.object({
      type: z.enum([
        'administration.offered',
        'administration.withdrawn',
        'administration.accepted',
        'administration.declined',
      ]),
      ...ofOrganizationEvent,
      offer: administrationOffer,
    }),
    z.object({
      type: z.enum([
        'domain.created',
        'domain.verification_started',
        'domain.verified',
        'domain.updated',
        'domain.deleted',
      ]),
      ...ofOrganizationEvent,
      domain,
    }),
    z.object({
      type: z.enum([
        'membership_request.created',
        'membership_request.approved',
        'membership_request.declined',
        'membership_request.withdrawn',
      ]),
      ...ofOrganizationEvent,
      request: membershipRequest,
      pendingRequestCount: count,
    }),
    z.object({
      type: z.enum(['user_membership.created', 'user_membership.role_changed']),
      ...ofEvent,
      userId: z.string(),
      membership: userMembership,
    }),
    z.object({
      type: z.literal('user_membership.deleted'),
      ...ofEvent,
      userId: z.string(),
      organization: organizationSummary,
    }),
    z.object({
      type: z.literal('user_suggestion.updated'),
      ...ofEvent,
      userId: z.string(),
      suggestion,
    }),
    z.object({
      type: z.literal('user_suggestion.dismissed'),
      ...ofEvent,
      userId: z.string(),
      suggestionId: z.string(),
    }),
    z.object({
      type: z.enum(['session_task.completed', 'session_task.opened']),
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

export const events = z.array(event)
export const eventsOutput = named('EventsOutput', z.object({ events }))

export const organizationEventType = z.enum(organizationEventTypes)

const facts = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]))
  .nullable()

const activityEntry = named(
  'ActivityEntry',
  z.object({
    id: z.string(),
    type: organizationEventType,
    at: time,
    sequence: count,
    actor: z.object({ id: z.string(), name: z.string() }).nullable(),
    target: z.object({
      kind: z.enum(['organization', 'user', 'invitation', 'role', 'domain']),
      id: z.string(),
      name: z.string(),
    }),
    before: facts,
    after: facts,
  }),
)

export const activityPage = named('ActivityPage', pageOf(activityEntry))
