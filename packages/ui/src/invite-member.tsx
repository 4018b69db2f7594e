import type { Invitation } from '@orgkit/core'
import { type SessionState, useSession } from '@orgkit/react'
import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { InviteMemberContent } from './invite-member-content'
import { useInviteMemberForm } from './invite-member-form'
import {
  InviteMemberDescription,
  type InviteMemberFrame,
  InviteMemberRoot,
  InviteMemberTitle,
} from './invite-member-parts'
import { inviteMemberMessages } from './messages/en/invite-member'
import { useMessages } from './messages/language'

export interface InviteMemberProps extends Omit<ComponentPropsWithoutRef<'section'>, 'children'> {
  /** For a page that has a heading of its own. @default false */
  hideHeader?: boolean
  /** Told when the invitation was sent. */
  onInvited?: (invitation: Invitation) => void
  /** Given: there is a cancel button. */
  onClose?: () => void
}

/**
 * Invites one person to the organization that this tab works in: address, role and how long. Renders a `<section>`, and nothing
 * while nobody is signed in or organizations are off. Style with `[data-step]`: `form` · `sent`, and `[data-busy]`.
 */
export const InviteMember = /* @__PURE__ */ forwardRef<HTMLElement, InviteMemberProps>(function InviteMember(
  { hideHeader, onInvited, onClose, ...rest },
  ref,
) {
  const words = useMessages(inviteMemberMessages)
  const form = useInviteMemberForm({ onInvited })
  if (useSession(isInvitingOff)) return null
  return (
    <InviteMemberRoot ref={ref} step={form.step} busy={form.isBusy} aria-label={words.label} {...rest}>
      <InviteMemberContent form={form} frame={pageFrame} hideHeader={hideHeader} onClose={onClose} />
    </InviteMemberRoot>
  )
})

const pageFrame: InviteMemberFrame = { Title: InviteMemberTitle, Description: InviteMemberDescription }

/** Nobody is signed in, or organizations are off: there is nothing to show. */
export function isInvitingOff({ status, settings }: SessionState): boolean {
  return status === 'signed-out' || settings?.organizationsEnabled === false
}
