import { AcceptInvitation } from '@orgkit/ui'
import { Brand } from './brand'
import { InvitedSignIn } from './sign-in'

/** `/invite/:token`: where the link of an invitation leads, in front of the gate. */
export function Invitation({ token }: { token: string }) {
  return (
    <main className="invitation">
      <div className="invitation-brand">
        <Brand />
      </div>
      <AcceptInvitation
        token={token}
        appName="Notes"
        homeUrl="/notes"
        afterAcceptInvitationUrl="/notes"
        signedOut={
          <div className="sign-in invited">
            <InvitedSignIn token={token} />
          </div>
        }
      />
    </main>
  )
}
