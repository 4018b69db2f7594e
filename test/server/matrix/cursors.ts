import type { AppInput, AppOperationName } from '@orgkit/core/contract/app'
import type { BackendInput, BackendOperationName } from '@orgkit/core/contract/backend'
import type { AppCaller, BackendCaller } from './callers'
import type { World } from './world'

/** Whose list is read to its first cursor. */
interface Source<Caller, Input> {
  by: Caller
  input(world: World): Input
}

type Paged<Name extends string, Input extends Record<Name, object>> = {
  [Each in Name]: 'cursor' extends keyof Input[Each] ? Each : never
}[Name]

export type PagedAppName = Paged<AppOperationName, { [Name in AppOperationName]: AppInput<Name> }>
export type PagedBackendName = Paged<
  BackendOperationName,
  { [Name in BackendOperationName]: BackendInput<Name> }
>

const ofB = {
  by: 'memberOfAnotherOrganization',
  input: ({ x }: World) => ({ organizationId: x.b.id }),
} as const
const ofY = { by: 'userOfAnotherInstance', input: ({ y }: World) => ({ organizationId: y.a.id }) } as const

/** Lists of other people and organizations whose cursors are put into one's own. */
export const appCursors: {
  [Name in PagedAppName]: readonly Source<AppCaller, AppInput<Name>>[]
} = {
  listUserMemberships: [
    { by: 'memberOfAnotherOrganization', input: () => ({}) },
    { by: 'userOfAnotherInstance', input: () => ({}) },
  ],
  listUserInvitations: [{ by: 'userOfAnotherInstance', input: () => ({}) }],
  listSuggestions: [{ by: 'userOfAnotherInstance', input: () => ({}) }],
  listDomains: [ofB, ofY],
  listMembershipRequests: [ofB, ofY],
  listMembers: [ofB, ofY],
  listEvents: [ofB, ofY],
  listInvitations: [ofB, ofY],
}

const backendOfB = { by: 'secretKey', input: ofB.input } as const
const backendOfY = { by: 'secretKeyOfAnotherInstance', input: ofY.input } as const
const allOfY = { by: 'secretKeyOfAnotherInstance', input: () => ({}) } as const

export const backendCursors: {
  [Name in PagedBackendName]: readonly Source<BackendCaller, BackendInput<Name>>[]
} = {
  listUsers: [allOfY],
  listUserMemberships: [
    { by: 'secretKey', input: () => ({ userId: 'user_x_ada' }) },
    { by: 'secretKeyOfAnotherInstance', input: () => ({ userId: 'user_y_ada' }) },
  ],
  listOrganizations: [allOfY],
  listMembers: [backendOfB, backendOfY],
  listInvitations: [backendOfB, backendOfY],
  listApplicationInvitations: [allOfY],
  listDomains: [backendOfB, backendOfY],
  listEvents: [backendOfB, backendOfY],
}
