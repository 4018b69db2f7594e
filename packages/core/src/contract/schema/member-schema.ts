import * as z from 'zod'
import { count, limit, named, nullableText, pageOf, time } from '../wire-schema'
import { organization, organizationSummary } from './organization-schema'
import { roleSummary } from './role-schema'

export const member = named(
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

export const memberPage = named('MemberPage', pageOf(member))

export const userMembership = named(
  'UserMembership',
  z.object({
    organization: organizationSummary,
    role: roleSummary,
    joinedAt: time,
    lastActiveAt: time.nullable(),
  }),
)

export const userMembershipPage = named(
  'UserMembershipPage',
  z.object({ items: z.array(userMembership), nextCursor: nullableText, totalCount: count }),
)

const namedUser = z.object({ id: z.string(), name: z.string() })

export const administrationOffer = named(
  'AdministrationOffer',
  z.object({
    from: namedUser,
    to: namedUser,
    role: roleSummary,
    nextRole: roleSummary,
    createdAt: time,
  }),
)

export const activeOrganization = named(
  'ActiveOrganization',
  z.object({
    organization,
    membership: z.object({ role: roleSummary, permissions: z.array(z.string()), joinedAt: time }),
    limits: z.object({ inviteMember: limit, addMember: limit, deleteOrganization: limit }),
    administrationOffers: z.array(administrationOffer),
  }),
)
