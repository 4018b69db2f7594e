import type { OrganizationSummary, UserInvitation } from '@orgkit/core'
import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { OrganizationAvatar } from './avatar'
import { Button } from './button'
import { ChooseOrganizationGroup } from './choose-organization-parts'
import { focusHeading } from './focus-heading'
import { FormProblem } from './form-problem'
import { InvitationAnswerButtons } from './invitation-answer-buttons'
import { type InvitationAnswer, useInvitationList } from './invitation-list'
import { useIsHere } from './is-here'
import { useLiveRegion } from './live-region'
import { actionsMessages } from './messages/en/actions'
import { invitationsMessages } from './messages/en/invitations'
import { useMessages } from './messages/language'
import { part } from './part'
import { RowText } from './row-text'
import { SkeletonRows } from './skeleton-rows'

export interface ChooseOrganizationInvitationProps extends Omit<ComponentPropsWithoutRef<'li'>, 'children'> {
  invitation: UserInvitation
  /** What is under way. */
  pending?: InvitationAnswer
  onJoin?: () => void
  onDecline?: () => void
}

/** One invitation: who invites to what, until when, and both answers. Renders an `<li>`. Style with `[data-pending]`. */
export const ChooseOrganizationInvitation = /* @__PURE__ */ forwardRef<
  HTMLLIElement,
  ChooseOrganizationInvitationProps
>(function ChooseOrganizationInvitation(
  { invitation, pending, onJoin, onDecline, className, ...props },
  ref,
) {
  const words = useMessages(invitationsMessages)
  const { id, organization, role, inviterName, expiresAt } = invitation
  const { name } = organization
  return (
    <li
      ref={ref}
      {...part('choose-organization-invitation', className, 'orgkit-row')}
      data-pending={pending}
      data-row={id}
      tabIndex={-1}
      {...props}
    >
      <OrganizationAvatar name={name} imageUrl={organization.imageUrl} size={40} />
      <RowText
        name={name}
        meta={
          <>
            {inviterName === null
              ? words.invited({ role: role.name })
              : words.invitedBy({ inviter: inviterName, role: role.name })}
            {expiresAt !== null && (
              <>
                <br />
                <time dateTime={expiresAt}>{words.expires({ at: expiresAt })}</time>
              </>
            )}
          </>
        }
      />
      <InvitationAnswerButtons
        invitation={invitation}
        pending={pending}
        onJoin={onJoin}
        onDecline={onDecline}
      />
    </li>
  )
})

interface InvitationsProps {
  /** As the session counts them, before the list has loaded. */
  count: number
  /** The tab is there. */
  onJoined: (organization: OrganizationSummary) => void
}

/** The invitations that wait for the reader. Nothing while there are none. */
export function ChooseOrganizationInvitations({ count, onJoined }: InvitationsProps) {
  const words = useMessages(invitationsMessages)
  const actions = useMessages(actionsMessages)
  const { announce, region } = useLiveRegion()
  const isHere = useIsHere()
  const { data, isLoading, error, hasNextPage, isFetching, fetchNext, revalidate, ...list } =
    useInvitationList({
      onJoined(organization) {
        announce(words.joined({ organization: organization.name }))
        if (isHere(organization.id)) onJoined(organization)
      },
      onTell: announce,
    })
  return (
    <>
      {list.problem ? <FormProblem>{list.problem}</FormProblem> : null}
      {data.length > 0 ? (
        <ChooseOrganizationGroup
          title={words.title}
          onFocus={list.onFocus}
          after={
            hasNextPage ? (
              <Button block variant="ghost" loading={isFetching} onClick={fetchNext}>
                {list.more}
              </Button>
            ) : null
          }
        >
          {data.map((invitation) => (
            <ChooseOrganizationInvitation
              key={invitation.id}
              invitation={invitation}
              {...list.answers(invitation)}
            />
          ))}
        </ChooseOrganizationGroup>
      ) : error ? (
        <FormProblem>
          {words.loadFailed}{' '}
          <button
            type="button"
            className="orgkit-link"
            onClick={(event) => {
              // The sentence goes, and this with it.
              focusHeading(event.currentTarget.closest('section'))
              void revalidate()
            }}
          >
            {actions.retry}
          </button>
        </FormProblem>
      ) : isLoading && count > 0 ? (
        <ChooseOrganizationGroup title={words.title} aria-busy="true">
          {Array.from({ length: Math.min(count, 3) }, (_, index) => (
            <li key={index}>
              <SkeletonRows rows={1} />
            </li>
          ))}
        </ChooseOrganizationGroup>
      ) : null}
      {region}
    </>
  )
}
