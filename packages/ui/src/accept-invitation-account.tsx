import type { InvitationSummary } from '@orgkit/core'
import { type IdentityAccount, useIdentity, useNavigate, useSession, useSignOut } from '@orgkit/react'
import { useEffect, useState, type ReactNode } from 'react'
import { InvitationOfferHeader } from './accept-invitation-offer'
import { AcceptInvitationActions, AcceptInvitationHeader } from './accept-invitation-parts'
import { Button } from './button'
import { FormProblem } from './form-problem'
import { UserIcon } from './icons/user-icon'
import { acceptInvitationMessages } from './messages/en/accept-invitation'
import { useMessages } from './messages/language'

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
      {children ?? (
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
      )}
    </>
  )
}

/** Somebody else is signed in: another of their accounts, or none, and back to this page. */
export function AcceptInvitationWrongAccount({ invitation }: { invitation: InvitationSummary }) {
  const words = useMessages(acceptInvitationMessages)
  const { user } = useSession()
  const { signOut, isAvailable, isPending, error } = useSignOut()
  const { switchAccount } = useIdentity()
  const others = useOtherAccounts()
  const address = user?.emails[0]?.address ?? user?.name ?? ''
  return (
    <>
      <AcceptInvitationHeader
        picture={
          <span className="orgkit-state-message-tile">
            <UserIcon size={20} />
          </span>
        }
        title={words.wrongAccountTitle}
        description={words.wrongAccountDescription({
          organization: invitation.organizationName ?? undefined,
          address,
        })}
      />
      {error ? <FormProblem>{words.signOutFailed}</FormProblem> : null}
      <AcceptInvitationActions>
        {switchAccount
          ? others.map(({ id, name, email }) => (
              <Button key={id} block size="large" onClick={() => void switchAccount(id)}>
                <span className="orgkit-truncate">{words.switchTo({ name: email ?? name })}</span>
              </Button>
            ))
          : null}
        {isAvailable ? (
          <Button
            block
            size="large"
            variant="primary"
            loading={isPending}
            onClick={() => void signOut().catch(() => {})}
          >
            {words.switchAccount}
          </Button>
        ) : null}
      </AcceptInvitationActions>
    </>
  )
}

/** Those that are signed in beside the current one, where the host has several. */
function useOtherAccounts(): readonly IdentityAccount[] {
  const { accounts } = useIdentity()
  const [others, setOthers] = useState<readonly IdentityAccount[]>([])
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
  return others
}
