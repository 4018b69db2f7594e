import { useInvitations, useOrganization, useResendInvitation, useRevokeInvitation } from '@orgkit/react'
import { CopyLinkButton } from '@orgkit/ui'
import type { Invitation } from '@orgkit/core'
import { useRef, useState } from 'react'
import { ListNews, ShowMore } from './list-parts'
import { reasonOf } from './reason'

const statusWords = {
  pending: 'Pending',
  accepted: 'Accepted',
  declined: 'Declined',
  revoked: 'Revoked',
  expired: 'Expired',
} as const

/** Every invitation that was sent, and what can still be done with it. */
export function InvitationTable() {
  const heading = useRef<HTMLHeadingElement>(null)
  const { organization } = useOrganization()
  const list = useInvitations()
  const { data, isLoading, error } = list
  const resend = useResendInvitation()
  const revoke = useRevokeInvitation()
  const problem = resend.error ?? revoke.error
  const isBusy = resend.isPending || revoke.isPending
  const [told, setTold] = useState('')
  if (!organization) return null

  function begin() {
    resend.reset()
    revoke.reset()
    setTold('')
  }
  async function sendAgain({ id, emailAddress }: Invitation) {
    if (isBusy) return
    begin()
    await resend.resendInvitation(id)
    setTold(`Sent to ${emailAddress} again.`)
  }
  async function takeBack({ id, emailAddress }: Invitation) {
    if (isBusy) return
    begin()
    await revoke.revokeInvitation(id)
    setTold(`The invitation of ${emailAddress} is revoked.`)
    heading.current?.focus()
  }
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations" ref={heading} tabIndex={-1}>
        Invitations
      </h2>
      <ListNews list={list} what="The invitations" problem={problem && reasonOf(problem.code)} told={told} />
      {data.length === 0 && !isLoading && !error && <p className="empty">Nobody is invited.</p>}
      <ul className="people" aria-busy={isLoading}>
        {data.map((invitation) => (
          <li key={invitation.id}>
            <span className="person">
              <strong>
                <bdi>{invitation.emailAddress}</bdi>
              </strong>
              <span className="muted">
                {invitation.role.name}, {statusWords[invitation.status].toLowerCase()}
                {invitation.status === 'pending' && `, until ${day.format(new Date(invitation.expiresAt))}`}
              </span>
            </span>
            {invitation.status === 'pending' && (
              <CopyLinkButton size="small" organizationId={organization.id} invitationId={invitation.id} />
            )}
            {(invitation.status === 'pending' || invitation.status === 'expired') && (
              <>
                <button
                  type="button"
                  className="link"
                  aria-label={`Resend to ${invitation.emailAddress}`}
                  aria-disabled={isBusy}
                  onClick={() => void sendAgain(invitation).catch(() => {})}
                >
                  Resend
                </button>
                <button
                  type="button"
                  className="link"
                  aria-label={`Revoke the invitation of ${invitation.emailAddress}`}
                  aria-disabled={isBusy}
                  onClick={() => void takeBack(invitation).catch(() => {})}
                >
                  Revoke
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      <ShowMore list={list} />
    </section>
  )
}

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' })
