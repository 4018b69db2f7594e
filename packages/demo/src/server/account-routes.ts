import { addressKey } from '@orgkit/core'
import type { OrgkitServer } from '@orgkit/server'
import { Hono } from 'hono'
import { type Accounts, provenAddress } from './accounts'

/** The header in which the sign-up form sends the token of the invitation that led to it. */
const invitationHeader = 'Notes-Invitation'

/**
 * Sign-up and sign-in, and what an invitation has to do with them: whoever holds the mailed link has the address, so they register
 * with it, confirmed, and get no second mail.
 */
export function createAccountRoutes(accounts: Accounts, orgkit: OrgkitServer): Hono {
  const app = new Hono()
  app.onError((error) => orgkit.errorResponse(error))

  // For the sign-up form: the address to fill in. `null` for a copied link, which proves nothing.
  app.get('/api/invited/:token', async ({ req, json }) =>
    json({ address: await orgkit.addressOfInvitation(req.param('token')) }),
  )

  app.post('/api/auth/sign-up/email', async ({ req }) => {
    const token = req.header(invitationHeader)
    const address = token ? await addressIn(req.raw.clone()) : null
    const isProven = token && address !== null && (await orgkit.invitationProvesAddress(token, address))
    return provenAddress.run(isProven ? addressKey(address) : null, () => accounts.handler(req.raw))
  })
  app.all('/api/auth/*', ({ req }) => accounts.handler(req.raw))
  return app
}

async function addressIn(request: Request): Promise<string | null> {
  const body: unknown = await request.json().catch(() => null)
  return typeof body === 'object' && body !== null && 'email' in body && typeof body.email === 'string'
    ? body.email
    : null
}
