import type { Limit } from '@orgkit/core'
import { useAuthorization, useSession } from '@orgkit/react'
import { useRef } from 'react'
import { Button } from './button'
import { SupportContact } from './support-contact'
import { useDelayedLoading } from './delayed-loading'
import { useFocusOnView } from './focus-on-view'
import { RefreshIcon } from './icons/refresh-icon'
import { UsersIcon } from './icons/users-icon'
import { InviteMemberFields } from './invite-member-fields'
import type { InviteMemberFormState } from './invite-member-form'
import { InviteMemberBody, InviteMemberFooter } from './invite-member-parts'
import { InviteMemberSent } from './invite-member-sent'
import { actionsMessages } from './messages/en/actions'
import { inviteMemberMessages } from './messages/en/invite-member'
import { statesMessages } from './messages/en/states'
import { useMessages } from './messages/language'
import { Skeleton } from './skeleton'
import { SkeletonField } from './skeleton-field'
import { StateMessage } from './state-message'
import { VisuallyHidden } from './visually-hidden'
import type { DialogFrame } from './dialog-frame'

export interface InviteMemberContentProps {
  form: InviteMemberFormState
  frame: DialogFrame
  hideHeader?: boolean
  /** Given: there is a cancel button, and one that ends the last page. */
  onClose?: () => void
}

/** What stands in the frame, on a page as in a dialog. */
export function InviteMemberContent({ form, frame, hideHeader = false, onClose }: InviteMemberContentProps) {
  const words = useMessages(inviteMemberMessages)
  const actions = useMessages(actionsMessages)
  const { status, refetch } = useSession()
  const { has } = useAuthorization()
  const body = useRef<HTMLDivElement>(null)
  const { organization, membership, seats, sent } = form
  const mayInvite = has({ permission: 'org:sys_memberships:manage' })
  const view = sent
    ? 'sent'
    : status === 'failed'
      ? 'failed'
      : !organization || !membership
        ? 'loading'
        : !mayInvite
          ? 'refused'
          : // While it is being sent the limit already counts it, and what is being typed is not taken away.
            seats && !seats.allowed && !form.isBusy && !form.isBegun
            ? 'full'
            : 'form'

  useFocusOnView(view, body, view === 'form' ? () => form.focus('emailAddress') : undefined)

  const close = onClose ? <Button onClick={onClose}>{actions.close}</Button> : null
  return (
    <>
      {hideHeader || sent ? null : (
        <div className="orgkit-dialog-header">
          <frame.Title>
            {organization ? words.title({ organization: organization.name }) : words.label}
          </frame.Title>
          {view === 'loading' ? <Skeleton className="orgkit-skeleton-label" /> : null}
          {seats && mayInvite ? <frame.Description>{words.seats(seats)}</frame.Description> : null}
        </div>
      )}
      {view === 'sent' ? (
        <InviteMemberSent form={form} frame={frame} body={body} onClose={onClose} />
      ) : view === 'form' ? (
        <InviteMemberFields form={form} body={body} onCancel={onClose} />
      ) : view === 'loading' ? (
        <InviteMemberSkeleton />
      ) : (
        <>
          <InviteMemberBody ref={body}>
            {view === 'failed' ? (
              <StateMessage
                kind="error"
                title={words.failedTitle}
                description={words.failedDescription}
                action={
                  <Button icon={<RefreshIcon />} onClick={() => void refetch()}>
                    {actions.retry}
                  </Button>
                }
              />
            ) : view === 'refused' ? (
              <StateMessage
                kind="refused"
                title={words.refusedTitle}
                description={words.refusedDescription({ role: membership?.role.name ?? '' })}
              />
            ) : seats ? (
              <InviteMemberFull limit={seats} />
            ) : null}
          </InviteMemberBody>
          {close ? <InviteMemberFooter>{close}</InviteMemberFooter> : null}
        </>
      )}
      <VisuallyHidden role="status">{sent ? words.sent({ address: sent.emailAddress }) : ''}</VisuallyHidden>
    </>
  )
}

/** The form on its way, in the form's own frame. Empty for the first 150 ms. */
function InviteMemberSkeleton() {
  const states = useMessages(statesMessages)
  const isShown = useDelayedLoading(true)
  return (
    <>
      <InviteMemberBody aria-busy="true">
        <VisuallyHidden role="status">{isShown ? states.loading : ''}</VisuallyHidden>
        {isShown ? (
          <>
            <SkeletonField />
            <div className="orgkit-invite-member-choices">
              <SkeletonField />
              <SkeletonField />
            </div>
          </>
        ) : null}
      </InviteMemberBody>
      <InviteMemberFooter />
    </>
  )
}

/** Why nobody can be invited now, and whom to ask. */
function InviteMemberFull({ limit }: { limit: Limit }) {
  const words = useMessages(inviteMemberMessages)
  return (
    <StateMessage
      kind="refused"
      icon={<UsersIcon size={20} />}
      title={words.fullTitle}
      description={
        <>
          {words.fullDescription({ maximum: limit.maximum ?? limit.used })}{' '}
          <SupportContact message={(contact) => words.support({ contact })} />
        </>
      }
    />
  )
}
