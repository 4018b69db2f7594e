import type { InvitationSummary, OrganizationSummary } from '@orgkit/core'
import { type AcceptInvitationOutput, useAcceptInvitation, useDeclineInvitation } from '@orgkit/react'
import { AcceptInvitationOpen } from './accept-invitation-open'
import { AcceptInvitationActions, AcceptInvitationHeader } from './accept-invitation-parts'
import { OrganizationAvatar } from './avatar'
import { Button } from './button'
import { CreateOrganizationMark } from './create-organization-parts'
import { FormProblem } from './form-problem'
import { MailIcon } from './icons/mail-icon'
import { acceptInvitationMessages } from './messages/en/accept-invitation'
import { errorsMessages } from './messages/en/errors'
import { errorMessage } from './messages/error-message'
import { useMessages } from './messages/language'
import { StateTile } from './state-message'

/** The picture and the words of what an invitation offers, for those who may accept it and for those who must sign in first. */
export function InvitationOfferHeader({ invitation, app }: { invitation: InvitationSummary; app?: string }) {
  const words = useMessages(acceptInvitationMessages)
  const { organizationName, inviterName, role, expiresAt } = invitation
  const expires = <time dateTime={expiresAt}>{words.expires({ at: expiresAt })}</time>
  if (organizationName === null || role === null) {
    return (
      <AcceptInvitationHeader
        picture={
          <StateTile>
            <MailIcon size={20} />
          </StateTile>
        }
        title={words.applicationTitle({ app })}
        description={
          <>
            {words.applicationDescription({ app })} {expires}
          </>
        }
      />
    )
  }
  return (
    <AcceptInvitationHeader
      picture={<OrganizationAvatar name={organizationName} size={56} />}
      title={words.title({ organization: organizationName })}
      description={
        <>
          {inviterName === null
            ? words.invited({ role: role.name })
            : words.invitedBy({ inviter: inviterName, role: role.name })}{' '}
          {expires}
        </>
      }
    />
  )
}

interface OfferProps {
  token: string
  invitation: InvitationSummary
  app?: string
  onJoined: (output: AcceptInvitationOutput) => void
  onDeclined: () => void
  /** Either was refused: things stand differently by now. */
  onRefused: () => Promise<void>
}

/** Join or decline. */
export function AcceptInvitationOffer({
  token,
  invitation,
  app,
  onJoined,
  onDeclined,
  onRefused,
}: OfferProps) {
  const words = useMessages(acceptInvitationMessages)
  const errors = useMessages(errorsMessages)
  const { acceptInvitation, ...accept } = useAcceptInvitation()
  const { declineInvitation, ...decline } = useDeclineInvitation()
  const problem = accept.error ?? decline.error
  const { organizationName } = invitation
  return (
    <>
      <InvitationOfferHeader invitation={invitation} app={app} />
      {problem ? <FormProblem>{words.problem({ reason: errorMessage(errors, problem) })}</FormProblem> : null}
      <AcceptInvitationActions>
        <Button
          block
          size="large"
          variant="primary"
          loading={accept.isPending}
          aria-disabled={decline.isPending || undefined}
          onClick={() => {
            decline.reset()
            void acceptInvitation({ token }).then(onJoined, onRefused)
          }}
        >
          <span className="orgkit-truncate">
            {organizationName === null ? words.continue : words.join({ organization: organizationName })}
          </span>
        </Button>
        {organizationName === null ? null : (
          <Button
            block
            size="large"
            variant="ghost"
            loading={decline.isPending}
            aria-disabled={accept.isPending || undefined}
            onClick={() => {
              accept.reset()
              void declineInvitation({ token }).then(onDeclined, onRefused)
            }}
          >
            {words.decline}
          </Button>
        )}
      </AcceptInvitationActions>
    </>
  )
}

interface JoinedProps {
  organization: OrganizationSummary
  role: string
  isFirstMember: boolean
  onOpen: (organization: OrganizationSummary | null) => void
}

/** It was accepted: what one is there, and the way in. */
export function AcceptInvitationJoined({ organization, role, isFirstMember, onOpen }: JoinedProps) {
  const words = useMessages(acceptInvitationMessages)
  const { name, imageUrl } = organization
  return (
    <>
      <AcceptInvitationHeader
        picture={<CreateOrganizationMark name={name} imageUrl={imageUrl} />}
        title={words.joinedTitle({ organization: name })}
        description={isFirstMember ? words.firstDescription({ role }) : words.joinedDescription({ role })}
      />
      <AcceptInvitationOpen name={name} organizationId={organization.id} onOpen={onOpen} />
    </>
  )
}
