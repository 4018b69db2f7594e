import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AuthorizationQuery } from '@orgkit/core'
import type { Guard, OrganizationAccess, SessionAccess } from './guard'
import { sendResponse, toRequest } from './node-request'

export type { Guard, OrganizationAccess, SessionAccess } from './guard'

/** Middleware for Express, and for any other that hands on the requests of Node.js. */
export type NodeMiddleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void

// Kept beside the request and not on it: nothing that the app or another middleware puts there is taken for ours.
const sessions = new WeakMap<IncomingMessage, SessionAccess>()
const organizations = new WeakMap<IncomingMessage, OrganizationAccess>()

/** Lets nobody through who is signed out or has a session task open. Behind it `sessionOf(req)` says who is calling. */
export function requireSession(orgkit: Guard): NodeMiddleware {
  return guarded(orgkit, async (incoming) => {
    sessions.set(incoming, await orgkit.requireSession(toRequest(incoming)))
  })
}

/**
 * Lets nobody through but members of the organization that the header `Orgkit-Organization` names, with the permission or role
 * asked for. Behind it `organizationOf(req)` says who is calling and where.
 */
export function requireOrganization(orgkit: Guard, query?: AuthorizationQuery): NodeMiddleware {
  return guarded(orgkit, async (incoming) => {
    const access = await orgkit.requireOrganization(toRequest(incoming), query)
    sessions.set(incoming, access)
    organizations.set(incoming, access)
  })
}

/** Who is calling. Throws where no guard stands before this route. */
export function sessionOf(request: IncomingMessage): SessionAccess {
  return known(sessions.get(request), 'sessionOf', 'requireSession')
}

/** Who is calling, and in which organization. Throws where `requireOrganization` does not stand before this route. */
export function organizationOf(request: IncomingMessage): OrganizationAccess {
  return known(organizations.get(request), 'organizationOf', 'requireOrganization')
}

function guarded(
  { errorResponse }: Guard,
  admit: (incoming: IncomingMessage) => Promise<void>,
): NodeMiddleware {
  return (incoming, outgoing, next) => {
    admit(incoming).then(
      () => next(),
      (error: unknown) => {
        Promise.resolve(error)
          .then(errorResponse)
          .then((response) => sendResponse(outgoing, response))
          .catch(next)
      },
    )
  }
}

function known<Access>(access: Access | undefined, asked: string, guard: string): Access {
  if (access) return access
  throw new Error(
    `${asked}: no ${guard} stands before this route, so nobody knows who is calling. Add app.use(${guard}(orgkit)).`,
  )
}
