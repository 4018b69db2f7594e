import type { Invitation } from '@orgkit/core'
import { useSession } from '@orgkit/react'
import { useEffect, useRef, useState } from 'react'
import { Dialog, DialogContent, DialogDescription, type DialogContentProps, DialogTitle } from './dialog'
import { isInvitingOff } from './invite-member'
import { InviteMemberContent } from './invite-member-content'
import { useInviteMemberForm, useInviteMemberTurn } from './invite-member-form'
import type { InviteMemberFrame } from './invite-member-parts'

export interface InviteMemberDialogProps extends Pick<
  DialogContentProps,
  'container' | 'className' | 'onCloseAutoFocus'
> {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Told when the invitation was sent. */
  onInvited?: (invitation: Invitation) => void
}

/**
 * `InviteMember` in a modal dialog. Closing it keeps what is typed for as long as this stays mounted; once an invitation was
 * sent, the next opening begins anew. Closes when the tab goes on in another organization. Renders a `<div role="dialog">` in a
 * portal.
 */
export function InviteMemberDialog(props: InviteMemberDialogProps) {
  const { open, onOpenChange } = props
  const turn = useInviteMemberTurn()
  const last = useRef(turn)
  useEffect(() => {
    if (last.current === turn) return
    last.current = turn
    if (open) onOpenChange(false)
  }, [turn, open, onOpenChange])
  return <DialogHere key={turn} {...props} />
}

function DialogHere({
  open,
  onOpenChange,
  onInvited,
  container,
  className,
  onCloseAutoFocus,
}: InviteMemberDialogProps) {
  const form = useInviteMemberForm({ onInvited })
  const isOff = useSession(isInvitingOff)
  const [wasOpen, setWasOpen] = useState(open)
  if (open !== wasOpen) {
    setWasOpen(open)
    if (open && form.step === 'sent') form.startAgain()
  }
  return (
    <Dialog open={open && !isOff} onOpenChange={onOpenChange}>
      <DialogContent
        size={512}
        container={container}
        className={className}
        data-step={form.step}
        data-busy={form.isBusy || undefined}
        initialFocus='input[type="email"]'
        onCloseAutoFocus={onCloseAutoFocus}
      >
        <InviteMemberContent form={form} frame={dialogFrame} onClose={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  )
}

const dialogFrame: InviteMemberFrame = { Title: DialogTitle, Description: DialogDescription }
