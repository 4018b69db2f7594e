import {
  useAcceptAdministration,
  useDeclineAdministration,
  useOrganization,
  useSession,
  useWithdrawAdministration,
} from '@orgkit/react'
import { type RefObject, useState } from 'react'
import { useFocusKept } from './focus-kept'
import { reasonOf } from './reason'

/** Hand-overs that wait: one to confirm or turn down, one to take back. `heading`: where to stand when one is over. */
export function Handovers({ heading }: { heading: RefObject<HTMLElement | null> }) {
  const { user } = useSession()
  const { administrationOffers } = useOrganization()
  const accept = useAcceptAdministration()
  const decline = useDeclineAdministration()
  const withdraw = useWithdrawAdministration()
  const isBusy = accept.isPending || decline.isPending || withdraw.isPending
  const problem = accept.error ?? decline.error ?? withdraw.error
  const [told, setTold] = useState('')
  useFocusKept(heading, administrationOffers.length)

  async function send(run: () => Promise<unknown>, words: string) {
    if (isBusy) return
    for (const each of [accept, decline, withdraw]) each.reset()
    setTold('')
    await run()
    setTold(words)
  }
  return (
    <div aria-live="polite">
      {problem && (
        <p className="problem">
          {problem.code === 'not_found' ? 'This offer is open no more.' : reasonOf(problem.code)}
        </p>
      )}
      {told && <p className="muted">{told}</p>}
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
                onClick={() =>
                  void send(() => accept.acceptAdministration(from.id), `You are ${role.name} now.`).catch(
                    () => {},
                  )
                }
              >
                Accept
              </button>
              <button
                type="button"
                className="link"
                aria-disabled={isBusy}
                onClick={() =>
                  void send(() => decline.declineAdministration(from.id), 'Declined.').catch(() => {})
                }
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
                onClick={() =>
                  void send(() => withdraw.withdrawAdministration(), 'Taken back.').catch(() => {})
                }
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
