import type { UrlTemplate } from '@orgkit/core'
import { useRefetchSession, useSession, type Organization } from '@orgkit/react'
import { useState, type KeyboardEvent } from 'react'
import type { CreateOrganizationProps } from './create-organization'
import { useDelayedLoading } from './delayed-loading'
import { useLatePopover } from './late-popover'
import { loadLate, useLate } from './load-late'
import { OrganizationSwitcherRoot } from './organization-switcher-parts'
import { toSwitcherState } from './organization-switcher-state'
import { SwitcherTrigger } from './organization-switcher-trigger'

export interface OrganizationSwitcherProps extends Pick<
  CreateOrganizationProps,
  'afterCreateOrganizationUrl' | 'skipInvitationScreen'
> {
  /** Offers organizations alone, also where the instance has personal accounts. @default false */
  hidePersonal?: boolean
  /** @default false */
  defaultOpen?: boolean
  /** @default 'modal', with `createOrganizationUrl` 'navigation' */
  createOrganizationMode?: 'modal' | 'navigation'
  /** Where creating happens; needed for `navigation`. */
  createOrganizationUrl?: string
  /** Where the settings button leads; without this and `onManage` there is none. */
  organizationProfileUrl?: UrlTemplate
  /** The settings button does this instead. */
  onManage?: (organization: Organization) => void
  /** Adds an invite button for those who may manage members. */
  onInvite?: (organization: Organization) => void
  /** Where a switch leads, e.g. `/:slug`. @default nowhere */
  afterSelectOrganizationUrl?: UrlTemplate
  /** Where choosing the personal account leads: an address with `:id`, or a function of the user. @default nowhere */
  afterSelectPersonalUrl?: string | ((user: { id: string; name: string }) => string)
  /** Before the slug in the form that creates, e.g. `app.acme.test/`. */
  slugPrefix?: string
  className?: string
}

const latePanel = /* @__PURE__ */ loadLate(() => import('./organization-switcher-content'))
/** Those whom nobody invites do not load it. */
const lateInvitations = /* @__PURE__ */ loadLate(() => import('./organization-switcher-invitations'))
const createDialog = /* @__PURE__ */ loadLate(() => import('./create-organization-dialog'))

/** Shows where this tab works, and leads elsewhere. Nothing while nobody is signed in or organizations are off. */
export function OrganizationSwitcher(props: OrganizationSwitcherProps) {
  const state = useSession(toSwitcherState)
  const refetchSession = useRefetchSession()
  const { open, setOpen, trigger, triggerProps, panelProps, content, contentState, requestOpen, prepare } =
    useLatePopover(latePanel, props.defaultOpen)
  const invitations = useLate(lateInvitations)
  const dialog = useLate(createDialog)
  const [isSwitching, setIsSwitching] = useState(false)
  const isSlow = useDelayedLoading(isSwitching || contentState === 'loading')

  const { user, organization } = state
  const personal = state.personalAccounts && !props.hidePersonal ? user : null
  const isPersonal = personal !== null && organization === null && state.unknown === null

  if (state.status === 'signed-out' || state.isOff) return null
  const Content = content?.SwitcherContent
  return (
    <OrganizationSwitcherRoot className={props.className}>
      <SwitcherTrigger
        {...triggerProps}
        ref={trigger}
        state={state}
        isPersonal={isPersonal}
        isSwitching={isSwitching}
        panel={contentState}
        isSlow={isSlow}
        onClick={() => {
          if (state.status === 'failed') void refetchSession()
          else if (open) setOpen(false)
          else if (user) requestOpen()
        }}
        onKeyDown={(event: KeyboardEvent) => {
          prepare()
          // The second press of a double one: the choice is made, and its answer on the way.
          if (event.key === 'Enter' && (isSwitching || event.repeat)) event.preventDefault()
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          if (user && !open && contentState !== 'loading') requestOpen()
        }}
      />
      {Content && user ? (
        <Content
          options={props}
          state={state}
          user={user}
          personal={personal}
          isPersonal={isPersonal}
          popover={{ open, setOpen, trigger, panelProps }}
          invitations={invitations}
          dialog={dialog}
          refetchSession={refetchSession}
          onSwitching={setIsSwitching}
        />
      ) : null}
    </OrganizationSwitcherRoot>
  )
}
