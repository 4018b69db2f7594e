import type { ActiveOrganization, AvailableRole, Member, SessionAnswer } from '@orgkit/core'
import { defaultAdminRole, defaultMemberRole } from '@orgkit/core'
import { useAuthorization } from '../authorization'
import { useOrgkit } from '../context'
import { useMembers } from '../member'
import { useOrganization } from '../organization'
import { useOrganizationList } from '../organization-list'
import { useSession } from '../session'
import { useSwitchOrganization } from '../switch'
import { active, member, session } from './fixtures'

/** A page that shows an organization with its members, and what the user may do there. */
export function useOrganizationPage() {
  return {
    orgkit: useOrgkit('test'),
    session: useSession(),
    organization: useOrganization(),
    authorization: useAuthorization(),
    members: useMembers(),
    list: useOrganizationList(),
    switching: useSwitchOrganization(),
  }
}

/** What a person reads on it. */
export function read({
  organization,
  authorization,
  members,
  list,
}: Omit<ReturnType<typeof useOrganizationPage>, 'session' | 'orgkit' | 'switching'>) {
  return {
    here: organization.organization?.name ?? null,
    role: authorization.role?.name ?? null,
    mayManage: authorization.has({ permission: 'org:sys_memberships:manage' }),
    members: members.data.map(({ user, role }) => `${user.name} ${role.name}`),
    offers: organization.administrationOffers.map(({ from, to }) => `${from.name} → ${to.name}`),
    organizations: list.userMemberships.data.map((row) => row.organization.name),
  }
}

export const adminRole: AvailableRole = { ...defaultAdminRole, isOwn: false, version: 1 }
export const memberRole: AvailableRole = { ...defaultMemberRole, isOwn: false, version: 1 }

/** Ada is the one who administrates, unless `administrator` says that Grace is. */
export function team(administrator: 'ada' | 'grace' = 'ada'): Member[] {
  return ['ada', 'grace', 'linus'].map((key) => {
    const { key: roleKey, name } = key === administrator ? adminRole : memberRole
    return { ...member(key), role: { key: roleKey, name }, isAdministrator: key === administrator }
  })
}

/** Ada's session in Acme. */
export function adaIn(role: AvailableRole, changes: Partial<ActiveOrganization> = {}): SessionAnswer {
  const acme = active('acme', { memberCount: 3 })
  const { key, name, permissions } = role
  const membership = { ...acme.membership, role: { key, name }, permissions }
  return session({ changes: { active: { ...acme, membership, ...changes } } })
}
