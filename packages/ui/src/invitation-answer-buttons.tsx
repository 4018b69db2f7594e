import type { UserInvitation } from '@orgkit/core'
import { Button } from './button'
import { IconButton } from './icon-button'
import { CloseIcon } from './icons/close-icon'
import type { InvitationAnswer } from './invitation-list'
import { invitationsMessages } from './messages/en/invitations'
import { useMessages } from './messages/language'

interface InvitationAnswerButtonsProps {
  invitation: UserInvitation
  /** What is under way. */
  pending?: InvitationAnswer
  size?: 'small'
  onJoin?: () => void
  onDecline?: () => void
}

/** Both answers, at the end of an invitation's row. */
export function InvitationAnswerButtons({
  invitation: { organization },
  pending,
  size,
  onJoin,
  onDecline,
}: InvitationAnswerButtonsProps) {
  const words = useMessages(invitationsMessages)
  const decline = words.decline({ organization: organization.name })
  return (
    <>
      <IconButton
        label={decline}
        title={decline}
        icon={<CloseIcon size={size && 14} />}
        loading={pending === 'decline'}
        aria-disabled={pending === 'join' || undefined}
        onClick={onDecline}
      />
      <Button
        size={size}
        variant="primary"
        aria-label={words.joinNamed({ organization: organization.name })}
        loading={pending === 'join'}
        aria-disabled={pending === 'decline' || undefined}
        onClick={onJoin}
      >
        {words.join}
      </Button>
    </>
  )
}
