import { useRested } from './rested'

/** Milliseconds after the last key until the backend is asked. */
const typingRest = 150

/** Longer ones are refused with `too_long`. */
const queryMaxLength = 100

/** A search as it is asked, 150 ms after the last change; emptied at once. `isTyping`: another one is about to be asked. */
export function useTypedQuery(query: string): { text: string; isTyping: boolean } {
  const typed = query.trim().slice(0, queryMaxLength)
  const rested = useRested(typed, typingRest)
  return { text: typed === '' ? '' : rested, isTyping: typed !== '' && typed !== rested }
}
