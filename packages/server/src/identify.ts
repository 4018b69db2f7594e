import type { Identity, Instance } from '@orgkit/core'

/**
 * Who is calling, as the host knows it; `null`: nobody is signed in. Asked once a request and outside any transaction, so it may
 * use the same database.
 */
export type Identify = (
  request: Request,
  instance: Pick<Instance, 'id'>,
) => Promise<Identity | null> | Identity | null

/** What is asked of a Better Auth instance; any version that answers this will do. */
export interface BetterAuthLike {
  api: {
    getSession(input: { headers: Headers }): Promise<{
      user: { id: string; name: string; email: string; emailVerified: boolean; image?: string | null }
    } | null>
  }
}

/** Identity from Better Auth's session, by cookie or whatever its plugins accept. */
export function betterAuthIdentify(auth: BetterAuthLike): Identify {
  return async ({ headers }) => {
    const session = await auth.api.getSession({ headers })
    if (!session) return null
    const { id, name, email, emailVerified, image } = session.user
    return { id, name, emails: [{ address: email, verified: emailVerified }], imageUrl: image ?? null }
  }
}
