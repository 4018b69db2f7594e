import type { InvitationStatus, InvitationSummary } from '@orgkit/core'
import { useNavigate } from '@orgkit/react'
import { AcceptInvitationActions, AcceptInvitationHeader } from './accept-invitation-parts'
import { Button } from './button'
import { ClockIcon } from './icons/clock-icon'
import { MailIcon } from './icons/mail-icon'
import { acceptInvitationMessages } from './messages/en/accept-invitation'
import { useMessages } from './messages/language'
import { StateTile } from './state-message'

interface EndedProps {
  /** `unknown`: there is no such invitation. */
  kind: Exclude<InvitationStatus, 'pending'> | 'unknown'
  invitation?: InvitationSummary
  app?: string
  homeUrl: string
  isSignedIn: boolean
}

/** The link is of no use any more, or never was: why, and what to do. */
export function AcceptInvitationEnded({ kind, invitation, app, homeUrl, isSignedIn }: EndedProps) {
  const words = useMessages(acceptInvitationMessages)
  const navigate = useNavigate()
  const inviter = invitation?.inviterName ?? undefined
  const title = words[`${kind}Title`]
  const description =
    kind === 'expired'
      ? words.expiredDescription({ at: invitation?.expiresAt ?? '', inviter })
      : kind === 'revoked'
        ? words.revokedDescription({ inviter })
        : kind === 'declined'
          ? words.declinedDescription({ inviter })
          : kind === 'accepted'
            ? words.acceptedDescription
            : words.unknownDescription
  return (
    <>
      <AcceptInvitationHeader
        picture={
          <StateTile>{kind === 'expired' ? <ClockIcon size={20} /> : <MailIcon size={20} />}</StateTile>
        }
        title={title}
        description={description}
      />
      {isSignedIn ? (
        <AcceptInvitationActions>
          <Button block size="large" onClick={() => navigate(homeUrl)}>
            {words.home({ app })}
          </Button>
        </AcceptInvitationActions>
      ) : null}
    </>
  )
}
