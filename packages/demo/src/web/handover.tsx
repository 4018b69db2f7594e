import {
  useAcceptAdministration,
  useDeclineAdministration,
  useOrganization,
  useSession,
  useWithdrawAdministration,
} from '@orgkit/react'
import { reasonOf } from './reason'

/** Hand-overs that wait: one to confirm or turn down, one to take back. */
export function Handovers() {
  const { user } = useSession()
  const { administrationOffers } = useOrganization()
  const accept = useAcceptAdministration()
  const decline = useDeclineAdministration()
  const withdraw = useWithdrawAdministration()
  const isBusy = accept.isPending || decline.isPending || withdraw.isPending
  const problem = accept.error ?? decline.error ?? withdraw.error
  const send = (run: () => Promise<unknown>) => {
    if (!isBusy) void run().catch(() => {})
  }
  return (
    <div aria-live="polite">
      {problem && <p className="problem">{reasonOf(problem.code)}</p>}
      {administrationOffers.map(({ from, to, role, nextRole }) => (
        <div key={from.id} className="notice handover">
          {to.id === user?.id ? (
            <>
              <p>
                <bdi>{from.name}</bdi> offers you the role {role.name}, and takes the role {nextRole.name}.
              </p>
              <button
                type="button"
                className="primary"
                aria-disabled={isBusy}
                onClick={() => send(() => accept.acceptAdministration(from.id))}
              >
                Accept
              </button>
              <button
                type="button"
                className="link"
                aria-disabled={isBusy}
                onClick={() => send(() => decline.declineAdministration(from.id))}
              >
                Decline
              </button>
            </>
          ) : (
            <>
              <p>
                You offered your role to <bdi>{to.name}</bdi>, who has not confirmed it yet.
              </p>
              <button
                type="button"
                className="link"
                aria-disabled={isBusy}
                onClick={() => send(() => withdraw.withdrawAdministration())}
              >
                Take back
              </button>
            </>
          )}
        </div>
      ))}
    </div>
  )
}
