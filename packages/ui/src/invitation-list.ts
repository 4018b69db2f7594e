import type { OrganizationSummary, OrgkitError, UserInvitation } from '@orgkit/core'
import {
  useAcceptInvitation,
  useDeclineInvitation,
  useRefetchSession,
  useUserInvitations,
} from '@orgkit/react'
import { useMemo, useRef, useState } from 'react'
import { actionsMessages } from './messages/en/actions'
import { errorsMessages } from './messages/en/errors'
import { invitationsMessages } from './messages/en/invitations'
import { errorMessage } from './messages/error-message'
import { useMessages } from './messages/language'
import { useNeighbourFocus } from './neighbour-focus'

export type InvitationAnswer = 'join' | 'decline'

interface InvitationListOptions {
  /** The tab may be elsewhere, see `useIsHere`. */
  onJoined: (organization: OrganizationSummary) => void
  /** A sentence about what became of an answer. */
  onTell: (sentence: string) => void
  /** The same, of one that was refused. */
  onFailed?: (sentence: string) => void
}

/** The invitations that wait for the reader, and answering them: each once. */
export function useInvitationList({ onJoined, onTell, onFailed }: InvitationListOptions) {
  const words = useMessages(invitationsMessages)
  const actions = useMessages(actionsMessages)
  const errors = useMessages(errorsMessages)
  const list = useUserInvitations()
  const { data, error, revalidate } = list
  const { acceptInvitation } = useAcceptInvitation()
  const { declineInvitation } = useDeclineInvitation()
  const refetchSession = useRefetchSession()
  const underWay = useRef(new Set<string>())
  const [pending, setPending] = useState<ReadonlyMap<string, InvitationAnswer>>(() => new Map())
  const [failed, setFailed] = useState<{ invitation: UserInvitation; error: OrgkitError } | null>(null)

  const failure = (to: UserInvitation, reason: OrgkitError) =>
    words.failed({ organization: to.organization.name, reason: errorMessage(errors, reason) })

  async function run(invitation: UserInvitation, answer: InvitationAnswer) {
    const { id, organization } = invitation
    if (underWay.current.has(id)) return
    underWay.current.add(id)
    setPending((before) => new Map(before).set(id, answer))
    setFailed(null)
    let joined: OrganizationSummary | undefined
    try {
      if (answer === 'join') joined = (await acceptInvitation({ invitationId: id })).active?.organization
      else await declineInvitation({ invitationId: id })
    } catch (thrown) {
      const reason = thrown as OrgkitError
      setFailed({ invitation, error: reason })
      onFailed?.(failure(invitation, reason))
      // It was refused for what happened meanwhile: it was taken back, or answered elsewhere.
      if (reason.code !== 'unreachable') void refetchSession().then(revalidate)
      return
    } finally {
      underWay.current.delete(id)
      setPending((before) => new Map([...before].filter(([other]) => other !== id)))
    }
    if (answer === 'decline') onTell(words.declined({ organization: organization.name }))
    else if (joined) onJoined(joined)
  }

  return {
    ...list,
    /** What stood against the last answer. */
    problem: failed && failure(failed.invitation, failed.error),
    /** Of the button for the next page, which is also the one to try it again. */
    more: error ? actions.retry : words.more,
    /** For the element around the rows. */
    onFocus: useNeighbourFocus(useMemo(() => data.map(({ id }) => id), [data])),
    /** For a row. */
    answers: (invitation: UserInvitation) => ({
      pending: pending.get(invitation.id),
      onJoin: () => void run(invitation, 'join'),
      onDecline: () => void run(invitation, 'decline'),
    }),
  }
}
