import { createContext, useContext } from 'react'
import type { IdentityPort } from './identity'
import type { Orgkit } from './orgkit'

/** What the host passes in and may change at any render. Apart from `Orgkit`, which stays the same object. */
export interface Host {
  identity: IdentityPort | undefined
  /** BCP 47, e.g. `en` or `pt-BR`. */
  locale: string
}

export const OrgkitContext = createContext<Orgkit | null>(null)
export const HostContext = createContext<Host>({ identity: undefined, locale: 'en' })

/** The provider's object, the same at every render. Throws where there is no provider; `hook` is named in the message. */
export function useOrgkit(hook: string): Orgkit {
  const orgkit = useContext(OrgkitContext)
  if (orgkit) return orgkit
  throw new Error(
    `${hook}: no OrgkitProvider above this component, so there is no backend to ask. ` +
      'Wrap your app in `<OrgkitProvider adapter={…}>`.',
  )
}
