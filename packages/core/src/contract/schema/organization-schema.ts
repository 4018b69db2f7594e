import * as z from 'zod'
import { count, limit, limitOverride, named, nullableText, time } from '../wire-schema'

export const organization = named(
  'Organization',
  z.object({
    id: z.string(),
    name: z.string(),
    slug: nullableText,
    imageUrl: nullableText,
    memberCount: count,
    pendingInvitationCount: count,
    pendingRequestCount: count,
    membersMayDelete: z.boolean(),
    createdAt: time,
    updatedAt: time,
    version: count,
  }),
)

export const organizationSummary = named(
  'OrganizationSummary',
  organization.pick({ id: true, name: true, slug: true, imageUrl: true }),
)

export const backendOrganization = named(
  'BackendOrganization',
  organization.extend({
    createdByUserId: nullableText,
    membershipLimit: limitOverride(count),
    limits: z.object({ inviteMember: limit, addMember: limit }),
  }),
)
