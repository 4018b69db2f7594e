import type { InvitationSummary, OrganizationSummary } from '@orgkit/core'
import type { InvitationPreviewState } from '@orgkit/react'
import { AcceptInvitationOpen } from './accept-invitation-open'
import { AcceptInvitationHeader } from './accept-invitation-parts'
import { AcceptInvitationCheck } from './accept-invitation-states'
import { OrganizationAvatar } from './avatar'
import { UsersIcon } from './icons/users-icon'
import { acceptInvitationMessages } from './messages/en/accept-invitation'
import { useMessages } from './messages/language'
import { StateTile } from './state-message'

interface MemberProps {
  invitation: InvitationSummary
  organizationId: string | null
  onOpen: (organization: OrganizationSummary | null) => void
}

/** The person is in already: the link leads there. */
export function AcceptInvitationMember({ invitation, organizationId, onOpen }: MemberProps) {
  const words = useMessages(acceptInvitationMessages)
  const organization = invitation.organizationName ?? ''
  return (
    <>
      <AcceptInvitationHeader
        picture={<OrganizationAvatar name={organization} size={56} />}
        title={words.memberTitle({ organization })}
        description={words.memberDescription}
      />
      <AcceptInvitationOpen name={organization} organizationId={organizationId} onOpen={onOpen} />
    </>
  )
}

interface FullProps {
  invitation: InvitationSummary
  preview: InvitationPreviewState
}

/** All seats are taken: whom to ask, and a way to look again. */
export function AcceptInvitationFull({ invitation, preview }: FullProps) {
  const words = useMessages(acceptInvitationMessages)
  const title = words.fullTitle({ organization: invitation.organizationName ?? '' })
  return (
    <>
      <AcceptInvitationHeader
        picture={
          <StateTile>
            <UsersIcon size={20} />
          </StateTile>
        }
        title={title}
        description={words.fullDescription({ inviter: invitation.inviterName ?? undefined })}
      />
      <AcceptInvitationCheck preview={preview} still={title} />
    </>
  )
}
