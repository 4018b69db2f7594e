import * as z from 'zod'
import { count, errorBody, limit, limitOverride, named, nullableText, permitOverride } from '../wire-schema'
import { activeOrganization, userMembershipPage } from './member-schema'

const user = named(
  'User',
  z.object({
    id: z.string(),
    name: z.string(),
    imageUrl: nullableText,
    emails: z.array(z.object({ address: z.string(), verified: z.boolean() })),
  }),
)

export const backendUser = named(
  'BackendUser',
  user.extend({
    organizationCount: count,
    createdOrganizationCount: count,
    mayCreateOrganizations: permitOverride,
    creationLimit: limitOverride(count),
    limits: z.object({ createOrganization: limit }),
  }),
)

export const instanceSettings = named(
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
    organizationRoles: z.boolean(),
    supportContact: nullableText,
    invitationsPerHour: count.nullable(),
    backendRequestsPerTenSeconds: count.nullable(),
  }),
)

export const sessionSettings = named(
  'SessionSettings',
  instanceSettings.omit({ invitationsPerHour: true, backendRequestsPerTenSeconds: true }),
)

export const session = named(
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
