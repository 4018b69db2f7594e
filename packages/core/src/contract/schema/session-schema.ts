import * as z from 'zod'
import { count, errorBody, limit, limitOverride, named, nullableText, permitOverride } from '../wire-schema'
import { enrollmentMode } from './domain-schema'
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
    metadata: z.record(z.string(), z.string()),
    acceptedTermsVersion: nullableText,
    acceptedTermsAt: nullableText,
    limits: z.object({ createOrganization: limit }),
  }),
)

const terms = named('Terms', z.object({ version: z.string(), url: nullableText }))
const profileField = z.object({ key: z.string(), label: z.string() })

export const sessionTask = named(
  'SessionTask',
  z.object({
    key: z.string(),
    terms: terms.optional(),
    fields: z.array(profileField.extend({ value: nullableText })).optional(),
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
    domains: z.boolean(),
    enrollmentModes: z.array(enrollmentMode),
    membershipRequests: z.boolean(),
    invitationReminderDays: count.nullable(),
    terms: terms.nullable(),
    profileFields: z.array(profileField),
    supportContact: nullableText,
    invitationsPerHour: count.nullable(),
    backendRequestsPerTenSeconds: count.nullable(),
  }),
)

export const sessionSettings = named(
  'SessionSettings',
  instanceSettings.omit({
    invitationsPerHour: true,
    backendRequestsPerTenSeconds: true,
    invitationReminderDays: true,
    terms: true,
    profileFields: true,
  }),
)

export const session = named(
  'Session',
  z.object({
    status: z.enum(['active', 'pending']),
    user,
    tasks: z.array(sessionTask),
    active: activeOrganization.nullable(),
    activeError: errorBody.nullable(),
    memberships: userMembershipPage,
    invitationCount: count,
    suggestionCount: count,
    limits: z.object({ createOrganization: limit }),
  }),
)
