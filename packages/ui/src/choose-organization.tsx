import { fillUrl, type OrganizationSummary, type UrlTemplate } from '@orgkit/core'
import { useNavigate, useSession } from '@orgkit/react'
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
  ChooseOrganizationDeadEnd,
  ChooseOrganizationFailed,
  ChooseOrganizationLimit,
  ChooseOrganizationSignedIn,
  ChooseOrganizationSkeleton,
} from './choose-organization-states'
import type { CreateOrganizationStep } from './create-organization-parts'
import { useFocusOnView } from './focus-on-view'
import { PlusIcon } from './icons/plus-icon'
import { actionsMessages } from './messages/en/actions'
import { chooseOrganizationMessages } from './messages/en/choose-organization'
import { useMessages } from './messages/language'
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
 * How do I get in: the organizations that one is in, and making a new one. The form comes at once where there is nothing to
 * choose. Renders a `<section>`, and nothing while nobody is signed in or organizations are off. Style with `[data-view]`:
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
    const hasChoice = isIn || (session?.invitationCount ?? 0) > 0
    // The first organization is there before its logo is, and before the last page was read.
    const isCreating = wantsToCreate || isHeld || step !== 'details'
    const mayCreate = session?.limits.createOrganization.allowed ?? false
    const view = isCreating || (!hasChoice && mayCreate) ? 'create' : hasChoice ? 'choose' : 'dead-end'
    const root = useRef<HTMLElement>(null)
    useImperativeHandle(ref, () => root.current as HTMLElement)
    useFocusOnView(session ? view : status === 'failed' ? status : 'loading', root)

    const frame = { ref: root, 'aria-label': words.label, ...rest }
    if (status === 'loading') return <ChooseOrganizationSkeleton {...frame} />
    if (status === 'failed') return <ChooseOrganizationFailed {...frame} retry={refetch} />
    if (!session || !settings.organizationsEnabled) return null

    const limit = session.limits.createOrganization
    const isNew = session.status === 'pending' || !isIn
    const unknown = session.activeError?.meta?.organization

    function chosen(organization: OrganizationSummary | null) {
      const url = organization ? afterSelectOrganizationUrl : afterSelectPersonalUrl
      if (url !== undefined) navigate(organization ? fillUrl(url, organization) : String(url))
    }

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
                    : isNew
                      ? words.title
                      : words.existingTitle}
              </ChooseOrganizationTitle>
              <ChooseOrganizationDescription>
                {typeof unknown === 'string'
                  ? words.unknownDescription
                  : view === 'create'
                    ? words.createDescription({ app })
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
              <ChooseOrganizationList user={session.user} withPersonal={withPersonal} onChosen={chosen} />
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
                <ChooseOrganizationLimit limit={limit} />
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
