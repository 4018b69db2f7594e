import { type ErrorCode, fillUrl, type OrganizationSummary, type UrlTemplate } from '@orgkit/core'
import {
  type AcceptInvitationOutput,
  type InvitationPreviewState,
  useInvitationPreview,
  useNavigate,
  useSession,
} from '@orgkit/react'
import {
  forwardRef,
  useImperativeHandle,
  useRef,
  useState,
  type ComponentPropsWithoutRef,
  type ReactNode,
} from 'react'
import { AcceptInvitationSignedOut, AcceptInvitationWrongAccount } from './accept-invitation-account'
import { AcceptInvitationEnded } from './accept-invitation-ended'
import { AcceptInvitationFull, AcceptInvitationMember } from './accept-invitation-member'
import { AcceptInvitationJoined, AcceptInvitationOffer } from './accept-invitation-offer'
import { AcceptInvitationRoot, type AcceptInvitationView } from './accept-invitation-parts'
import { AcceptInvitationFailed, AcceptInvitationSkeleton } from './accept-invitation-states'
import { AcceptInvitationVerify } from './accept-invitation-verify'
import { ChooseOrganizationSignedIn } from './choose-organization-states'
import { AcceptInvitationTask } from './accept-invitation-task'
import { useFocusOnView } from './focus-on-view'
import { useIsHere } from './is-here'
import { acceptInvitationMessages } from './messages/en/accept-invitation'
import { useMessages } from './messages/language'
import type { GateTaskProps } from './session-task-gate-screens'

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
  /** Where to go once one has joined: an address with `:slug` and `:id`, or a function. @default a last page, and on to `homeUrl` */
  afterAcceptInvitationUrl?: UrlTemplate
  /** Where the app is: for an invitation to the app, and for the way on from one that has ended. @default '/' */
  homeUrl?: string
  /** Screens of the app's own tasks, as those of `SessionTaskGate`: what comes before joining is finished on this page. */
  tasks?: GateTaskProps['tasks']
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
    const { afterAcceptInvitationUrl, onAccepted, tasks, ...rest } = others
    const words = useMessages(acceptInvitationMessages)
    const navigate = useNavigate()
    const { user } = useSession()
    const preview = useInvitationPreview(token)
    const isHere = useIsHere()
    const [given, setGiven] = useState<GivenAnswer | null>(null)
    const answer = given?.token === token && given.userId === user?.id ? given : null
    const view = viewOf(preview, answer)
    const root = useRef<HTMLElement>(null)
    useImperativeHandle(ref, () => root.current as HTMLElement)
    useFocusOnView(view, root)

    const keep = (what: Pick<GivenAnswer, 'joined'>) => setGiven({ token, userId: user?.id, ...what })
    const go = (organization: OrganizationSummary | null) =>
      navigate(
        organization && afterAcceptInvitationUrl !== undefined
          ? fillUrl(afterAcceptInvitationUrl, organization)
          : homeUrl,
      )

    function joined({ active, isFirstMember }: AcceptInvitationOutput) {
      const organization = active?.organization ?? null
      const isOpen = organization !== null && isHere(organization.id)
      onAccepted?.(organization)
      // Another role than the invitation said is told before the way on, and a tab that was kept where it is stays there.
      if (active && (isFirstMember || !isOpen || afterAcceptInvitationUrl === undefined)) {
        return keep({
          joined: { organization: active.organization, role: active.membership.role.name, isFirstMember },
        })
      }
      go(organization)
    }

    const { invitation, refusal } = preview
    const memberOf = refusal?.meta?.organization
    return (
      <AcceptInvitationRoot
        ref={root}
        view={view}
        aria-label={words.label}
        aria-busy={view === 'loading' || undefined}
        {...rest}
      >
        {view === 'joined' ? (
          answer?.joined ? (
            <AcceptInvitationJoined {...answer.joined} onOpen={go} />
          ) : null
        ) : view === 'loading' ? (
          <AcceptInvitationSkeleton />
        ) : view === 'failed' ? (
          <AcceptInvitationFailed preview={preview} />
        ) : !invitation ? (
          <AcceptInvitationEnded kind="unknown" app={app} homeUrl={homeUrl} isSignedIn={user !== null} />
        ) : view === 'task' ? (
          <AcceptInvitationTask preview={preview} tasks={tasks} appName={app} />
        ) : view === 'offer' ? (
          <AcceptInvitationOffer
            token={token}
            invitation={invitation}
            app={app}
            onJoined={joined}
            onDeclined={() => keep({ joined: null })}
            onRefused={preview.revalidate}
          />
        ) : view === 'signed-out' ? (
          <AcceptInvitationSignedOut
            invitation={invitation}
            app={app}
            signUpUrl={signUpUrl}
            signInUrl={signInUrl}
          >
            {signedOut}
          </AcceptInvitationSignedOut>
        ) : view === 'wrong-account' ? (
          <AcceptInvitationWrongAccount invitation={invitation} />
        ) : view === 'unverified' ? (
          <AcceptInvitationVerify invitation={invitation} preview={preview} />
        ) : view === 'member' ? (
          <AcceptInvitationMember
            invitation={invitation}
            organizationId={typeof memberOf === 'string' ? memberOf : null}
            onOpen={go}
          />
        ) : view === 'full' ? (
          <AcceptInvitationFull invitation={invitation} preview={preview} />
        ) : (
          <AcceptInvitationEnded
            kind={view}
            invitation={invitation}
            app={app}
            homeUrl={homeUrl}
            isSignedIn={user !== null}
          />
        )}
        {user && invitation && !['wrong-account', 'joined', 'task'].includes(view) ? (
          <ChooseOrganizationSignedIn user={user} />
        ) : null}
      </AcceptInvitationRoot>
    )
  },
)

/** What was answered on this page, by whom. */
interface GivenAnswer {
  token: string
  userId: string | undefined
  /** `null`: declined. */
  joined: { organization: OrganizationSummary; role: string; isFirstMember: boolean } | null
}

const views = {
  unauthenticated: 'signed-out',
  session_pending: 'task',
  wrong_account: 'wrong-account',
  address_unverified: 'unverified',
  already_member: 'member',
  seat_limit_reached: 'full',
  invitation_expired: 'expired',
  invitation_revoked: 'revoked',
  invitation_accepted: 'accepted',
  invitation_declined: 'declined',
} satisfies Partial<Record<ErrorCode, AcceptInvitationView>>

function viewOf(
  { invitation, refusal, error, isLoading }: InvitationPreviewState,
  answer: GivenAnswer | null,
): AcceptInvitationView {
  if (answer) return answer.joined ? 'joined' : 'declined'
  if (error?.code === 'not_found' || error?.code === 'invalid_request') return 'unknown'
  // Neither on its way nor failed: there is no link, or the backend has no invitations.
  if (!invitation) return isLoading ? 'loading' : error ? 'failed' : 'unknown'
  if (!refusal) return 'offer'
  return (views as Partial<Record<ErrorCode, AcceptInvitationView>>)[refusal.code] ?? 'unknown'
}
