import type { Adapter, SessionAnswer } from '@orgkit/core'
import { QueryClient } from '@tanstack/react-query'
import { useContext, useEffect, useInsertionEffect, useMemo, useState, type ReactNode } from 'react'
import { HostContext, OrgkitContext } from './context'
import { followLive } from './follow-live'
import type { IdentityPort } from './identity'
import { createOrgkit } from './orgkit'
import { type Scope, toScopePort } from './scope'
import type { AfterSwitch, BeforeSwitch } from './switch'

export interface OrgkitProviderProps {
  /** The way to the backend. Read once: to change backends, give the provider another `key`. */
  adapter: Adapter
  /** Signing out, and several accounts where the host has them. What is left out is not shown. */
  identity?: IdentityPort
  /** Where it is kept which organization a tab works in. Read once. @default 'tab' */
  scope?: Scope
  /** The host's client. Our keys begin with `orgkit`, its defaults do not count for us. Read once. @default one of our own */
  queryClient?: QueryClient
  /** What `prefetchSession` gave on the server: shown by the first render, without a request. Read once. */
  initialSession?: SessionAnswer
  /** Shows what others change, as they do, where the backend tells it. @default true */
  live?: boolean
  onBeforeSwitch?: BeforeSwitch
  onAfterSwitch?: AfterSwitch
  /** Goes to an address of this site after an action: your router's function. @default location.assign */
  navigate?: (address: string) => void
  /** Language of dates, numbers and messages, as BCP 47. @default 'en' */
  locale?: string
  children?: ReactNode
}

/** Connects the hooks below it with a backend. Renders no element. */
export function OrgkitProvider(props: OrgkitProviderProps): ReactNode {
  const { identity, queryClient, live = true, locale = 'en' } = props
  const [orgkit] = useState(() =>
    createOrgkit({ ...props, client: queryClient ?? new QueryClient(), scope: toScopePort(props.scope) }),
  )

  useInsertionEffect(() => orgkit.setHost(props))

  useEffect(() => {
    // A host mounts its own. Without this ours would not hear of focus and reconnecting.
    if (queryClient) return
    const own = orgkit.cache.queryClient
    own.mount()
    return () => own.unmount()
  }, [orgkit, queryClient])

  useEffect(() => {
    orgkit.followScope()
    return orgkit.scope.subscribe?.(orgkit.followScope)
  }, [orgkit])

  useEffect(() => (live ? followLive(orgkit) : undefined), [orgkit, live])

  useEffect(() => identity?.subscribe?.(() => void orgkit.userChanged()), [identity, orgkit])

  const host = useMemo(() => ({ identity, locale }), [identity, locale])
  return (
    <OrgkitContext.Provider value={orgkit}>
      <HostContext.Provider value={host}>{props.children}</HostContext.Provider>
    </OrgkitContext.Provider>
  )
}

/** The provider's `locale`. */
export function useLocale(): string {
  return useContext(HostContext).locale
}
