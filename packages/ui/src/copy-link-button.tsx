import { useInvitationLink } from '@orgkit/react'
import { useEffect, useState } from 'react'
import { Button, type ButtonProps } from './button'
import { CheckIcon } from './icons/check-icon'
import { LinkIcon } from './icons/link-icon'
import { useLiveRegion } from './live-region'
import { inviteMemberMessages } from './messages/en/invite-member'
import { useMessages } from './messages/language'

export interface CopyLinkButtonProps extends Omit<ButtonProps, 'onClick' | 'loading' | 'icon' | 'children'> {
  organizationId: string
  invitationId: string
}

/** How long the check stands in place of the link. */
const shownMilliseconds = 2000

/** Puts the link of a pending invitation on the clipboard, and says so. Renders a `<button>`. */
export function CopyLinkButton({ organizationId, invitationId, ...props }: CopyLinkButtonProps) {
  const words = useMessages(inviteMemberMessages)
  const { getLink } = useInvitationLink({ organizationId })
  const { announce, region } = useLiveRegion()
  const [state, setState] = useState<'idle' | 'loading' | 'copied' | 'failed'>('idle')
  const isCopied = state === 'copied'
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setState('idle'), shownMilliseconds)
    return () => clearTimeout(timer)
  }, [isCopied])

  async function copy() {
    setState('loading')
    try {
      await writeLater(getLink(invitationId).then(({ url }) => url))
    } catch {
      setState('failed')
      return announce(words.copyFailed, { assertive: true })
    }
    setState('copied')
    announce(words.copied)
  }

  return (
    <>
      <Button
        icon={isCopied ? <CheckIcon /> : <LinkIcon />}
        loading={state === 'loading'}
        onClick={() => void copy()}
        {...props}
      >
        {state === 'failed' ? (
          words.copyFailed
        ) : (
          // Both have the place of the longer one, so that the button keeps its width.
          <span className="orgkit-button-labels">
            <span aria-hidden={isCopied || undefined}>{words.copyLink}</span>
            <span aria-hidden={!isCopied || undefined}>{words.copied}</span>
          </span>
        )}
      </Button>
      {region}
    </>
  )
}

/** Safari lets a page write only at the press itself, so the promise of the text is handed over, not awaited first. */
async function writeLater(text: Promise<string>): Promise<void> {
  if (typeof ClipboardItem === 'function' && navigator.clipboard?.write) {
    const blob = text.then((plain) => new Blob([plain], { type: 'text/plain' }))
    return navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
  }
  await navigator.clipboard.writeText(await text)
}
