import type { Limit } from '@orgkit/react'
import type { MouseEvent } from 'react'
import { LockIcon } from './icons/lock-icon'
import { PlusIcon } from './icons/plus-icon'
import { organizationSwitcherPanelMessages } from './messages/en/organization-switcher-panel'
import { useMessages } from './messages/language'
import {
  OrganizationSwitcherCreate,
  OrganizationSwitcherCurrent,
  OrganizationSwitcherFooter,
} from './organization-switcher-panel-parts'
import { RowText } from './row-text'
import { Spinner } from './spinner'

interface SwitcherFooterProps {
  limit: Limit
  /** An address or a URL that the app configured. */
  supportContact: string | null
  /** Makes it a link. */
  href?: string
  /** Of the form that creates. */
  state: 'idle' | 'loading' | 'failed' | 'ready'
  onPrepare: () => void
  onCreate: (event: MouseEvent) => void
}

/** Creating an organization: nothing for those who never may, the reason for those who may not now. */
export function SwitcherFooter({
  limit,
  supportContact,
  href,
  state,
  onPrepare,
  onCreate,
}: SwitcherFooterProps) {
  const words = useMessages(organizationSwitcherPanelMessages)
  if (limit.allowed) {
    return (
      <OrganizationSwitcherFooter>
        <OrganizationSwitcherCreate
          href={href}
          aria-busy={state === 'loading' || undefined}
          onPointerEnter={onPrepare}
          onFocus={onPrepare}
          onClick={onCreate}
        >
          <span className="orgkit-tile">{state === 'loading' ? <Spinner /> : <PlusIcon />}</span>
          {state === 'failed' ? words.createFailed : words.create}
        </OrganizationSwitcherCreate>
      </OrganizationSwitcherFooter>
    )
  }
  if (limit.reason !== 'creation_limit_reached') return null
  return (
    <OrganizationSwitcherFooter>
      <OrganizationSwitcherCurrent data-pending>
        <span className="orgkit-tile">
          <LockIcon />
        </span>
        <RowText
          name={words.create}
          className="orgkit-row-text-wrapped"
          meta={
            <>
              {words.creationLimit({ used: limit.used, maximum: limit.maximum ?? limit.used })}{' '}
              {supportContact ? <Contact contact={supportContact} /> : null}
            </>
          }
        />
      </OrganizationSwitcherCurrent>
    </OrganizationSwitcherFooter>
  )
}

function Contact({ contact }: { contact: string }) {
  const words = useMessages(organizationSwitcherPanelMessages)
  const isUrl = /^https?:\/\//i.test(contact)
  return (
    <a className="orgkit-link" href={isUrl ? contact : `mailto:${contact}`}>
      {words.ask({ contact: isUrl ? contact.replace(/^https?:\/\//i, '') : contact })}
    </a>
  )
}
