import { useAuthorization, useOrganization } from '@orgkit/react'
import { InviteMemberDialog } from '@orgkit/ui'
import { InvitationTable } from './invitation-table'
import { MemberTable } from './member-table'
import { navigate, usePath } from './path'

/** The people of the active organization: who is in, and who is invited. */
export function Settings() {
  const { organization, limits } = useOrganization()
  const { has } = useAuthorization()
  const mayInvite = has({ permission: 'org:sys_memberships:manage' })
  const { hash } = usePath()
  const setInviting = (isInviting: boolean) =>
    isInviting ? navigate('/notes/settings#invite') : navigate('/notes/settings', { replace: true })
  if (!organization || !limits) return null
  const { used, maximum } = limits.inviteMember
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
          <h1>{organization.name}</h1>
          <p className="muted">
            {maximum === null ? `${used} seats taken` : `${used} of ${maximum} seats taken`}
          </p>
        </div>
        {mayInvite && (
          <button type="button" className="primary" onClick={() => setInviting(true)}>
            Invite
          </button>
        )}
      </div>
      <MemberTable key={organization.id} />
      {mayInvite && <InvitationTable key={`${organization.id} invitations`} />}
      {mayInvite && <InviteMemberDialog open={hash === 'invite'} onOpenChange={setInviting} />}
    </main>
  )
}
