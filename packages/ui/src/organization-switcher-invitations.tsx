import type { OrganizationSummary, OrgkitError, UserInvitation } from '@orgkit/core'
import { useUserInvitations } from '@orgkit/react'
import { useId, useMemo } from 'react'
import { OrganizationAvatar } from './avatar'
import { Button } from './button'
import { IconButton } from './icon-button'
import { CloseIcon } from './icons/close-icon'
import { type InvitationAnswer, useInvitationAnswers } from './invitation-list'
import { actionsMessages } from './messages/en/actions'
import { errorsMessages } from './messages/en/errors'
import { invitationsMessages } from './messages/en/invitations'
import { errorMessage } from './messages/error-message'
import { useMessages } from './messages/language'
import { useFormats } from './messages/use-formats'
import { useNeighbourFocus } from './neighbour-focus'
import { Notice } from './notice'
import { OrganizationSwitcherSection, OrganizationSwitcherWaiting } from './organization-switcher-panel-parts'
import { RowText } from './row-text'

interface SwitcherInvitationsProps {
  /** As the session counts them, before the list has loaded. */
  count: number
  onJoined: (organization: OrganizationSummary) => void
  /** A sentence about what became of an answer. */
  onTell: (text: string, options?: { assertive: boolean }) => void
}

/** "Waiting for you": below the list, with both answers. Nothing while there are none. */
export function SwitcherInvitations({ count, onJoined, onTell }: SwitcherInvitationsProps) {
  const words = useMessages(invitationsMessages)
  const actions = useMessages(actionsMessages)
  const errors = useMessages(errorsMessages)
  const { number } = useFormats()
  const titleId = useId()
  const { data, isLoading, error, hasNextPage, isFetching, fetchNext, revalidate } = useUserInvitations()
  const failureOf = ({ organization }: UserInvitation, reason: OrgkitError) =>
    words.failed({ organization: organization.name, reason: errorMessage(errors, reason) })
  const { pending, failed, join, decline } = useInvitationAnswers({
    revalidate,
    onJoined,
    onDeclined: ({ organization }) => onTell(words.declined({ organization: organization.name })),
    onFailed: (invitation, reason) => onTell(failureOf(invitation, reason), { assertive: true }),
  })
  const onFocus = useNeighbourFocus(useMemo(() => data.map(({ id }) => id), [data]))
  const isWaiting = count > 0 && (isLoading || error !== null || data.length > 0)
  if (!isWaiting && !failed) return null
  return (
    <>
      {failed ? (
        <Notice tone="danger" role={undefined}>
          {failureOf(failed.invitation, failed.error)}
        </Notice>
      ) : null}
      {error && data.length === 0 ? (
        <Notice tone="danger">
          {words.loadFailed}
          <button
            type="button"
            className="orgkit-link"
            onClick={(event) => {
              // The sentence goes, and this with it.
              event.currentTarget.closest<HTMLElement>('[role="dialog"]')?.focus()
              void revalidate()
            }}
          >
            {actions.retry}
          </button>
        </Notice>
      ) : null}
      {isWaiting && isLoading ? <OrganizationSwitcherWaiting count={count} /> : null}
      {data.length > 0 ? (
        <OrganizationSwitcherSection aria-labelledby={titleId} role="group" data-waiting="" onFocus={onFocus}>
          <h3 id={titleId} className="orgkit-section-head">
            {words.waiting}
            <span>{number(hasNextPage ? Math.max(count, data.length) : data.length)}</span>
          </h3>
          <ul>
            {data.map((invitation) => (
              <WaitingRow
                key={invitation.id}
                invitation={invitation}
                pending={pending.get(invitation.id)}
                onJoin={() => void join(invitation)}
                onDecline={() => void decline(invitation)}
              />
            ))}
          </ul>
          {hasNextPage ? (
            <Button size="small" block variant="ghost" loading={isFetching} onClick={fetchNext}>
              {words.more}
            </Button>
          ) : null}
        </OrganizationSwitcherSection>
      ) : null}
    </>
  )
}

interface WaitingRowProps {
  invitation: UserInvitation
  /** What is under way. */
  pending: InvitationAnswer | undefined
  onJoin: () => void
  onDecline: () => void
}

function WaitingRow({ invitation, pending, onJoin, onDecline }: WaitingRowProps) {
  const words = useMessages(invitationsMessages)
  const { id, organization, inviterName, role } = invitation
  return (
    <li className="orgkit-row" data-row={id} tabIndex={-1} data-pending={pending}>
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
        title={words.decline({ organization: organization.name })}
        icon={<CloseIcon size={14} />}
        loading={pending === 'decline'}
        aria-disabled={pending === 'join' || undefined}
        onClick={onDecline}
      />
      <Button
        size="small"
        variant="primary"
        aria-label={words.joinNamed({ organization: organization.name })}
        loading={pending === 'join'}
        aria-disabled={pending === 'decline' || undefined}
        onClick={onJoin}
      >
        {words.join}
      </Button>
    </li>
  )
}
