import * as z from 'zod'
import { enrollmentMode } from './schema/domain-schema'
import type { BackendInput, BackendOperationName, BackendOutput } from './backend'
import { events, eventsOutput } from './schema/event-schema'
import { applicationInvitation } from './schema/invitation-schema'
import { userMembershipPage } from './schema/member-schema'
import { backendOrganization } from './schema/organization-schema'
import { availableRole, customPermission, permissionList, roleList } from './schema/role-schema'
import { backendUser, instanceSettings } from './schema/session-schema'
import {
  addDomainInput,
  domainOutput,
  memberOutput,
  organizationInput,
  sharedSchemas,
  userMembershipsInput,
} from './shared-schema'
import {
  bulkResult,
  invitationStatus,
  limitOverride,
  named,
  pageInput,
  pageOf,
  permitOverride,
  text,
  texts,
} from './wire-schema'

/* What stands on the wire of the backend contract, for servers. As in `app-schema.ts`, rules are the engine's. */

const noInput = z.strictObject({})
const userInput = z.strictObject({ userId: text })
const roleInput = z.strictObject({ roleKey: text })
const permissionInput = z.strictObject({ permission: text })
const ofInvitation = z.strictObject({ invitationId: text })
const limitInput = limitOverride(z.number()).optional()
const numberOrNone = z.number().nullable().optional()
const descriptionInput = text.nullable().optional()

const newOrganization = z.strictObject({
  name: text,
  slug: text.optional(),
  userId: text.optional(),
  membershipLimit: limitInput,
})

const userOutput = named('BackendUserOutput', z.object({ user: backendUser }))
const organizationOutput = named(
  'BackendOrganizationOutput',
  z.object({ organization: backendOrganization, events }),
)
const settingsOutput = named(
  'SettingsOutput',
  z.object({
    settings: instanceSettings,
    defaults: instanceSettings,
    hidden: z.array(instanceSettings.keyof()),
  }),
)
const roleOutput = named('BackendRoleOutput', z.object({ role: availableRole }))
const permissionOutput = named('PermissionOutput', z.object({ permission: customPermission }))
const invitationOutput = named('ApplicationInvitationOutput', z.object({ invitation: applicationInvitation }))
const doneOutput = named('DoneOutput', z.object({ deleted: z.literal(true) }))

export type BackendSchemas = {
  [Name in BackendOperationName]: {
    input: z.ZodType<BackendInput<Name>>
    output: z.ZodType<BackendOutput<Name>>
  }
}

/** Input and output of every operation. A row added to the contract fails to compile here until it is met. */
export const backendSchemas: BackendSchemas = {
  ...sharedSchemas,
  upsertUser: {
    input: userInput.extend({
      name: text,
      emails: z.array(z.strictObject({ address: text, verified: z.boolean() })),
      imageUrl: text.nullable().optional(),
    }),
    output: userOutput,
  },
  getUser: { input: userInput, output: userOutput },
  listUsers: {
    input: z.strictObject({ emailAddress: text.optional(), ...pageInput }),
    output: named('BackendUserPage', pageOf(backendUser)),
  },
  updateUser: {
    input: userInput.extend({
      mayCreateOrganizations: permitOverride.optional(),
      creationLimit: limitInput,
      metadata: z.record(text, text.nullable()).optional(),
    }),
    output: userOutput,
  },
  deleteUser: { input: userInput, output: eventsOutput },
  listUserMemberships: { input: userInput.extend(userMembershipsInput), output: userMembershipPage },

  createOrganization: { input: newOrganization, output: organizationOutput },
  createOrganizations: {
    input: z.strictObject({ organizations: z.array(newOrganization) }),
    output: named(
      'CreateOrganizationsOutput',
      z.object({ results: z.array(bulkResult(backendOrganization)), events }),
    ),
  },
  listOrganizations: {
    input: z.strictObject(pageInput),
    output: named('BackendOrganizationPage', pageOf(backendOrganization)),
  },
  getOrganization: {
    input: z.strictObject({ organization: text }),
    output: named('BackendGetOrganizationOutput', z.object({ organization: backendOrganization })),
  },
  updateOrganization: {
    input: organizationInput.extend({
      name: text.optional(),
      slug: text.optional(),
      membershipLimit: limitInput,
      membersMayDelete: z.boolean().optional(),
      version: z.number().optional(),
    }),
    output: organizationOutput,
  },
  deleteOrganization: { input: organizationInput, output: eventsOutput },

  addMember: {
    input: z.strictObject({ organizationId: text, userId: text, roleKey: text.optional() }),
    output: memberOutput,
  },

  addDomain: { input: addDomainInput.extend({ verified: z.boolean().optional() }), output: domainOutput },

  inviteToApplication: {
    input: z.strictObject({ emailAddress: text, expiresInDays: z.number().optional() }),
    output: invitationOutput,
  },
  listApplicationInvitations: {
    input: z.strictObject({ status: invitationStatus.optional(), ...pageInput }),
    output: named('ApplicationInvitationPage', pageOf(applicationInvitation)),
  },
  resendApplicationInvitation: { input: ofInvitation, output: invitationOutput },
  revokeApplicationInvitation: { input: ofInvitation, output: invitationOutput },

  getSettings: { input: noInput, output: settingsOutput },
  updateSettings: {
    input: z.strictObject({
      organizationsEnabled: z.boolean().optional(),
      personalAccounts: z.boolean().optional(),
      slugs: z.boolean().optional(),
      userCreatedOrganizations: z.boolean().optional(),
      creationLimit: numberOrNone,
      membershipLimit: numberOrNone,
      membersMayDeleteOrganizations: z.boolean().optional(),
      organizationRoles: z.boolean().optional(),
      domains: z.boolean().optional(),
      enrollmentModes: z.array(enrollmentMode).optional(),
      membershipRequests: z.boolean().optional(),
      invitationReminderDays: numberOrNone,
      terms: z.strictObject({ version: text, url: text.nullable() }).nullable().optional(),
      profileFields: z.array(z.strictObject({ key: text, label: text })).optional(),
      supportContact: text.nullable().optional(),
      invitationsPerHour: numberOrNone,
      backendRequestsPerTenSeconds: numberOrNone,
    }),
    output: settingsOutput,
  },
  setDefaultRole: { input: roleInput, output: settingsOutput },
  setCreatorRole: { input: roleInput, output: settingsOutput },

  listRoles: { input: noInput, output: roleList },
  createRole: {
    input: z.strictObject({
      key: text,
      name: text,
      description: descriptionInput,
      permissions: texts,
    }),
    output: roleOutput,
  },
  updateRole: {
    input: roleInput.extend({
      name: text.optional(),
      description: descriptionInput,
      permissions: texts.optional(),
      version: z.number().optional(),
    }),
    output: roleOutput,
  },
  deleteRole: { input: roleInput.extend({ replacementRoleKey: text.optional() }), output: doneOutput },
  listPermissions: { input: noInput, output: permissionList },
  createPermission: {
    input: z.strictObject({ key: text, name: text, description: descriptionInput }),
    output: permissionOutput,
  },
  updatePermission: {
    input: permissionInput.extend({ name: text.optional(), description: descriptionInput }),
    output: permissionOutput,
  },
  deletePermission: { input: permissionInput, output: doneOutput },
}
