import { createAuthClient } from 'better-auth/client'
import { emailOTPClient } from 'better-auth/client/plugins'
import type { IdentityPort } from '@orgkit/react'

/** Sign-up and sign-in are the app's own; orgkit is told of them by the `identity` port below. */
export const accounts = createAuthClient({ basePath: '/api/auth', plugins: [emailOTPClient()] })

const listeners = new Set<() => void>()

/** Tells orgkit that somebody else is signed in now. */
export function announceSignIn(): void {
  for (const listener of listeners) listener()
}

/** The address that the mailed link of an invitation proves; `null`: a copied link, or none that works any more. */
export async function invitedAddress(token: string): Promise<string | null> {
  const response = await fetch(`/api/invited/${encodeURIComponent(token)}`)
  if (!response.ok) return null
  const { address } = (await response.json()) as { address: string | null }
  return address
}

/** What Better Auth answered, as an error where it is one. */
async function done(answer: Promise<{ error: { message?: string } | null }>): Promise<void> {
  const { error } = await answer
  if (error) throw new Error(error.message ?? 'That did not work.')
}

export const identity: IdentityPort = {
  signOut: () => done(accounts.signOut()),
  sendVerificationCode: (email) =>
    done(accounts.emailOtp.sendVerificationOtp({ email, type: 'email-verification' })),
  verifyAddress: (email, otp) => done(accounts.emailOtp.verifyEmail({ email, otp })),
  subscribe(listener) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}
