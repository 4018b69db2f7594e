import type { MouseEvent, RefObject } from 'react'
import { Button } from './button'
import { CopyLinkButton } from './copy-link-button'
import { MailIcon } from './icons/mail-icon'
import type { InviteMemberFormState } from './invite-member-form'
import { InviteMemberBody, InviteMemberFooter } from './invite-member-parts'
import { inviteMemberMessages } from './messages/en/invite-member'
import { useMessages } from './messages/language'
import { withNode } from './messages/with-node'
import { StateTile } from './state-message'
import type { DialogFrame } from './dialog-frame'

interface SentProps {
  form: InviteMemberFormState
  frame: DialogFrame
  onClose?: () => void
  body: RefObject<HTMLDivElement | null>
}

/** It is on its way: the link to hand over, and the next one. */
export function InviteMemberSent({ form, frame, body, onClose }: SentProps) {
  const words = useMessages(inviteMemberMessages)
  const { sent } = form
  if (!sent) return null
  return (
    <>
      <InviteMemberBody ref={body}>
        <div className="orgkit-invite-member-sent">
          <StateTile tone="success">
            <MailIcon size={20} />
          </StateTile>
          <frame.Title tabIndex={-1}>
            {withNode((address) => words.sent({ address }), <bdi>{sent.emailAddress}</bdi>)}
          </frame.Title>
          <frame.Description>{words.sentDescription}</frame.Description>
        </div>
        <div className="orgkit-invite-member-copy">
          <CopyLinkButton organizationId={sent.organizationId} invitationId={sent.id} />
        </div>
      </InviteMemberBody>
      <InviteMemberFooter>
        <Button
          variant={onClose ? 'secondary' : 'primary'}
          onClick={(event) => unlessDouble(event, form.startAgain)}
        >
          {words.another}
        </Button>
        {onClose ? (
          <Button variant="primary" onClick={(event) => unlessDouble(event, onClose)}>
            {words.done}
          </Button>
        ) : null}
      </InviteMemberFooter>
    </>
  )
}

/** The second half of a double click on the button that sent it lands here. */
function unlessDouble({ detail }: MouseEvent, action: () => void) {
  if (detail <= 1) action()
}
