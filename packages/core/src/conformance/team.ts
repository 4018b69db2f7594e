import { later, type TestUser, type TestWorld } from './case'

export interface Team {
  /** Made the organization, and holds the creator role. */
  ada: TestUser
  organizationId: string
  /** The further members, in the order of the roles. */
  others: TestUser[]
}

/** Ada's organization, with further members whose names are the keys. */
export async function createTeam(
  world: TestWorld,
  roles: Readonly<Record<string, string>> = {},
): Promise<Team> {
  const ada = await world.signUp('Ada')
  const { organization } = await ada.createOrganization({ name: 'Acme' })
  const others: TestUser[] = []
  for (const [name, roleKey] of Object.entries(roles)) {
    const user = await world.signUp(name)
    await later()
    await world.addMember(organization.id, user, roleKey)
    others.push(user)
  }
  return { ada, organizationId: organization.id, others }
}

/** Somebody of another organization in the same instance. */
export async function signUpElsewhere(world: TestWorld, name: string, organizationName = 'Globex') {
  const user = await world.signUp(name)
  const { organization } = await user.createOrganization({ name: organizationName })
  return { user, organizationId: organization.id }
}

/** The role that each member holds, by their name. */
export async function rolesOf(user: TestUser, organizationId: string): Promise<Record<string, string>> {
  const { items } = await user.listMembers({ organizationId })
  return Object.fromEntries(items.map((member) => [member.user.name, member.role.key]))
}

/** What the user may do in the organization now. */
export async function permissionsOf(user: TestUser, organization: string): Promise<readonly string[]> {
  return (await user.getOrganization({ organization })).membership.permissions
}
