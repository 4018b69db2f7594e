import type { InvitationSummary } from '@orgkit/core'
import { type IdentityAccount, useIdentity, useNavigate, useSession, useSignOut } from '@orgkit/react'
import { useEffect, useState, type ReactNode } from 'react'
import { InvitationOfferHeader } from './accept-invitation-offer'
import { AcceptInvitationActions, AcceptInvitationHeader } from './accept-invitation-parts'
import { UserAvatar } from './avatar'
import { Button } from './button'
import { ChooseOrganizationGroup, ChooseOrganizationItem } from './choose-organization-parts'
import { FormProblem } from './form-problem'
import { UserIcon } from './icons/user-icon'
import { acceptInvitationMessages } from './messages/en/accept-invitation'
import { useMessages } from './messages/language'
import { withNode } from './messages/with-node'
import { StateTile } from './state-message'

interface SignedOutProps {
  invitation: InvitationSummary
  app?: string
  signUpUrl?: string
  signInUrl?: string
  children?: ReactNode
}

/** The offer, and the host's own sign-up below it. */
export function AcceptInvitationSignedOut({
  invitation,
  app,
  signUpUrl,
  signInUrl,
  children,
}: SignedOutProps) {
  const words = useMessages(acceptInvitationMessages)
  const navigate = useNavigate()
  return (
    <>
      <InvitationOfferHeader invitation={invitation} app={app} />
      {children ??
        (signUpUrl === undefined && signInUrl === undefined ? (
          <p className="orgkit-accept-invitation-note">{words.signInElsewhere}</p>
        ) : (
          <AcceptInvitationActions>
            {signUpUrl === undefined ? null : (
              <Button block size="large" variant="primary" onClick={() => navigate(signUpUrl)}>
                {words.signUp}
              </Button>
            )}
            {signInUrl === undefined ? null : (
              <Button block size="large" onClick={() => navigate(signInUrl)}>
                {words.signIn}
              </Button>
            )}
          </AcceptInvitationActions>
        ))}
    </>
  )
}

/** Somebody else is signed in: another of their accounts, or none, and back to this page. */
export function AcceptInvitationWrongAccount({ invitation }: { invitation: InvitationSummary }) {
  const words = useMessages(acceptInvitationMessages)
  const { user } = useSession()
  const { signOut, isAvailable, isPending, error, reset } = useSignOut()
  const { others, opening, isFailed, open, forgetFailure } = useOtherAccounts()
  const isBusy = isPending || opening !== null || undefined
  const organization = invitation.organizationName ?? undefined
  const address = user?.emails[0]?.address ?? user?.name ?? ''
  return (
    <>
      <AcceptInvitationHeader
        picture={
          <StateTile>
            <UserIcon size={20} />
          </StateTile>
        }
        title={words.wrongAccountTitle}
        description={withNode(
          (marker) => words.wrongAccountDescription({ organization, address: marker }),
          <bdi>{address}</bdi>,
        )}
      />
      {isFailed || error ? (
        <FormProblem>{isFailed ? words.switchFailed : words.signOutFailed}</FormProblem>
      ) : null}
      {others.length > 0 ? (
        <ChooseOrganizationGroup title={words.otherAccounts}>
          {others.map(({ id, name, email, imageUrl }) => (
            <ChooseOrganizationItem
              key={id}
              name={name}
              meta={email === undefined ? null : <bdi>{email}</bdi>}
              avatar={<UserAvatar name={name} imageUrl={imageUrl} size={40} />}
              pending={opening === id}
              aria-disabled={isBusy}
              onClick={() => {
                if (isBusy) return
                reset()
                void open(id)
              }}
            />
          ))}
        </ChooseOrganizationGroup>
      ) : null}
      {isAvailable ? (
        <AcceptInvitationActions>
          <Button
            block
            size="large"
            variant={others.length > 0 ? 'secondary' : 'primary'}
            loading={isPending}
            aria-disabled={isBusy}
            onClick={() => {
              forgetFailure()
              void signOut().catch(() => {})
            }}
          >
            {words.switchAccount}
          </Button>
        </AcceptInvitationActions>
      ) : null}
    </>
  )
}

/** Those that are signed in beside the current one, where the host has several and can change to them. */
function useOtherAccounts() {
  const { accounts, switchAccount } = useIdentity()
  const [others, setOthers] = useState<readonly IdentityAccount[]>([])
  const [opening, setOpening] = useState<string | null>(null)
  const [isFailed, setFailed] = useState(false)
  useEffect(() => {
    let isWanted = true
    void (async () => {
      const all = (await accounts?.()) ?? []
      if (isWanted) setOthers(all.filter(({ isCurrent }) => !isCurrent))
      // A host that cannot tell its accounts has signing out left.
    })().catch(() => {})
    return () => {
      isWanted = false
    }
  }, [accounts])
  return {
    others: switchAccount ? others : [],
    /** Id of the account that is being opened. */
    opening,
    isFailed,
    forgetFailure: () => setFailed(false),
    async open(id: string) {
      if (opening !== null) return
      setOpening(id)
      setFailed(false)
      try {
        await switchAccount?.(id)
      } catch {
        setFailed(true)
      } finally {
        setOpening(null)
      }
    },
  }
}
