import { fillUrl, type OrganizationSummary, type UrlTemplate } from '@orgkit/core'
import { useAcceptInvitation, useInvitationPreview, useNavigate, useSession } from '@orgkit/react'
import {
  forwardRef,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
  type ComponentPropsWithoutRef,
  type ReactNode,
  type RefObject,
} from 'react'
import { AcceptInvitationEnded } from './accept-invitation-ended'
import { AcceptInvitationFull, AcceptInvitationMember } from './accept-invitation-member'
import { AcceptInvitationJoined, AcceptInvitationOffer } from './accept-invitation-offer'
import { AcceptInvitationRoot, type AcceptInvitationView } from './accept-invitation-parts'
import { AcceptInvitationSignedOut, AcceptInvitationWrongAccount } from './accept-invitation-account'
import { AcceptInvitationVerify } from './accept-invitation-verify'
import { Button } from './button'
import { ChooseOrganizationSignedIn } from './choose-organization-states'
import { useDelayedLoading } from './delayed-loading'
import { RefreshIcon } from './icons/refresh-icon'
import { acceptInvitationMessages } from './messages/en/accept-invitation'
import { actionsMessages } from './messages/en/actions'
import { statesMessages } from './messages/en/states'
import { useMessages } from './messages/language'
import { Skeleton } from './skeleton'
import { SkeletonRows } from './skeleton-rows'
import { StateMessage } from './state-message'
import { VisuallyHidden } from './visually-hidden'

export interface AcceptInvitationProps extends Omit<ComponentPropsWithoutRef<'section'>, 'children'> {
  /** From the link: what stands behind `/invite/`. */
  token: string
  /** What the page calls the app: "Go to Notes". */
  appName?: string
  /** The app's own sign-up and sign-in, below the offer. The address that a mailed link proves is the server's to tell. */
  signedOut?: ReactNode
  /** Instead of `signedOut`: where one registers and signs in, and comes back from. */
  signUpUrl?: string
  signInUrl?: string
  /** Where to go once one has joined: an address with `:slug` and `:id`, or a function. Without it and `onDone`: stays. */
  afterAcceptInvitationUrl?: UrlTemplate
  /** Where the app is: for an invitation to the app, and for the way on from one that has ended. @default '/' */
  homeUrl?: string
  /** Told once, when the person joined; `null`: an invitation to the app. */
  onAccepted?: (organization: OrganizationSummary | null) => void
}

/**
 * Where the link of an invitation leads: what it offers, and every wrong turn told plainly. Opening it changes nothing, so a mail
 * scanner may. Renders a `<section>`. Style with `[data-view]`, see `AcceptInvitationView`.
 */
export const AcceptInvitation = /* @__PURE__ */ forwardRef<HTMLElement, AcceptInvitationProps>(
  function AcceptInvitation(props, ref) {
    const { token, appName: app, signedOut, signUpUrl, signInUrl, homeUrl = '/', ...others } = props
    const { afterAcceptInvitationUrl, onAccepted, ...rest } = others
    const words = useMessages(acceptInvitationMessages)
    const actions = useMessages(actionsMessages)
    const navigate = useNavigate()
    const { user } = useSession()
    const preview = useInvitationPreview(token)
    const accept = useAcceptInvitation()
    const [joined, setJoined] = useState<Joined | null>(null)
    const root = useRef<HTMLElement>(null)
    useImperativeHandle(ref, () => root.current as HTMLElement)
    useFocusOnView(joined ? 'joined' : viewOf(preview.refusal?.code, preview.invitation !== null), root)

    const frame = { ref: root, 'aria-label': words.label, ...rest }
    const go = (organization: OrganizationSummary | null) =>
      navigate(
        organization && afterAcceptInvitationUrl !== undefined
          ? fillUrl(afterAcceptInvitationUrl, organization)
          : homeUrl,
      )

    async function join() {
      const { active, isFirstMember } = await accept.acceptInvitation({ token })
      onAccepted?.(active?.organization ?? null)
      if (!active) return go(null)
      // Another role than the invitation said is told before the way on.
      if (isFirstMember || afterAcceptInvitationUrl === undefined) {
        return setJoined({
          organization: active.organization,
          role: active.membership.role.name,
          isFirstMember,
        })
      }
      go(active.organization)
    }

    if (joined) {
      return (
        <AcceptInvitationRoot view="joined" {...frame}>
          <AcceptInvitationJoined {...joined} onOpen={() => go(joined.organization)} />
        </AcceptInvitationRoot>
      )
    }
    if (preview.error?.code === 'not_found' || preview.error?.code === 'invalid_request') {
      return (
        <AcceptInvitationRoot view="unknown" {...frame}>
          <AcceptInvitationEnded kind="unknown" app={app} homeUrl={homeUrl} isSignedIn={user !== null} />
        </AcceptInvitationRoot>
      )
    }
    if (preview.error && !preview.invitation) {
      return (
        <AcceptInvitationRoot view="failed" {...frame}>
          <StateMessage
            kind="error"
            heading="h2"
            title={words.failedTitle}
            description={words.failedDescription}
            action={
              <Button icon={<RefreshIcon />} onClick={() => void preview.revalidate()}>
                {actions.retry}
              </Button>
            }
          />
        </AcceptInvitationRoot>
      )
    }
    const { invitation, refusal } = preview
    if (!invitation) return <AcceptInvitationSkeleton {...frame} />

    const view = viewOf(refusal?.code, true)
    const memberOf = refusal?.meta?.organization
    return (
      <AcceptInvitationRoot view={view} {...frame}>
        {view === 'signed-out' ? (
          <AcceptInvitationSignedOut
            invitation={invitation}
            app={app}
            signUpUrl={signUpUrl}
            signInUrl={signInUrl}
          >
            {signedOut}
          </AcceptInvitationSignedOut>
        ) : view === 'offer' ? (
          <AcceptInvitationOffer
            token={token}
            invitation={invitation}
            app={app}
            isPending={accept.isPending}
            error={accept.error}
            onJoin={() => void join().catch(preview.revalidate)}
            onDeclined={() => void preview.revalidate()}
          />
        ) : view === 'wrong-account' ? (
          <AcceptInvitationWrongAccount invitation={invitation} />
        ) : view === 'unverified' ? (
          <AcceptInvitationVerify invitation={invitation} onVerified={() => void preview.revalidate()} />
        ) : view === 'member' ? (
          <AcceptInvitationMember
            invitation={invitation}
            organizationId={typeof memberOf === 'string' ? memberOf : null}
            onOpen={go}
          />
        ) : view === 'full' ? (
          <AcceptInvitationFull invitation={invitation} onCheck={preview.revalidate} />
        ) : (
          <AcceptInvitationEnded
            kind={invitation.status === 'pending' ? 'unknown' : invitation.status}
            invitation={invitation}
            app={app}
            homeUrl={homeUrl}
            isSignedIn={user !== null}
          />
        )}
        {user && view !== 'wrong-account' ? <ChooseOrganizationSignedIn user={user} /> : null}
      </AcceptInvitationRoot>
    )
  },
)

interface Joined {
  organization: OrganizationSummary
  role: string
  isFirstMember: boolean
}

function viewOf(code: string | undefined, isLoaded: boolean): AcceptInvitationView {
  if (!isLoaded) return 'loading'
  switch (code) {
    case undefined:
      return 'offer'
    case 'unauthenticated':
      return 'signed-out'
    case 'wrong_account':
      return 'wrong-account'
    case 'address_unverified':
      return 'unverified'
    case 'already_member':
      return 'member'
    case 'seat_limit_reached':
      return 'full'
    case 'invitation_expired':
      return 'expired'
    case 'invitation_accepted':
      return 'accepted'
    case 'invitation_declined':
      return 'declined'
    default:
      return 'revoked'
  }
}

/** One page takes the place of another at an answer: focus goes to its title, unless the reader is elsewhere by then. */
function useFocusOnView(view: AcceptInvitationView, root: RefObject<HTMLElement | null>) {
  const last = useRef(view)
  useEffect(() => {
    const before = last.current
    last.current = view
    if (before === view || before === 'loading') return
    const active = document.activeElement
    if (active && active !== document.body && !root.current?.contains(active)) return
    root.current?.querySelector<HTMLElement>('h1')?.focus()
  }, [view, root])
}

/** The page on its way. Empty for the first 150 ms. */
const AcceptInvitationSkeleton = /* @__PURE__ */ forwardRef<HTMLElement, ComponentPropsWithoutRef<'section'>>(
  function AcceptInvitationSkeleton(props, ref) {
    const states = useMessages(statesMessages)
    const isShown = useDelayedLoading(true)
    return (
      <AcceptInvitationRoot ref={ref} view="loading" aria-busy="true" {...props}>
        <VisuallyHidden role="status">{isShown ? states.loading : ''}</VisuallyHidden>
        {isShown ? (
          <>
            <div className="orgkit-choose-organization-header">
              <Skeleton className="orgkit-choose-organization-skeleton-title" />
            </div>
            <div className="orgkit-card">
              <SkeletonRows rows={1} />
            </div>
          </>
        ) : null}
      </AcceptInvitationRoot>
    )
  },
)
