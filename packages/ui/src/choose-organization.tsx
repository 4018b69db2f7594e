import { fillUrl, type OrganizationSummary, type UrlTemplate } from '@orgkit/core'
import { useNavigate, useSession, useSuggestions } from '@orgkit/react'
import {
  forwardRef,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
  type ComponentPropsWithoutRef,
} from 'react'
import { Button } from './button'
import { ChooseOrganizationCreate, lateCreateOrganization } from './choose-organization-create'
import { ChooseOrganizationInvitations } from './choose-organization-invitations'
import { ChooseOrganizationList } from './choose-organization-list'
import {
  ChooseOrganizationDescription,
  ChooseOrganizationDivider,
  ChooseOrganizationHeader,
  ChooseOrganizationRoot,
  ChooseOrganizationTitle,
} from './choose-organization-parts'
import {
  ChooseOrganizationCheck,
  ChooseOrganizationDeadEnd,
  ChooseOrganizationFailed,
  ChooseOrganizationLimit,
  ChooseOrganizationSignedIn,
  ChooseOrganizationSkeleton,
} from './choose-organization-states'
import { ChooseOrganizationSuggestions } from './choose-organization-suggestions'
import type { CreateOrganizationStep } from './create-organization-parts'
import { useFocusOnView } from './focus-on-view'
import { PlusIcon } from './icons/plus-icon'
import { actionsMessages } from './messages/en/actions'
import { chooseOrganizationMessages } from './messages/en/choose-organization'
import { useMessages } from './messages/language'
import { useLetIn } from './let-in'
import { HoldContext, useHold, useIsHeld } from './session-task-gate-hold'

export interface ChooseOrganizationProps extends Omit<ComponentPropsWithoutRef<'section'>, 'children'> {
  /** What the page calls the app: "Notes is for teams." */
  appName?: string
  /** What stands before the slug in the app's own addresses, such as `app.example.com/`. */
  slugPrefix?: string
  /** Leaves the personal account out where the instance has them. @default false */
  hidePersonal?: boolean
  /** @default false */
  skipInvitationScreen?: boolean
  /** Addresses with `:slug` and `:id`, or functions. @default stays */
  afterCreateOrganizationUrl?: UrlTemplate
  afterSelectOrganizationUrl?: UrlTemplate
  afterSelectPersonalUrl?: string
}

/**
 * How do I get in: invitations, organizations that one is in or could join, and making a new one; only what applies. The form comes
 * at once where there is nothing to choose. Who asked to join waits here, and goes on once they are let in. Renders a `<section>`, and nothing while nobody is signed in or organizations are off. Style with `[data-view]`:
 * `loading` · `failed` · `choose` · `create` · `dead-end`.
 */
export const ChooseOrganization = /* @__PURE__ */ forwardRef<HTMLElement, ChooseOrganizationProps>(
  function ChooseOrganization(props, ref) {
    const { appName: app, slugPrefix, hidePersonal = false, skipInvitationScreen, ...others } = props
    const { afterCreateOrganizationUrl, afterSelectOrganizationUrl, afterSelectPersonalUrl, ...rest } = others
    const words = useMessages(chooseOrganizationMessages)
    const actions = useMessages(actionsMessages)
    const { status, session, settings, refetch } = useSession()
    const navigate = useNavigate()
    const hold = useHold()
    const isHeld = useIsHeld(hold)
    const [wantsToCreate, setWantsToCreate] = useState(false)
    const [step, setStep] = useState<CreateOrganizationStep>('details')
    const createButton = useRef<HTMLButtonElement>(null)
    const comesBack = useRef(false)
    useEffect(() => {
      if (wantsToCreate || !comesBack.current) return
      comesBack.current = false
      createButton.current?.focus()
    }, [wantsToCreate])

    const withPersonal = (settings?.personalAccounts ?? false) && !hidePersonal
    const isIn = (session?.memberships.totalCount ?? 0) > 0 || withPersonal
    const suggestions = useSuggestions()
    const suggestionCount = session?.suggestionCount ?? 0
    const mayCreate = session?.limits.createOrganization.allowed ?? false
    // Who was turned down reads so here. Whoever comes later begins with the form, where they may make one.
    const [hasBeenSuggested, setBeenSuggested] = useState(false)
    if (suggestionCount > 0 && !hasBeenSuggested) setBeenSuggested(true)
    const isSuggested =
      suggestionCount > 0 || (suggestions.data.length > 0 && (hasBeenSuggested || !mayCreate))
    const hasWayIn = isIn || (session?.invitationCount ?? 0) > 0
    const hasChoice = hasWayIn || isSuggested
    // The first organization is there before its logo is, and before the last page was read.
    const isCreating = wantsToCreate || isHeld || step !== 'details'
    const view = isCreating || (!hasChoice && mayCreate) ? 'create' : hasChoice ? 'choose' : 'dead-end'
    const root = useRef<HTMLElement>(null)
    useImperativeHandle(ref, () => root.current as HTMLElement)
    useFocusOnView(session ? view : status === 'failed' ? status : 'loading', root)

    function chosen(organization: OrganizationSummary | null) {
      const url = organization ? afterSelectOrganizationUrl : afterSelectPersonalUrl
      if (url !== undefined) navigate(organization ? fillUrl(url, organization) : String(url))
    }
    useLetIn({ session, suggestions, onLetIn: chosen })

    const frame = { ref: root, 'aria-label': words.label, ...rest }
    if (status === 'loading') return <ChooseOrganizationSkeleton {...frame} />
    if (status === 'failed') return <ChooseOrganizationFailed {...frame} retry={refetch} />
    if (!session || !settings.organizationsEnabled) return null

    const limit = session.limits.createOrganization
    const isNew = session.status === 'pending' || !isIn
    const isAsking = suggestions.data.some(({ status }) => status === 'requested')
    // Nothing on the page lets them in at once, and nothing can be made: all they can do is wait.
    const isWaiting =
      !hasWayIn && !limit.allowed && isSuggested && suggestions.data.every(({ status }) => status !== 'open')
    const unknown = session.activeError?.meta?.organization

    // Of an order that may change, hence with keys: what is said and focused stays.
    const own = (
      <ChooseOrganizationList key="own" user={session.user} withPersonal={withPersonal} onChosen={chosen} />
    )
    const offered = <ChooseOrganizationSuggestions key="offered" list={suggestions} count={suggestionCount} />

    if (view === 'dead-end')
      return <ChooseOrganizationDeadEnd {...frame} limit={limit} app={app} retry={refetch} />
    return (
      <HoldContext.Provider value={hold}>
        <ChooseOrganizationRoot view={view} {...frame}>
          {step === 'details' ? (
            <ChooseOrganizationHeader>
              <ChooseOrganizationTitle>
                {typeof unknown === 'string'
                  ? words.unknownTitle({ organization: isSlug(unknown) ? unknown : null })
                  : view === 'create'
                    ? words.createTitle
                    : isWaiting
                      ? isAsking
                        ? words.waitingTitle
                        : words.deadEndTitle
                      : isNew
                        ? words.title
                        : words.existingTitle}
              </ChooseOrganizationTitle>
              <ChooseOrganizationDescription>
                {typeof unknown === 'string'
                  ? words.unknownDescription
                  : view === 'create'
                    ? words.createDescription({ app })
                    : isWaiting
                      ? isAsking
                        ? words.waitingDescription
                        : words.deadEndDescription({ app })
                      : isNew
                        ? limit.allowed
                          ? words.description({ app })
                          : words.joinOnly({ app })
                        : limit.allowed
                          ? words.existingDescription
                          : words.existingOnly}
              </ChooseOrganizationDescription>
            </ChooseOrganizationHeader>
          ) : null}
          {view === 'create' ? (
            <ChooseOrganizationCreate
              slugPrefix={slugPrefix}
              skipInvitationScreen={skipInvitationScreen}
              afterCreateOrganizationUrl={afterCreateOrganizationUrl}
              takesFocus={wantsToCreate}
              cancelLabel={actions.back}
              onCancel={
                hasChoice
                  ? () => {
                      comesBack.current = true
                      setWantsToCreate(false)
                    }
                  : undefined
              }
              onStepChange={setStep}
              onDone={() => {
                setStep('details')
                setWantsToCreate(false)
              }}
            />
          ) : (
            <>
              <ChooseOrganizationInvitations count={session.invitationCount} onJoined={chosen} />
              {isNew ? [offered, own] : [own, offered]}
              {limit.allowed ? (
                <>
                  <ChooseOrganizationDivider>{words.or}</ChooseOrganizationDivider>
                  <Button
                    ref={createButton}
                    block
                    size="large"
                    icon={<PlusIcon />}
                    onPointerEnter={() => void lateCreateOrganization.load().catch(() => {})}
                    onFocus={() => void lateCreateOrganization.load().catch(() => {})}
                    onClick={() => setWantsToCreate(true)}
                  >
                    {words.create}
                  </Button>
                </>
              ) : (
                <>
                  <ChooseOrganizationLimit limit={limit} isWaiting={isWaiting} isAsking={isAsking} />
                  {isWaiting ? (
                    <ChooseOrganizationCheck
                      shown={suggestions.data.map(({ id, status }) => `${id} ${status}`).join()}
                      retry={async () => {
                        await Promise.all([refetch(), suggestions.revalidate()])
                      }}
                    />
                  ) : null}
                </>
              )}
            </>
          )}
          <ChooseOrganizationSignedIn user={session.user} />
        </ChooseOrganizationRoot>
      </HoldContext.Provider>
    )
  },
)

/** Ids hold a `_`, which no slug does. */
const isSlug = (idOrSlug: string) => !idOrSlug.includes('_')
