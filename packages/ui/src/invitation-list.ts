import type { OrganizationSummary, OrgkitError, UserInvitation } from '@orgkit/core'
import { useAcceptInvitation, useDeclineInvitation, useRefetchSession } from '@orgkit/react'
import { useRef, useState } from 'react'

export type InvitationAnswer = 'join' | 'decline'

export interface InvitationListOptions {
  /** Asks for the list again. Never rejects. */
  revalidate: () => Promise<void>
  onJoined?: (organization: OrganizationSummary) => void
  onDeclined?: (invitation: UserInvitation) => void
  onFailed?: (invitation: UserInvitation, error: OrgkitError) => void
}

/** Answering the invitations of a list, each once: what is under way, and what stood against the last. */
export function useInvitationAnswers({ revalidate, onJoined, onDeclined, onFailed }: InvitationListOptions) {
  const { acceptInvitation } = useAcceptInvitation()
  const { declineInvitation } = useDeclineInvitation()
  const refetchSession = useRefetchSession()
  const underWay = useRef(new Set<string>())
  const [pending, setPending] = useState<ReadonlyMap<string, InvitationAnswer>>(() => new Map())
  const [failed, setFailed] = useState<{ invitation: UserInvitation; error: OrgkitError } | null>(null)

  async function run(invitation: UserInvitation, answer: InvitationAnswer) {
    const { id } = invitation
    if (underWay.current.has(id)) return
    underWay.current.add(id)
    setPending((before) => new Map(before).set(id, answer))
    setFailed(null)
    try {
      if (answer === 'join') {
        const { active } = await acceptInvitation({ invitationId: id })
        if (active) onJoined?.(active.organization)
      } else {
        await declineInvitation({ invitationId: id })
        onDeclined?.(invitation)
      }
    } catch (thrown) {
      const error = thrown as OrgkitError
      setFailed({ invitation, error })
      onFailed?.(invitation, error)
      // It was refused for what happened meanwhile: it was taken back, or answered elsewhere.
      if (error.code !== 'unreachable') void refetchSession().then(revalidate)
    } finally {
      underWay.current.delete(id)
      setPending((before) => new Map([...before].filter(([other]) => other !== id)))
    }
  }

  return {
    /** By the invitation's id. */
    pending,
    failed,
    join: (invitation: UserInvitation) => run(invitation, 'join'),
    decline: (invitation: UserInvitation) => run(invitation, 'decline'),
  }
}
