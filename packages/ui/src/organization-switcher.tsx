import { fillUrl, isOrgkitError, type UrlTemplate } from '@orgkit/core'
import {
  useNavigate,
  useRefetchSession,
  useSession,
  useSwitchOrganization,
  type Organization,
} from '@orgkit/react'
import { useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { CreateOrganizationProps } from './create-organization'
import { useDelayedLoading } from './delayed-loading'
import { followLink } from './follow-link'
import { useLiveRegion } from './live-region'
import { loadLate, useLate } from './load-late'
import { useMessages } from './messages'
import { SwitcherFooter } from './organization-switcher-footer'
import { SwitcherHeader } from './organization-switcher-header'
import { SwitcherList, type Destination } from './organization-switcher-list'
import { OrganizationSwitcherPanel, OrganizationSwitcherRoot } from './organization-switcher-parts'
import { toSwitcherState } from './organization-switcher-state'
import { SwitcherTrigger } from './organization-switcher-trigger'
import { usePopover } from './popover'
import { Notice } from './state-message'

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

const createDialog = loadLate(() => import('./create-organization-dialog'))

/** Shows where this tab works, and leads elsewhere. Nothing while nobody is signed in or organizations are off. */
export function OrganizationSwitcher(props: OrganizationSwitcherProps) {
  const { hidePersonal = false, createOrganizationUrl: createUrl, organizationProfileUrl: profileUrl } = props
  const { createOrganizationMode: mode = createUrl === undefined ? 'modal' : 'navigation' } = props
  const { actions, organizationSwitcher: words } = useMessages()
  const state = useSession(toSwitcherState)
  const refetchSession = useRefetchSession()
  const navigate = useNavigate()
  const { switchOrganization, isPending } = useSwitchOrganization()
  const isSlow = useDelayedLoading(isPending)
  const { announce, region } = useLiveRegion()
  const late = useLate(createDialog)
  const input = useRef<HTMLInputElement>(null)
  const { open, setOpen, trigger, triggerProps, panelProps } = usePopover({ defaultOpen: props.defaultOpen })
  const [query, setQuery] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  /** `null`: the form was not asked for yet. Afterwards it stays, and keeps what is typed. */
  const [isCreating, setIsCreating] = useState<boolean | null>(null)

  const { user, organization } = state
  const personal = state.personalAccounts && !hidePersonal ? user : null
  const isPersonal = personal !== null && organization === null && state.unknown === null

  const show = (next: boolean) => {
    if (next) setQuery('')
    else setFailure(null)
    setOpen(next)
  }
  const choose = async (to: Destination) => {
    show(false)
    if (to.id === (organization?.id ?? null) && (organization || isPersonal)) return
    const onAfterSwitch = ({ to: next }: { to: Organization | null }) => {
      const { afterSelectOrganizationUrl: address, afterSelectPersonalUrl: personalAddress } = props
      if (next && address !== undefined) navigate(fillUrl(address, next))
      if (!next && user && personalAddress !== undefined) navigate(fillPersonalUrl(personalAddress, user))
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
      if (focused === trigger.current || focused === document.body) show(true)
    }
  }

  const create = (event: MouseEvent) => {
    if (mode === 'navigation' && createUrl !== undefined) {
      if (followLink(event, createUrl, navigate)) show(false)
      return
    }
    late.request(() => {
      show(false)
      setIsCreating(true)
    })
  }
  const toProfile =
    profileUrl === undefined ? undefined : (to: Organization) => navigate(fillUrl(profileUrl, to))
  const leave = (action?: (organization: Organization) => void) =>
    action &&
    ((to: Organization) => {
      show(false)
      action(to)
    })

  if (state.status === 'signed-out' || state.isOff) return null
  const CreateDialog = late.module?.CreateOrganizationDialog
  return (
    <OrganizationSwitcherRoot className={props.className}>
      <SwitcherTrigger
        {...triggerProps}
        ref={trigger}
        state={state}
        isPersonal={isPersonal}
        isSwitching={isPending}
        isSlow={isSlow}
        onClick={() => {
          if (state.status === 'failed') void refetchSession()
          else if (state.status !== 'loading') show(!open)
        }}
        onKeyDown={(event: KeyboardEvent) => {
          // The second press of a double one: the choice is made, and its answer on the way.
          if (event.key === 'Enter' && (isPending || event.repeat)) event.preventDefault()
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          if (user && !open) show(true)
        }}
      />
      {user ? (
        <OrganizationSwitcherPanel
          {...panelProps}
          onOpenChange={show}
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
            onInvite={leave(props.onInvite)}
            onManage={leave(props.onManage ?? toProfile)}
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
            currentIndex={state.currentIndex}
            onChoose={(to) => void (open && choose(to))}
          />
          <SwitcherFooter
            limit={state.createLimit}
            supportContact={state.supportContact}
            href={mode === 'navigation' ? createUrl : undefined}
            state={late.state}
            onPrepare={mode === 'modal' ? late.prepare : noop}
            onCreate={create}
          />
        </OrganizationSwitcherPanel>
      ) : null}
      {CreateDialog && isCreating !== null ? (
        <CreateDialog
          open={isCreating}
          onOpenChange={setIsCreating}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            trigger.current?.focus()
          }}
          afterCreateOrganizationUrl={props.afterCreateOrganizationUrl}
          skipInvitationScreen={props.skipInvitationScreen}
          slugPrefix={props.slugPrefix}
        />
      ) : null}
      {region}
    </OrganizationSwitcherRoot>
  )
}

interface Failure {
  to: Destination
  /** The organization has gone, or the reader was removed from it: trying again is no use. */
  isGone: boolean
}

function fillPersonalUrl(
  address: NonNullable<OrganizationSwitcherProps['afterSelectPersonalUrl']>,
  user: { id: string; name: string; imageUrl: string | null },
): string {
  return typeof address === 'function' ? address(user) : fillUrl(address, { ...user, slug: null })
}

function noop() {}
