import { keysOf } from './keys'
import type { World } from './world'

/** What only a role of the row's permission tells apart; `null`: the row asks for none. */
export const askedPermissions = [
  'org:sys_profile:manage',
  'org:sys_profile:delete',
  'org:sys_memberships:read',
  'org:sys_memberships:manage',
  'org:sys_roles:manage',
  'org:sys_audit:read',
  'org:sys_domains:read',
  'org:sys_domains:manage',
] as const
export type AskedPermission = (typeof askedPermissions)[number]

/** Who asks for something of organization A in instance X: the columns of the table of the app contract, in its order. */
export const appCallers = [
  'signedOut',
  /** In no organization, which this instance allows. */
  'stranger',
  /** The same person where everybody must be in one. */
  'pendingSession',
  /** An administrator who has not accepted the terms, where there are some. */
  'termsOpen',
  /** With the default role. */
  'member',
  'administrator',
  /** A role with exactly the permission; with none at all where the operation asks for none. */
  'exactlyThePermission',
  /** A role with all permissions but that one; with all where the operation asks for none. */
  'allButThePermission',
  /** The administrator of organization B, of the same instance. */
  'memberOfAnotherOrganization',
  /** The administrator of an organization of instance Y, there. */
  'userOfAnotherInstance',
  /** The same person with the publishable key of X. */
  'foreignUserHere',
  /** Of X itself: it speaks for the app's server, and for no user. */
  'secretKey',
  'secretKeyOfAnotherInstance',
] as const
export type AppCaller = (typeof appCallers)[number]

/** Who asks something of the backend API of instance X. */
export const backendCallers = [
  'noKey',
  'unknownKey',
  'publishableKey',
  /** The administrator of organization A, with their session. */
  'userSession',
  /** Without a key, by a cookie that the browser sends by itself. */
  'userCookie',
  'secretKeyOfAnotherInstance',
  'secretKey',
] as const
export type BackendCaller = (typeof backendCallers)[number]

/** The headers that a browser of theirs would send. */
export function appHeaders(
  caller: AppCaller,
  { x, y }: World,
  permission: AskedPermission | null,
): Record<string, string> {
  const here = (bearer: string) => ({
    'Orgkit-Publishable-Key': keysOf(x.id).publishable,
    Authorization: `Bearer ${bearer}`,
  })
  switch (caller) {
    case 'signedOut':
      return { 'Orgkit-Publishable-Key': keysOf(x.id).publishable }
    case 'stranger':
    case 'pendingSession':
      return here('x:nora')
    case 'termsOpen':
      return here('x:tess')
    case 'member':
      return here('x:grace')
    case 'administrator':
      return here('x:ada')
    case 'exactlyThePermission':
      return here(`x:${onlyName(permission)}`)
    case 'allButThePermission':
      return here(`x:${allButName(permission)}`)
    case 'memberOfAnotherOrganization':
      return here('x:bea')
    case 'userOfAnotherInstance':
      return { 'Orgkit-Publishable-Key': keysOf(y.id).publishable, Authorization: 'Bearer y:ada' }
    case 'foreignUserHere':
      return here('y:ada')
    case 'secretKey':
      return here(keysOf(x.id).secret)
    case 'secretKeyOfAnotherInstance':
      return here(keysOf(y.id).secret)
  }
}

export function backendHeaders(caller: BackendCaller, { x, y }: World): Record<string, string> {
  const publishable = keysOf(x.id).publishable
  switch (caller) {
    case 'noKey':
      return {}
    case 'unknownKey':
      return { Authorization: 'Bearer sk_nobody' }
    case 'publishableKey':
      return { Authorization: `Bearer ${publishable}` }
    case 'userSession':
      return { 'Orgkit-Publishable-Key': publishable, Authorization: 'Bearer x:ada' }
    case 'userCookie':
      return { 'Orgkit-Publishable-Key': publishable, Cookie: 'session=x:ada' }
    case 'secretKeyOfAnotherInstance':
      return { Authorization: `Bearer ${keysOf(y.id).secret}` }
    case 'secretKey':
      return { Authorization: `Bearer ${keysOf(x.id).secret}` }
  }
}

/**
 * Permissions that one role holds beside another that has nothing to do with it: an instance has ten roles of its own at most, and
 * one more has to find a place.
 */
export const heldBeside: Partial<Record<AskedPermission, AskedPermission>> = {
  'org:sys_domains:read': 'org:sys_profile:delete',
  'org:sys_domains:manage': 'org:sys_profile:manage',
}

/** The names of who holds those roles; see `seed.ts`. */
export const onlyName = (permission: AskedPermission | null) =>
  `only_${wordOf((permission && heldBeside[permission]) ?? permission)}`
export const allButName = (permission: AskedPermission | null) => `allbut_${wordOf(permission)}`

export const wordOf = (permission: AskedPermission | null) =>
  permission?.slice('org:sys_'.length).replace(':', '_') ?? 'none'
