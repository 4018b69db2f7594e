import { fillUrl, isOrgkitError } from '@orgkit/core'
import {
  useNavigate,
  useSession,
  useSwitchOrganization,
  type Organization,
  type SessionState,
} from '@orgkit/react'
import { useEffect, useLayoutEffect, useRef, useState, type MouseEvent } from 'react'
import { followLink } from './follow-link'
import { useIsHere } from './is-here'
import { useLiveRegion } from './live-region'
import type { UseLate } from './load-late'
import { actionsMessages } from './messages/en/actions'
import { organizationSwitcherPanelMessages } from './messages/en/organization-switcher-panel'
import { useMessages } from './messages/language'
import { Notice } from './notice'
import type { OrganizationSwitcherProps } from './organization-switcher'
import { SwitcherFooter } from './organization-switcher-footer'
import { SwitcherHeader } from './organization-switcher-header'
import { SwitcherList, type Destination } from './organization-switcher-list'
import { OrganizationSwitcherPanel, OrganizationSwitcherWaiting } from './organization-switcher-panel-parts'
import type { SwitcherState } from './organization-switcher-state'
import type { usePopover } from './use-popover'

type SwitcherUser = NonNullable<SwitcherState['user']>

interface SwitcherContentProps {
  options: OrganizationSwitcherProps
  state: SwitcherState
  user: SwitcherUser
  /** The user, where the personal account may be chosen. */
  personal: SwitcherUser | null
  /** The tab works in the personal account. */
  isPersonal: boolean
  popover: Pick<ReturnType<typeof usePopover>, 'open' | 'setOpen' | 'trigger' | 'panelProps'>
  invitations: UseLate<typeof import('./organization-switcher-invitations')>
  /** The form that creates, behind a further click. */
  dialog: UseLate<typeof import('./create-organization-dialog')>
  refetchSession: () => Promise<void>
  /** Whether a switch is under way: the trigger shows it. */
  onSwitching: (isSwitching: boolean) => void
}

/** The panel, what is chosen in it, and the dialog that it leads to. Loaded late; stays while the panel is closed. */
export function SwitcherContent(props: SwitcherContentProps) {
  const { options, state, user, personal, isPersonal, popover, invitations, dialog } = props
  const { refetchSession, onSwitching } = props
  const { createOrganizationUrl: createUrl, organizationProfileUrl: profileUrl } = options
  const { createOrganizationMode: mode = createUrl === undefined ? 'modal' : 'navigation' } = options
  const { open, setOpen, trigger, panelProps } = popover
  const { organization } = state
  const actions = useMessages(actionsMessages)
  const words = useMessages(organizationSwitcherPanelMessages)
  const { createLimit, supportContact, currentIndex } = useSession(toPanelState)
  const navigate = useNavigate()
  const { switchOrganization, isPending } = useSwitchOrganization()
  const { announce, region } = useLiveRegion()
  const input = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  /** `null`: the form was not asked for yet. Afterwards it stays, and keeps what is typed. */
  const [isCreating, setIsCreating] = useState<boolean | null>(null)

  const [wasOpen, setWasOpen] = useState(open)
  if (open !== wasOpen) {
    setWasOpen(open)
    if (open) setQuery('')
    else setFailure(null)
  }

  // Before anything is painted, so that no frame shows the panel closed and the trigger at rest.
  useLayoutEffect(() => {
    onSwitching(isPending)
    return () => onSwitching(false)
  }, [onSwitching, isPending])

  const choose = async (to: Destination) => {
    setOpen(false)
    if (to.id === (organization?.id ?? null) && (organization || isPersonal)) return
    const onAfterSwitch = ({ to: next }: { to: Organization | null }) => {
      const { afterSelectOrganizationUrl: address, afterSelectPersonalUrl: personalAddress } = options
      if (next && address !== undefined) navigate(fillUrl(address, next))
      if (!next && personalAddress !== undefined) navigate(fillPersonalUrl(personalAddress, user))
    }
    try {
      const result = await switchOrganization(to.id, { onAfterSwitch })
      if (result === 'switched') announce(words.switched(to))
    } catch (error) {
      const isGone = isOrgkitError(error) && (error.code === 'not_found' || error.code === 'forbidden')
      if (isGone) void refetchSession()
      announce(isGone ? words.gone(to) : words.notSwitched(to), { assertive: true })
      setFailure({ to, isGone })
      // It is told where the choice was made, unless the reader went on to something else.
      const focused = document.activeElement
      if (focused === trigger.current || focused === document.body) setOpen(true)
    }
  }

  const create = (event: MouseEvent) => {
    if (mode === 'navigation' && createUrl !== undefined) {
      if (followLink(event, createUrl, navigate)) setOpen(false)
      return
    }
    dialog.request(() => {
      setOpen(false)
      setIsCreating(true)
    })
  }
  const toProfile =
    profileUrl === undefined ? undefined : (to: Organization) => navigate(fillUrl(profileUrl, to))
  const leave = (action?: (organization: Organization) => void) =>
    action &&
    ((to: Organization) => {
      setOpen(false)
      action(to)
    })

  const { request: requestInvitations, cancel: cancelInvitations } = invitations
  const isWaiting = state.waitingCount > 0
  useEffect(() => {
    if (!isWaiting) return
    requestInvitations(noop)
    // `open`: wished for anew at each opening, which tries again where it did not load.
    return cancelInvitations
  }, [isWaiting, open, requestInvitations, cancelInvitations])
  const Invitations = invitations.module?.SwitcherInvitations

  const isHere = useIsHere()

  const CreateDialog = dialog.module?.CreateOrganizationDialog
  return (
    <>
      <OrganizationSwitcherPanel
        {...panelProps}
        aria-label={words.label}
        initialFocus={input}
        onEscape={(event) => {
          if (query === '') return
          event.preventDefault()
          setQuery('')
        }}
        onKeyDown={(event) => {
          if (event.key !== '/' || event.target instanceof HTMLInputElement) return
          event.preventDefault()
          input.current?.focus()
        }}
      >
        <SwitcherHeader
          personal={isPersonal ? personal : null}
          onInvite={leave(options.onInvite)}
          onManage={leave(options.onManage ?? toProfile)}
        />
        {failure || state.unknown !== null ? (
          <Notice tone="danger" role={undefined}>
            {failure
              ? failure.isGone
                ? words.gone(failure.to)
                : words.notSwitched(failure.to)
              : words.unknown({ organization: state.unknown ?? '' })}
            {failure && !failure.isGone ? (
              <button type="button" className="orgkit-link" onClick={() => void choose(failure.to)}>
                {actions.retry}
              </button>
            ) : null}
          </Notice>
        ) : null}
        <SwitcherList
          query={query}
          onQueryChange={setQuery}
          input={input}
          personal={personal}
          currentId={isPersonal ? null : organization?.id}
          currentIndex={currentIndex}
          onChoose={(to) => void (open && choose(to))}
        />
        {Invitations ? (
          <Invitations
            count={state.waitingCount}
            onJoined={(joined) => {
              setOpen(false)
              if (!isHere(joined.id)) return false
              announce(words.switched(joined))
              const { afterSelectOrganizationUrl: address } = options
              if (address !== undefined) navigate(fillUrl(address, joined))
              return true
            }}
            onTell={announce}
          />
        ) : !isWaiting ? null : invitations.state === 'failed' ? (
          <Notice tone="danger">
            {words.waitingFailed}
            <button type="button" className="orgkit-link" onClick={() => requestInvitations(noop)}>
              {actions.retry}
            </button>
          </Notice>
        ) : (
          <OrganizationSwitcherWaiting count={state.waitingCount} />
        )}
        <SwitcherFooter
          limit={createLimit}
          supportContact={supportContact}
          href={mode === 'navigation' ? createUrl : undefined}
          state={dialog.state}
          onPrepare={mode === 'modal' ? dialog.prepare : noop}
          onCreate={create}
        />
      </OrganizationSwitcherPanel>
      {CreateDialog && isCreating !== null ? (
        <CreateDialog
          open={isCreating}
          onOpenChange={setIsCreating}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            trigger.current?.focus()
          }}
          afterCreateOrganizationUrl={options.afterCreateOrganizationUrl}
          skipInvitationScreen={options.skipInvitationScreen}
          slugPrefix={options.slugPrefix}
        />
      ) : null}
      {region}
    </>
  )
}

interface Failure {
  to: Destination
  /** The organization has gone, or the reader was removed from it: trying again is no use. */
  isGone: boolean
}

const none = { allowed: false, reason: null, used: 0, maximum: null }

/** What the panel needs beside the trigger's state. */
function toPanelState({ session, settings }: SessionState) {
  const id = session?.active?.organization.id
  return {
    supportContact: settings?.supportContact ?? null,
    currentIndex: session?.memberships.items.findIndex(({ organization }) => organization.id === id) ?? -1,
    createLimit: session?.limits.createOrganization ?? none,
  }
}

function fillPersonalUrl(
  address: NonNullable<OrganizationSwitcherProps['afterSelectPersonalUrl']>,
  user: SwitcherUser,
): string {
  return typeof address === 'function' ? address(user) : fillUrl(address, { ...user, slug: null })
}

function noop() {}
