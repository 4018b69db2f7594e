import {
  defaultAdminRole,
  defaultMemberRole,
  type Identity,
  type Role,
  systemPermissions,
} from '@orgkit/core'
import type { AppInput, AppOperationName } from '@orgkit/core/contract/app'
import type { OrgkitServer } from '@orgkit/server'
import { allButName, type AskedPermission, askedPermissions, heldBeside, onlyName, wordOf } from './callers'
import { keysOf } from './keys'

/** An organization and what belongs to it alone. */
export interface SeededOrganization {
  id: string
  slug: string
  /** A role of its own without permissions; in A `both` holds it. */
  roleKey: string
  /** To nora. */
  invitationId: string
  /** To somebody who has no account. */
  otherInvitationId: string
  /** Verified; it suggests the organization, in A to nora and omar, in B to otto. */
  domainId: string
  /** Of everybody's addresses, and unverified. */
  newDomainId: string
}

export interface Seeded {
  a: SeededOrganization
  b: SeededOrganization
  /** To the app. */
  applicationInvitationId: string
}

export type Label = 'x' | 'y'

export const guestRole: Role = { key: 'org:guest', name: 'Guest', description: null, permissions: [] }

/**
 * The same person has the same address everywhere: an invitation of one instance must not open the other. Only `both` has the same
 * id and another address, as where a host's two instances share their users.
 */
export function identityOf(label: Label, name: string): Identity {
  const isShared = name === 'both'
  const address = isShared ? `both-${label}@matrix.test` : `${name}@matrix.test`
  const id = isShared ? 'user_both' : `user_${label}_${name}`
  const addresses = [address, ...(guests[name] ?? []).map((domain) => `${name}@${domain}`)]
  return {
    id,
    name: `${name} of ${label}`,
    emails: addresses.map((each) => ({ address: each, verified: true })),
  }
}

const guestsOfA = 'guests.test'
const guestsOfB = 'others.test'
const guestsOfC = 'thirds.test'
/** Who has an address at a domain of A or B as well, or at that of another organization, for a second suggestion. */
const guests: Readonly<Record<string, readonly string[]>> = {
  nora: [guestsOfA, guestsOfC],
  omar: [guestsOfA],
  olga: [guestsOfA],
  otto: [guestsOfB],
  oda: [guestsOfB],
}

/** Keys that only this instance has. */
export const keysIn = (label: Label) => ({
  spareRole: `org:spare_${label}`,
  /** Could be the creator role. */
  chiefRole: `org:chief_${label}`,
  permission: `org:${label}_notes:write`,
  /** Somebody only this instance knows. */
  only: `zoe_${label}`,
})

const isAlone = (permission: AskedPermission) => heldBeside[permission] === undefined

/**
 * One instance with two organizations: A, of ada, where somebody holds exactly each permission and somebody all but it, and B, of
 * bea. `nora` is in neither, and invited to both. What a test asks for by name is in both instances of this kind; ids and keys are
 * each one's own.
 */
export async function seed(server: OrgkitServer, label: Label): Promise<Seeded> {
  const keys = keysIn(label)
  const permission = { key: keys.permission, name: 'Write notes', description: null }
  await server.putInstances([
    {
      id: label,
      applicationId: `app_${label}`,
      plan: 'pro',
      publishableKey: keysOf(label).publishable,
      secretKey: keysOf(label).secret,
      settings: {
        organizationsEnabled: true,
        personalAccounts: true,
        slugs: true,
        organizationRoles: true,
        domains: true,
        membershipLimit: null,
        creationLimit: null,
        invitationsPerHour: null,
        backendRequestsPerTenSeconds: null,
      },
      permissions: [permission],
      roles: [
        defaultAdminRole,
        defaultMemberRole,
        guestRole,
        { key: keys.spareRole, name: 'Spare', description: null, permissions: [] },
        { ...defaultAdminRole, key: keys.chiefRole, name: 'Chief' },
        ...askedPermissions.filter(isAlone).map((held) => ({
          key: `org:${onlyName(held)}`,
          name: `Only ${held}`,
          description: null,
          permissions: askedPermissions.filter((each) => onlyName(each) === onlyName(held)),
        })),
      ],
    },
  ])
  const as = <Name extends AppOperationName>(name: string, operation: Name, input: AppInput<Name>) =>
    server.engine.execute(operation, { instanceId: label, identity: identityOf(label, name) }, input)

  async function know(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      const { id: userId, ...identity } = identityOf(label, name)
      await server.engine.executeBackend('upsertUser', label, { userId, ...identity })
    }
  }
  async function add(organizationId: string, name: string, roleKey: string): Promise<void> {
    await know(name)
    const { id: userId } = identityOf(label, name)
    await server.engine.executeBackend('addMember', label, { organizationId, userId, roleKey })
  }
  async function addDomain(organizationId: string, name: string, verified: boolean) {
    const input = { organizationId, name, enrollmentMode: 'automatic_suggestion', verified } as const
    return (await server.engine.executeBackend('addDomain', label, input)).domain.id
  }
  async function found(name: string, slug: string, guestsOf: string): Promise<SeededOrganization> {
    const { organization } = await as(name, 'createOrganization', { name: `${slug} organization`, slug })
    const { id } = organization
    const invite = async (emailAddress: string) => {
      const input = { organizationId: id, emailAddress, roleKey: guestRole.key }
      return (await as(name, 'inviteMember', input)).invitation.id
    }
    return {
      id,
      slug,
      roleKey: await ownRole(name, id, 'Idle', []),
      invitationId: await invite('nora@matrix.test'),
      otherInvitationId: await invite('nobody@matrix.test'),
      domainId: await addDomain(id, guestsOf, true),
      newDomainId: await addDomain(id, 'matrix.test', false),
    }
  }
  async function ownRole(
    owner: string,
    organizationId: string,
    name: string,
    permissions: readonly string[],
  ) {
    const input = { organizationId, name, permissions }
    return (await as(owner, 'createOrganizationRole', input)).role.key
  }

  const a = await found('ada', `first-${label}`, guestsOfA)
  await add(a.id, 'grace', defaultMemberRole.key)
  await add(a.id, 'theo', defaultMemberRole.key)
  await add(a.id, onlyName(null), guestRole.key)
  await add(a.id, keys.only, keys.spareRole)
  await add(a.id, 'both', a.roleKey)
  await add(a.id, 'tess', defaultAdminRole.key)
  for (const held of askedPermissions.filter(isAlone))
    await add(a.id, onlyName(held), `org:${onlyName(held)}`)
  await add(a.id, allButName(null), keys.chiefRole)
  for (const missing of askedPermissions) {
    const rest = systemPermissions.filter((each) => each !== missing)
    await add(a.id, allButName(missing), await ownRole('ada', a.id, `All but ${wordOf(missing)}`, rest))
  }
  const offer = { nextRoleKey: guestRole.key }
  await as('ada', 'offerAdministration', { ...offer, organizationId: a.id, userId: `user_${label}_grace` })

  const b = await found('bea', `second-${label}`, guestsOfB)
  await add(b.id, 'ben', defaultMemberRole.key)
  await as('bea', 'offerAdministration', { ...offer, organizationId: b.id, userId: `user_${label}_ben` })
  // Only in B, so that a filter for it shows whether it looks into another organization.
  await as('bea', 'updateOrganization', { organizationId: b.id, name: `Second of ${label}` })
  for (const name of ['ada', 'bea']) {
    const { organization } = await as(name, 'createOrganization', { name: `Another of ${name}` })
    if (name === 'ada') await addDomain(organization.id, guestsOfC, true)
  }

  await know('nora')
  for (const name of ['omar', 'olga']) await as(name, 'acceptSuggestion', { suggestionId: a.domainId })
  for (const name of ['otto', 'oda']) await as(name, 'acceptSuggestion', { suggestionId: b.domainId })
  await server.engine.executeBackend('inviteToApplication', label, { emailAddress: 'early@matrix.test' })
  const { invitation } = await server.engine.executeBackend('inviteToApplication', label, {
    emailAddress: 'late@matrix.test',
  })
  return { a, b, applicationInvitationId: invitation.id }
}
