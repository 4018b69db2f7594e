import { useOrgkit } from './context'

/** Asks for the session again, without reading it: a component with this hook alone never commits. Never rejects. */
export function useRefetchSession(): () => Promise<void> {
  return useOrgkit('useRefetchSession').refetchSession
}
