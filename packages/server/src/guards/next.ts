import type { AuthorizationQuery } from '@orgkit/core'
import type { Guard, OrganizationAccess, SessionAccess } from './guard'

export type { Guard, OrganizationAccess, SessionAccess } from './guard'

/** A route handler of Next.js: `context` holds the `params` of its address. */
export type RouteHandler<Incoming extends Request, Context> = (
  request: Incoming,
  context: Context,
) => Promise<Response>

/** The same behind a guard, which says who is calling. */
export type GuardedHandler<Access, Incoming extends Request, Context> = (
  request: Incoming,
  access: Access,
  context: Context,
) => Response | Promise<Response>

/** `export const GET = withSession(orgkit, (request, { user }) => …)`: for the signed-in with no session task open. */
export function withSession<Incoming extends Request = Request, Context = unknown>(
  orgkit: Guard,
  handler: GuardedHandler<SessionAccess, Incoming, Context>,
): RouteHandler<Incoming, Context> {
  return guarded(orgkit, (request) => orgkit.requireSession(request), handler)
}

/**
 * `export const GET = withOrganization(orgkit, { permission }, (request, { user, organization }) => …)`: for members of the
 * organization that the header `Orgkit-Organization` names, with the permission or role asked for; `{}`: any member.
 */
export function withOrganization<Incoming extends Request = Request, Context = unknown>(
  orgkit: Guard,
  query: AuthorizationQuery,
  handler: GuardedHandler<OrganizationAccess, Incoming, Context>,
): RouteHandler<Incoming, Context> {
  return guarded(orgkit, (request) => orgkit.requireOrganization(request, query), handler)
}

function guarded<Access, Incoming extends Request, Context>(
  { errorResponse }: Guard,
  ask: (request: Request) => Promise<Access>,
  handler: GuardedHandler<Access, Incoming, Context>,
): RouteHandler<Incoming, Context> {
  return async (request, context) => {
    let access: Access
    try {
      access = await ask(request)
    } catch (error) {
      return errorResponse(error)
    }
    return handler(request, access, context)
  }
}
