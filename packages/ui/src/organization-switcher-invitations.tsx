import type { OrganizationSummary } from '@orgkit/core'
import { useUserInvitations } from '@orgkit/react'
import { useId, useMemo } from 'react'
import { OrganizationAvatar } from './avatar'
import { Count } from './badge'
import { Button, IconButton } from './button'
import { CloseIcon } from './icons/close-icon'
import { useInvitationAnswers } from './invitation-list'
import { actionsMessages } from './messages/en/actions'
import { errorsMessages } from './messages/en/errors'
import { invitationsMessages } from './messages/en/invitations'
import { errorMessage } from './messages/error-message'
import { useMessages } from './messages/language'
import { useNeighbourFocus } from './neighbour-focus'
import { Notice } from './notice'
import { OrganizationSwitcherSection } from './organization-switcher-panel-parts'
import { RowText } from './row-text'

interface SwitcherInvitationsProps {
  /** As the session counts them, before the list has loaded. */
  count: number
  onJoined: (organization: OrganizationSummary) => void
  onDeclined: (organization: OrganizationSummary) => void
}

/** "Waiting for you": below the list, with both answers. Nothing while there are none. */
export function SwitcherInvitations({ count, onJoined, onDeclined }: SwitcherInvitationsProps) {
  const words = useMessages(invitationsMessages)
  const actions = useMessages(actionsMessages)
  const errors = useMessages(errorsMessages)
  const titleId = useId()
  const list = useUserInvitations()
  const { pending, failed, join, decline } = useInvitationAnswers({
    onJoined,
    onDeclined: ({ organization }) => onDeclined(organization),
  })
  const onFocus = useNeighbourFocus(useMemo(() => list.data.map(({ id }) => id), [list.data]))
  if (count === 0) return null
  return (
    <OrganizationSwitcherSection aria-labelledby={titleId} role="group" data-waiting="" onFocus={onFocus}>
      <h3 id={titleId} className="orgkit-section-head">
        {words.waiting}
        <Count>{count}</Count>
      </h3>
      {list.error ? (
        <Notice tone="danger">
          {words.loadFailed}
          <button type="button" className="orgkit-link" onClick={() => void list.revalidate()}>
            {actions.retry}
          </button>
        </Notice>
      ) : null}
      {failed ? (
        <Notice tone="danger">
          {words.failed({
            organization: failed.invitation.organization.name,
            reason: errorMessage(errors, failed.error),
          })}
        </Notice>
      ) : null}
      <ul className="orgkit-switcher-invitations">
        {list.data.map((invitation) => {
          const { id, organization, inviterName, role } = invitation
          const isPending = pending?.id === id
          const inert = pending !== null || undefined
          return (
            <li key={id} className="orgkit-row" data-row={id} data-pending={isPending || undefined}>
              <OrganizationAvatar name={organization.name} imageUrl={organization.imageUrl} />
              <RowText
                name={organization.name}
                meta={
                  inviterName === null
                    ? words.invited({ role: role.name })
                    : words.invitedByShort({ inviter: inviterName })
                }
              />
              <IconButton
                label={words.decline({ organization: organization.name })}
                icon={<CloseIcon size={14} />}
                aria-disabled={inert}
                onClick={inert ? undefined : () => void decline(invitation)}
              />
              <Button
                size="small"
                variant="primary"
                aria-label={words.joinNamed({ organization: organization.name })}
                loading={isPending && pending.answer === 'join'}
                aria-disabled={inert}
                onClick={() => void join(invitation)}
              >
                {words.join}
              </Button>
            </li>
          )
        })}
      </ul>
    </OrganizationSwitcherSection>
  )
}
