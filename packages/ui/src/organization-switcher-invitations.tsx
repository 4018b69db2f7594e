import type { OrganizationSummary, UserInvitation } from '@orgkit/core'
import { useId } from 'react'
import { OrganizationAvatar } from './avatar'
import { Button } from './button'
import { InvitationAnswerButtons } from './invitation-answer-buttons'
import { type InvitationAnswer, useInvitationList } from './invitation-list'
import { actionsMessages } from './messages/en/actions'
import { invitationsMessages } from './messages/en/invitations'
import { useMessages } from './messages/language'
import { useFormats } from './messages/use-formats'
import { Notice } from './notice'
import { OrganizationSwitcherSection, OrganizationSwitcherWaiting } from './organization-switcher-panel-parts'
import { RowText } from './row-text'

interface SwitcherInvitationsProps {
  /** As the session counts them, before the list has loaded. */
  count: number
  /** Whether the tab is there: that has been told then. */
  onJoined: (organization: OrganizationSummary) => boolean
  /** A sentence about what became of an answer. */
  onTell: (text: string, options?: { assertive: boolean }) => void
}

/** "Waiting for you": below the list, with both answers. Nothing while there are none. */
export function SwitcherInvitations({ count, onJoined, onTell }: SwitcherInvitationsProps) {
  const words = useMessages(invitationsMessages)
  const actions = useMessages(actionsMessages)
  const { number } = useFormats()
  const titleId = useId()
  const { data, isLoading, error, hasNextPage, isFetching, fetchNext, revalidate, ...list } =
    useInvitationList({
      onJoined(organization) {
        if (!onJoined(organization)) onTell(words.joined({ organization: organization.name }))
      },
      onTell,
      onFailed: (sentence) => onTell(sentence, { assertive: true }),
    })
  const isWaiting = count > 0 && (isLoading || error !== null || data.length > 0)
  if (!isWaiting && !list.problem) return null
  return (
    <>
      {list.problem ? (
        <Notice tone="danger" role={undefined}>
          {list.problem}
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
        <OrganizationSwitcherSection
          aria-labelledby={titleId}
          role="group"
          data-waiting=""
          onFocus={list.onFocus}
        >
          <h3 id={titleId} className="orgkit-section-head">
            {words.waiting}
            <span>{number(hasNextPage ? Math.max(count, data.length) : data.length)}</span>
          </h3>
          <ul>
            {data.map((invitation) => (
              <WaitingRow key={invitation.id} invitation={invitation} {...list.answers(invitation)} />
            ))}
          </ul>
          {hasNextPage ? (
            <Button size="small" block variant="ghost" loading={isFetching} onClick={fetchNext}>
              {list.more}
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

function WaitingRow({ invitation, ...answers }: WaitingRowProps) {
  const words = useMessages(invitationsMessages)
  const { id, organization, inviterName, role } = invitation
  return (
    <li className="orgkit-row" data-row={id} tabIndex={-1} data-pending={answers.pending}>
      <OrganizationAvatar name={organization.name} imageUrl={organization.imageUrl} />
      <RowText
        name={organization.name}
        meta={
          inviterName === null
            ? words.invited({ role: role.name })
            : words.invitedByShort({ inviter: inviterName })
        }
      />
      <InvitationAnswerButtons invitation={invitation} size="small" {...answers} />
    </li>
  )
}
