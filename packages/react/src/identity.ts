import type { SessionAnswer } from '@orgkit/core'
import { useContext, useMemo } from 'react'
import { HostContext, useOrgkit } from './context'
import type { Orgkit } from './orgkit'
import { type WriteState, useWrite } from './write'

/** One of several accounts that are signed in at the same time. */
export interface IdentityAccount {
  id: string
  name: string
  email?: string
  imageUrl?: string | null
  isCurrent: boolean
}

export interface ProfileChanges {
  name?: string
  /** `null` removes it. */
  image?: Blob | null
}

/** Who the user is stays the host's. What the port does not offer is not shown. */
export interface IdentityPort {
  signOut(): Promise<void> | void
  /** Calls the listener after another user signed in or the user signed out; never for the user who is already there. */
  subscribe?(listener: () => void): () => void
  accounts?(): Promise<readonly IdentityAccount[]> | readonly IdentityAccount[]
  switchAccount?(accountId: string): Promise<void> | void
  addAccount?(): Promise<void> | void
  manageAccount?(): Promise<void> | void
  updateProfile?(changes: ProfileChanges): Promise<void> | void
  /** Sends a code to one of the user's addresses: whoever joins by a copied link proves the invited address by it. */
  sendVerificationCode?(emailAddress: string): Promise<void> | void
  /** Rejects where the code is wrong or too old. */
  verifyAddress?(emailAddress: string, code: string): Promise<void> | void
}

export interface SignOutState extends WriteState {
  /** Signs out through the identity port. Rejects with `internal` (the port's error is its `cause`), and then nothing has changed. */
  signOut: () => Promise<void>
  /** Whether the host gave an identity port at all. */
  isAvailable: boolean
}

/** Signs out; afterwards nothing of the user is left in the cache, and the session is signed out at once. */
export function useSignOut(): SignOutState {
  const { identity } = useContext(HostContext)
  const [signOut, state] = useWrite<void, void>('useSignOut', runSignOut)
  return { signOut, isAvailable: identity !== undefined, ...state }
}

async function runSignOut(orgkit: Orgkit): Promise<void> {
  const { identity } = orgkit.host
  if (!identity) {
    throw new Error(
      'useSignOut: the OrgkitProvider has no `identity`, so there is nobody to sign out with. ' +
        'Pass `identity={{ signOut }}` to it.',
    )
  }
  await identity.signOut()
  const { cache, scope } = orgkit
  const { keys, queryClient } = cache
  orgkit.startOver()
  scope.write(undefined)
  void queryClient.cancelQueries({ queryKey: keys.sessions })
  queryClient.setQueriesData<SessionAnswer>(
    { queryKey: keys.sessions },
    (answer) => answer && { ...answer, session: null },
  )
  cache.dropUsers()
  // Where nothing was loaded yet there is no answer to take the user out of.
  if (!cache.session()) void queryClient.resetQueries({ queryKey: keys.session })
}

/** The identity port's other abilities; what the host does not offer is `undefined`. */
export function useIdentity(): Omit<IdentityPort, 'signOut' | 'subscribe'> {
  const orgkit = useOrgkit('useIdentity')
  const { identity } = useContext(HostContext)
  return useMemo(
    () => ({
      accounts: identity?.accounts && (() => identity.accounts!()),
      switchAccount:
        identity?.switchAccount &&
        (async (accountId) => {
          await identity.switchAccount!(accountId)
          await orgkit.userChanged()
        }),
      addAccount: identity?.addAccount && (() => identity.addAccount!()),
      manageAccount: identity?.manageAccount && (() => identity.manageAccount!()),
      updateProfile:
        identity?.updateProfile &&
        (async (changes) => {
          await identity.updateProfile!(changes)
          await orgkit.refetchSession()
        }),
      sendVerificationCode:
        identity?.sendVerificationCode && ((emailAddress) => identity.sendVerificationCode!(emailAddress)),
      verifyAddress:
        identity?.verifyAddress &&
        (async (emailAddress, code) => {
          await identity.verifyAddress!(emailAddress, code)
          await askAgain(orgkit)
        }),
    }),
    [identity, orgkit],
  )
}

/** What an address of the user decides: the session, which invitations are theirs, and whether they can accept one. */
async function askAgain({ cache: { keys, queryClient, userId } }: Orgkit): Promise<void> {
  const id = userId()
  await Promise.all(
    [keys.session, keys.list(id, null, 'preview'), keys.list(id, null, 'invitations')].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  )
}
