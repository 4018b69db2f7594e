import type { Invitation } from '@orgkit/core'
import { useSession } from '@orgkit/react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Dialog, DialogContent, DialogDescription, type DialogContentProps, DialogTitle } from './dialog'
import { isInvitingOff } from './invite-member'
import { InviteMemberContent } from './invite-member-content'
import { useInviteMemberForm, useInviteMemberTurn } from './invite-member-form'
import type { DialogFrame } from './dialog-frame'

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
  // Until it is opened there is no draft to keep, and nothing to ask the server.
  const [wasOpened, setWasOpened] = useState(open)
  if (open && !wasOpened) setWasOpened(true)
  return wasOpened ? <DialogHere key={turn} {...props} /> : null
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
  const wasOpen = useRef(false)
  // Before it is painted: nobody sees the last page of the time before.
  useLayoutEffect(() => {
    if (open && !wasOpen.current) form.reopen()
    wasOpen.current = open
  }, [open, form])
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

const dialogFrame: DialogFrame = { Title: DialogTitle, Description: DialogDescription }
