import type { InvitationSummary, OrganizationSummary } from '@orgkit/core'
import { type InvitationPreviewState, useOrganization, useSwitchOrganization } from '@orgkit/react'
import { AcceptInvitationActions, AcceptInvitationHeader } from './accept-invitation-parts'
import { AcceptInvitationCheck } from './accept-invitation-states'
import { OrganizationAvatar } from './avatar'
import { Button } from './button'
import { FormProblem } from './form-problem'
import { UsersIcon } from './icons/users-icon'
import { acceptInvitationMessages } from './messages/en/accept-invitation'
import { errorsMessages } from './messages/en/errors'
import { errorMessage } from './messages/error-message'
import { useMessages } from './messages/language'

interface MemberProps {
  invitation: InvitationSummary
  organizationId: string | null
  onOpen: (organization: OrganizationSummary | null) => void
}

/** The person is in already: the link leads there. */
export function AcceptInvitationMember({ invitation, organizationId, onOpen }: MemberProps) {
  const words = useMessages(acceptInvitationMessages)
  const errors = useMessages(errorsMessages)
  const { switchOrganization, isPending, error } = useSwitchOrganization()
  const { organization: current } = useOrganization()
  const organization = invitation.organizationName ?? ''
  const open = () => {
    if (organizationId === null) return onOpen(null)
    switchOrganization(organizationId, { onAfterSwitch: ({ to }) => onOpen(to) }).then(
      (result) => {
        if (result === 'unchanged') onOpen(current)
      },
      // It stands in `error`.
      () => {},
    )
  }
  return (
    <>
      <AcceptInvitationHeader
        picture={<OrganizationAvatar name={organization} size={56} />}
        title={words.memberTitle({ organization })}
        description={words.memberDescription}
      />
      {error ? <FormProblem>{words.problem({ reason: errorMessage(errors, error) })}</FormProblem> : null}
      <AcceptInvitationActions>
        <Button block size="large" variant="primary" loading={isPending} onClick={open}>
          <span className="orgkit-truncate">{words.open({ organization })}</span>
        </Button>
      </AcceptInvitationActions>
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
          <span className="orgkit-state-message-tile">
            <UsersIcon size={20} />
          </span>
        }
        title={title}
        description={words.fullDescription({ inviter: invitation.inviterName ?? undefined })}
      />
      <AcceptInvitationCheck preview={preview} still={title} />
    </>
  )
}
