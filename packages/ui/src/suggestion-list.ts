import type { OrgkitError, Suggestion } from '@orgkit/core'
import {
  type SuggestionsState,
  useAcceptSuggestion,
  useDismissSuggestion,
  useRefetchSession,
} from '@orgkit/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { actionsMessages } from './messages/en/actions'
import { errorsMessages } from './messages/en/errors'
import { suggestionsMessages } from './messages/en/suggestions'
import { errorMessage } from './messages/error-message'
import { useMessages } from './messages/language'
import { useNeighbourFocus } from './neighbour-focus'

export type SuggestionAction = 'ask' | 'dismiss'

interface SuggestionListOptions {
  list: SuggestionsState
  /** A sentence about what became of an action, or of a request. */
  onTell: (sentence: string) => void
}

/** What the reader could join, and asking for it: each once. */
export function useSuggestionList({ list, onTell }: SuggestionListOptions) {
  const words = useMessages(suggestionsMessages)
  const actions = useMessages(actionsMessages)
  const errors = useMessages(errorsMessages)
  const { data, error } = list
  const { acceptSuggestion } = useAcceptSuggestion()
  const { dismissSuggestion } = useDismissSuggestion()
  const refetchSession = useRefetchSession()
  const underWay = useRef(new Set<string>())
  const [pending, setPending] = useState<ReadonlyMap<string, SuggestionAction>>(() => new Map())
  const [failed, setFailed] = useState<{ suggestion: Suggestion; error: OrgkitError } | null>(null)

  // Who waits is told of the answer, wherever they are on the page.
  const waiting = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    for (const { id, status, organization } of data) {
      if (status === 'declined' && waiting.current.has(id))
        onTell(words.turnedDown({ organization: organization.name }))
    }
    waiting.current = new Set(data.flatMap(({ id, status }) => (status === 'requested' ? [id] : [])))
  }, [data, onTell, words])

  async function run(suggestion: Suggestion, action: SuggestionAction) {
    const { id, status } = suggestion
    const organization = suggestion.organization.name
    if (underWay.current.has(id)) return
    underWay.current.add(id)
    setPending((before) => new Map(before).set(id, action))
    setFailed(null)
    try {
      if (action === 'ask') await acceptSuggestion(id)
      else await dismissSuggestion(id)
    } catch (thrown) {
      const reason = thrown as OrgkitError
      setFailed({ suggestion, error: reason })
      // It was refused for what happened meanwhile: perhaps they are in.
      if (reason.code === 'already_member' || reason.code === 'not_found') void refetchSession()
      return
    } finally {
      underWay.current.delete(id)
      setPending((before) => new Map([...before].filter(([other]) => other !== id)))
    }
    if (action === 'ask') onTell(words.asked({ organization }))
    else
      onTell(status === 'requested' ? words.takenBack({ organization }) : words.dismissed({ organization }))
  }

  const [first] = data
  const sharedDomain = data.every(({ domainName }) => domainName === first?.domainName)
    ? first?.domainName
    : undefined
  return {
    /** What stood against the last action. */
    problem:
      failed &&
      words.failed({
        organization: failed.suggestion.organization.name,
        reason: errorMessage(errors, failed.error),
      }),
    title: sharedDomain === undefined ? words.title : words.titleAt({ domain: sharedDomain }),
    /** Of the button for the next page, which is also the one to try it again. */
    more: error ? actions.retry : words.more,
    /** For the element around the rows. */
    onFocus: useNeighbourFocus(useMemo(() => data.map(({ id }) => id), [data])),
    /** For a row. */
    row: (suggestion: Suggestion) => ({
      pending: pending.get(suggestion.id),
      showDomain: sharedDomain === undefined,
      onAsk: () => void run(suggestion, 'ask'),
      onDismiss: () => void run(suggestion, 'dismiss'),
    }),
  }
}
