import * as z from 'zod'
import { invitationStatus, named, nullableText, pageOf, time } from '../wire-schema'
import { organizationSummary } from './organization-schema'
import { roleSummary } from './role-schema'

export const invitation = named(
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

export const invitationPage = named('InvitationPage', pageOf(invitation))

export const invitationSummary = named(
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

/** To one of the user's addresses. */
export const userInvitation = named(
  'UserInvitation',
  z.object({
    id: z.string(),
    source: z.enum(['invitation', 'domain']),
    organization: organizationSummary,
    role: roleSummary,
    inviterName: nullableText,
    createdAt: time,
    expiresAt: time.nullable(),
  }),
)

export const applicationInvitation = named(
  'ApplicationInvitation',
  z.object({
    id: z.string(),
    emailAddress: z.string(),
    status: invitationStatus,
    createdAt: time,
    sentAt: time,
    expiresAt: time,
  }),
)
