import type { OrganizationSummary, OrgkitError, UserInvitation } from '@orgkit/core'
import { useAcceptInvitation, useDeclineInvitation } from '@orgkit/react'
import { useState } from 'react'

export interface InvitationListOptions {
  onJoined?: (organization: OrganizationSummary) => void
  onDeclined?: (invitation: UserInvitation) => void
}

/** Answering the invitations of a list, one at a time: which one is under way, and what stood against the last. */
export function useInvitationAnswers({ onJoined, onDeclined }: InvitationListOptions) {
  const { acceptInvitation } = useAcceptInvitation()
  const { declineInvitation } = useDeclineInvitation()
  const [pending, setPending] = useState<{ id: string; answer: 'join' | 'decline' } | null>(null)
  const [failed, setFailed] = useState<{ invitation: UserInvitation; error: OrgkitError } | null>(null)

  async function run(invitation: UserInvitation, answer: 'join' | 'decline') {
    if (pending) return
    setPending({ id: invitation.id, answer })
    setFailed(null)
    try {
      if (answer === 'join') {
        const { active } = await acceptInvitation({ invitationId: invitation.id })
        if (active) onJoined?.(active.organization)
      } else {
        await declineInvitation({ invitationId: invitation.id })
        onDeclined?.(invitation)
      }
    } catch (error) {
      setFailed({ invitation, error: error as OrgkitError })
    } finally {
      setPending(null)
    }
  }

  return {
    pending,
    failed,
    join: (invitation: UserInvitation) => run(invitation, 'join'),
    decline: (invitation: UserInvitation) => run(invitation, 'decline'),
  }
}
