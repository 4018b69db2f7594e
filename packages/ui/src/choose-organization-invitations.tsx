import type { OrganizationSummary, UserInvitation } from '@orgkit/core'
import { useUserInvitations } from '@orgkit/react'
import { forwardRef, useMemo, type ComponentPropsWithoutRef } from 'react'
import { OrganizationAvatar } from './avatar'
import { Button, IconButton } from './button'
import { ChooseOrganizationGroup } from './choose-organization-parts'
import { FormProblem } from './form-problem'
import { CloseIcon } from './icons/close-icon'
import { useInvitationAnswers } from './invitation-list'
import { useLiveRegion } from './live-region'
import { actionsMessages } from './messages/en/actions'
import { errorsMessages } from './messages/en/errors'
import { invitationsMessages } from './messages/en/invitations'
import { errorMessage } from './messages/error-message'
import { useMessages } from './messages/language'
import { useNeighbourFocus } from './neighbour-focus'
import { part } from './part'

export interface ChooseOrganizationInvitationProps extends Omit<ComponentPropsWithoutRef<'li'>, 'children'> {
  invitation: UserInvitation
  /** What is under way. */
  pending?: 'join' | 'decline' | null
  /** Another one is under way. @default false */
  disabled?: boolean
  onJoin?: () => void
  onDecline?: () => void
}

/** One invitation: who invites to what, until when, and both answers. Renders an `<li>`. Style with `[data-pending]`. */
export const ChooseOrganizationInvitation = /* @__PURE__ */ forwardRef<
  HTMLLIElement,
  ChooseOrganizationInvitationProps
>(function ChooseOrganizationInvitation(
  { invitation, pending = null, disabled = false, onJoin, onDecline, className, ...props },
  ref,
) {
  const words = useMessages(invitationsMessages)
  const { organization, role, inviterName, expiresAt } = invitation
  const inert = disabled || pending !== null || undefined
  return (
    <li
      ref={ref}
      {...part('choose-organization-invitation', className, 'orgkit-row')}
      data-pending={pending ?? undefined}
      data-row={invitation.id}
      {...props}
    >
      <OrganizationAvatar name={organization.name} imageUrl={organization.imageUrl} size={40} />
      <span className="orgkit-row-text">
        <bdi className="orgkit-row-name" title={organization.name}>
          {organization.name}
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
        label={words.decline({ organization: organization.name })}
        icon={<CloseIcon />}
        aria-disabled={inert}
        onClick={inert ? undefined : onDecline}
      />
      <Button
        variant="primary"
        aria-label={words.joinNamed({ organization: organization.name })}
        loading={pending === 'join'}
        aria-disabled={inert}
        onClick={onJoin}
      >
        {words.join}
      </Button>
    </li>
  )
})

/** The invitations that wait for the reader. Nothing while there are none. */
export function ChooseOrganizationInvitations({
  onJoined,
}: {
  onJoined: (organization: OrganizationSummary) => void
}) {
  const words = useMessages(invitationsMessages)
  const actions = useMessages(actionsMessages)
  const errors = useMessages(errorsMessages)
  const { announce, region } = useLiveRegion()
  const list = useUserInvitations()
  const { pending, failed, join, decline } = useInvitationAnswers({
    onJoined,
    onDeclined: ({ organization }) => announce(words.declined({ organization: organization.name })),
  })
  const onFocus = useNeighbourFocus(useMemo(() => list.data.map(({ id }) => id), [list.data]))
  if (list.data.length === 0 && !list.error) return region
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
      {list.error && list.data.length === 0 ? (
        <FormProblem>
          {words.loadFailed}{' '}
          <button type="button" className="orgkit-link" onClick={() => void list.revalidate()}>
            {actions.retry}
          </button>
        </FormProblem>
      ) : (
        <ChooseOrganizationGroup
          title={words.title}
          onFocus={onFocus}
          after={
            list.hasNextPage ? (
              <Button block variant="ghost" loading={list.isFetching} onClick={() => void list.fetchNext()}>
                {words.more}
              </Button>
            ) : null
          }
        >
          {list.data.map((invitation) => (
            <ChooseOrganizationInvitation
              key={invitation.id}
              invitation={invitation}
              pending={pending?.id === invitation.id ? pending.answer : null}
              disabled={pending !== null}
              onJoin={() => void join(invitation)}
              onDecline={() => void decline(invitation)}
            />
          ))}
        </ChooseOrganizationGroup>
      )}
      {region}
    </>
  )
}
