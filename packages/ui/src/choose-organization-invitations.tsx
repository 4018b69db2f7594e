import type { OrganizationSummary, UserInvitation } from '@orgkit/core'
import { useUserInvitations } from '@orgkit/react'
import { forwardRef, useMemo, type ComponentPropsWithoutRef } from 'react'
import { OrganizationAvatar } from './avatar'
import { Button } from './button'
import { IconButton } from './icon-button'
import { ChooseOrganizationGroup } from './choose-organization-parts'
import { focusHeading } from './focus-heading'
import { FormProblem } from './form-problem'
import { CloseIcon } from './icons/close-icon'
import { type InvitationAnswer, useInvitationAnswers } from './invitation-list'
import { useLiveRegion } from './live-region'
import { actionsMessages } from './messages/en/actions'
import { errorsMessages } from './messages/en/errors'
import { invitationsMessages } from './messages/en/invitations'
import { errorMessage } from './messages/error-message'
import { useMessages } from './messages/language'
import { useNeighbourFocus } from './neighbour-focus'
import { part } from './part'
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
      <span className="orgkit-row-text">
        <bdi className="orgkit-row-name" title={name}>
          {name}
        </bdi>
        <span className="orgkit-row-meta">
          {inviterName === null
            ? words.invited({ role: role.name })
            : words.invitedBy({ inviter: inviterName, role: role.name })}
        </span>
        <time className="orgkit-row-meta" dateTime={expiresAt}>
          {words.expires({ at: expiresAt })}
        </time>
      </span>
      <IconButton
        label={words.decline({ organization: name })}
        title={words.decline({ organization: name })}
        icon={<CloseIcon />}
        loading={pending === 'decline'}
        aria-disabled={pending === 'join' || undefined}
        onClick={onDecline}
      />
      <Button
        variant="primary"
        aria-label={words.joinNamed({ organization: name })}
        loading={pending === 'join'}
        aria-disabled={pending === 'decline' || undefined}
        onClick={onJoin}
      >
        {words.join}
      </Button>
    </li>
  )
})

interface InvitationsProps {
  /** As the session counts them, before the list has loaded. */
  count: number
  onJoined: (organization: OrganizationSummary) => void
}

/** The invitations that wait for the reader. Nothing while there are none. */
export function ChooseOrganizationInvitations({ count, onJoined }: InvitationsProps) {
  const words = useMessages(invitationsMessages)
  const actions = useMessages(actionsMessages)
  const errors = useMessages(errorsMessages)
  const { announce, region } = useLiveRegion()
  const { data, isLoading, error, hasNextPage, isFetching, fetchNext, revalidate } = useUserInvitations()
  const { pending, failed, join, decline } = useInvitationAnswers({
    revalidate,
    onJoined,
    onDeclined: ({ organization }) => announce(words.declined({ organization: organization.name })),
  })
  const onFocus = useNeighbourFocus(useMemo(() => data.map(({ id }) => id), [data]))
  return (
    <>
      {failed ? (
        <FormProblem>
          {words.failed({
            organization: failed.invitation.organization.name,
            reason: errorMessage(errors, failed.error),
          })}
        </FormProblem>
      ) : null}
      {data.length > 0 ? (
        <ChooseOrganizationGroup
          title={words.title}
          onFocus={onFocus}
          after={
            hasNextPage ? (
              <Button block variant="ghost" loading={isFetching} onClick={fetchNext}>
                {words.more}
              </Button>
            ) : null
          }
        >
          {data.map((invitation) => (
            <ChooseOrganizationInvitation
              key={invitation.id}
              invitation={invitation}
              pending={pending.get(invitation.id)}
              onJoin={() => void join(invitation)}
              onDecline={() => void decline(invitation)}
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
