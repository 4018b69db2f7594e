import {
  type AuthorizationQuery,
  has as holds,
  type Permission,
  type RoleSummary,
  type SessionAnswer,
} from '@orgkit/core'
import { useCallback, type ReactNode } from 'react'
import { useOrgkit } from './context'
import { useSessionQuery } from './session'

export type Has = (query: AuthorizationQuery) => boolean

export interface AuthorizationState {
  isLoaded: boolean
  /** Whether the caller holds the role and the permission in the organization of this tab. */
  has: Has
  role: RoleSummary | null
  permissions: readonly Permission[]
}

/**
 * What the signed-in user may do in the organization that this tab works in. Everything is `false` while loading, signed
 * out, in the personal account, and while a session task is open. It explains and hides; the backend decides.
 */
export function useAuthorization(): AuthorizationState {
  useOrgkit('useAuthorization')
  const { data } = useSessionQuery(authorityOf)
  const authority = data ?? null
  const has = useCallback<Has>((query) => holds(authority, query), [authority])
  return {
    isLoaded: data !== undefined,
    has,
    role: authority?.role ?? null,
    permissions: authority?.permissions ?? noPermissions,
  }
}

export interface ShowProps {
  /** `signed-in`, `signed-out`, a role or permission (both given: both are needed), or a function of `has`. */
  when: 'signed-in' | 'signed-out' | AuthorizationQuery | ((has: Has) => boolean)
  /** Shown otherwise; while loading nothing is shown. @default null */
  fallback?: ReactNode
  /** Whether a session with an open task is signed out here. Permissions are never held in one. @default true */
  treatPendingAsSignedOut?: boolean
  children?: ReactNode
}

/** Renders its children for those whom they are for, and no element of its own. */
export function Show({
  when,
  fallback = null,
  treatPendingAsSignedOut = true,
  children,
}: ShowProps): ReactNode {
  const { isLoaded, has } = useAuthorization()
  const { data: status } = useSessionQuery(statusOf)
  if (!isLoaded) return null
  const isSignedIn = status === 'active' || (status === 'pending' && !treatPendingAsSignedOut)
  let isShown: boolean
  if (when === 'signed-in') isShown = isSignedIn
  else if (when === 'signed-out') isShown = !isSignedIn
  else isShown = typeof when === 'function' ? when(has) : has(when)
  return isShown ? children : fallback
}

const noPermissions: readonly Permission[] = []
const authorityOf = ({ session }: SessionAnswer) =>
  session?.status === 'active' ? (session.active?.membership ?? null) : null
const statusOf = ({ session }: SessionAnswer) => session?.status ?? null
