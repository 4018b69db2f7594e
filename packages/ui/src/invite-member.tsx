import type { Invitation } from '@orgkit/core'
import { type SessionState, useSession } from '@orgkit/react'
import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { InviteMemberContent } from './invite-member-content'
import { useInviteMemberForm, useInviteMemberTurn } from './invite-member-form'
import { InviteMemberDescription, InviteMemberRoot, InviteMemberTitle } from './invite-member-parts'
import { inviteMemberMessages } from './messages/en/invite-member'
import { useMessages } from './messages/language'
import type { DialogFrame } from './dialog-frame'
import { areOrganizationsOff } from './organizations-off'

export interface InviteMemberProps extends Omit<ComponentPropsWithoutRef<'section'>, 'children'> {
  /** For a page that has a heading of its own. @default false */
  hideHeader?: boolean
  /** Told when the invitation was sent. */
  onInvited?: (invitation: Invitation) => void
  /** Given: there is a cancel button. */
  onClose?: () => void
}

/**
 * Invites one person to the organization that this tab works in: address, role and how long. Begins anew when the tab goes on in
 * another one. Renders a `<section>`, and nothing while the tab works in none, nobody is signed in or organizations are off. Style
 * with `[data-step]`: `form` · `sent`, and `[data-busy]`.
 */
export const InviteMember = /* @__PURE__ */ forwardRef<HTMLElement, InviteMemberProps>(
  function InviteMember(props, ref) {
    const turn = useInviteMemberTurn()
    if (useSession(isInvitingOff)) return null
    return <InviteMemberHere key={turn} ref={ref} {...props} />
  },
)

const InviteMemberHere = /* @__PURE__ */ forwardRef<HTMLElement, InviteMemberProps>(function InviteMemberHere(
  { hideHeader, onInvited, onClose, ...rest },
  ref,
) {
  const words = useMessages(inviteMemberMessages)
  const form = useInviteMemberForm({ onInvited })
  return (
    <InviteMemberRoot ref={ref} step={form.step} busy={form.isBusy} aria-label={words.label} {...rest}>
      <InviteMemberContent form={form} frame={pageFrame} hideHeader={hideHeader} onClose={onClose} />
    </InviteMemberRoot>
  )
})

const pageFrame: DialogFrame = { Title: InviteMemberTitle, Description: InviteMemberDescription }

/** There is nobody who could invite, or nothing to invite to. */
export function isInvitingOff(state: SessionState): boolean {
  return areOrganizationsOff(state) || (state.session !== null && state.session.active === null)
}
