import { useAuthorization, useOrganization, type Organization, type User } from '@orgkit/react'
import { OrganizationAvatar, UserAvatar } from './avatar'
import { IconButton } from './icon-button'
import { SettingsIcon } from './icons/settings-icon'
import { UserPlusIcon } from './icons/user-plus-icon'
import { organizationSwitcherPanelMessages } from './messages/en/organization-switcher-panel'
import { useMessages } from './messages/language'
import {
  OrganizationSwitcherActions,
  OrganizationSwitcherCurrent,
  OrganizationSwitcherHeader,
} from './organization-switcher-panel-parts'
import { RowText } from './row-text'

interface SwitcherHeaderProps {
  /** The personal account, where it is the current one. */
  personal: Pick<User, 'name' | 'imageUrl'> | null
  onInvite?: (organization: Organization) => void
  onManage?: (organization: Organization) => void
}

/** Where this tab works, and what the reader may do there. Nothing while it works nowhere. */
export function SwitcherHeader({ personal, onInvite, onManage }: SwitcherHeaderProps) {
  const words = useMessages(organizationSwitcherPanelMessages)
  const { organization, membership, limits } = useOrganization()
  const { has } = useAuthorization()
  if (organization && membership && limits) {
    const { used, maximum } = limits.inviteMember
    const mayInvite = onInvite && has({ permission: 'org:sys_memberships:manage' })
    return (
      <OrganizationSwitcherHeader>
        <OrganizationSwitcherCurrent>
          <OrganizationAvatar name={organization.name} imageUrl={organization.imageUrl} />
          <RowText
            current
            name={organization.name}
            meta={words.seats({ role: membership.role.name, used, maximum })}
          />
          {mayInvite || onManage ? (
            <OrganizationSwitcherActions>
              {mayInvite ? (
                <IconButton
                  label={words.invite}
                  icon={<UserPlusIcon />}
                  onClick={() => onInvite(organization)}
                />
              ) : null}
              {onManage ? (
                <IconButton
                  label={words.settings}
                  icon={<SettingsIcon />}
                  onClick={() => onManage(organization)}
                />
              ) : null}
            </OrganizationSwitcherActions>
          ) : null}
        </OrganizationSwitcherCurrent>
      </OrganizationSwitcherHeader>
    )
  }
  if (!personal) return null
  return (
    <OrganizationSwitcherHeader>
      <OrganizationSwitcherCurrent>
        <UserAvatar name={personal.name} imageUrl={personal.imageUrl} />
        <RowText current name={personal.name} meta={words.personalAccount} />
      </OrganizationSwitcherCurrent>
    </OrganizationSwitcherHeader>
  )
}
