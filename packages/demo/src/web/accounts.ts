import { createAuthClient } from 'better-auth/client'
import type { IdentityPort } from '@orgkit/react'

/** Sign-up and sign-in are the app's own; orgkit is told of them by the `identity` port below. */
export const accounts = createAuthClient({ basePath: '/api/auth' })

const listeners = new Set<() => void>()

/** Tells orgkit that somebody else is signed in now. */
export function announceSignIn(): void {
  for (const listener of listeners) listener()
}

export const identity: IdentityPort = {
  async signOut() {
    const { error } = await accounts.signOut()
    if (error) throw new Error(error.message ?? 'Signing out failed.')
  },
  subscribe(listener) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}
