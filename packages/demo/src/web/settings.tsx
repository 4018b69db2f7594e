import { useAuthorization, useOrganization, useSession } from '@orgkit/react'
import { InviteMemberDialog } from '@orgkit/ui'
import { useRef } from 'react'
import { DangerZone } from './danger-zone'
import { DomainPanel } from './domain-panel'
import { Handovers } from './handover'
import { InvitationTable } from './invitation-table'
import { MemberTable } from './member-table'
import { OrganizationForm } from './organization-form'
import { navigate, usePath } from './path'
import { reasonOf } from './reason'
import { RequestTable } from './request-table'

/** The active organization: its name, who is in, who is invited, and the ways out. */
export function Settings() {
  const heading = useRef<HTMLHeadingElement>(null)
  const { organization, limits } = useOrganization()
  const { has } = useAuthorization()
  const { settings } = useSession()
  const mayInvite = has({ permission: 'org:sys_memberships:manage' })
  const { hash } = usePath()
  const setInviting = (isInviting: boolean) =>
    isInviting ? navigate('/notes/settings#invite') : navigate('/notes/settings', { replace: true })
  if (!organization || !limits) return null
  const { used, maximum, allowed, reason } = limits.inviteMember
  const isFull = !allowed && reason !== null && reason !== 'forbidden'
  return (
    <main className="notes settings">
      <p>
        <a
          href="/notes"
          onClick={(event) => {
            event.preventDefault()
            navigate('/notes')
          }}
        >
          Back to notes
        </a>
      </p>
      <div className="settings-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {organization.name}
          </h1>
          <p className="muted">
            {maximum === null ? `${used} seats taken` : `${used} of ${maximum} seats taken`}
          </p>
          {mayInvite && isFull && (
            <p className="muted" id="seats">
              {reasonOf(reason, { maximum, support: settings?.supportContact ?? null })}
            </p>
          )}
        </div>
        {mayInvite && (
          <button
            type="button"
            className="primary"
            aria-disabled={isFull}
            aria-describedby={isFull ? 'seats' : undefined}
            onClick={() => {
              if (!isFull) setInviting(true)
            }}
          >
            Invite
          </button>
        )}
      </div>
      <Handovers key={`${organization.id} offers`} heading={heading} />
      <OrganizationForm key={`${organization.id} name`} />
      {mayInvite && <RequestTable key={`${organization.id} requests`} />}
      <MemberTable key={organization.id} />
      {mayInvite && <InvitationTable key={`${organization.id} invitations`} />}
      <DomainPanel key={`${organization.id} domains`} />
      {mayInvite && <InviteMemberDialog open={hash === 'invite'} onOpenChange={setInviting} />}
      <DangerZone key={`${organization.id} danger`} />
    </main>
  )
}
