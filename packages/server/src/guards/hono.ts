import type { AuthorizationQuery } from '@orgkit/core'
import type { MiddlewareHandler } from 'hono'
import type { Guard, OrganizationAccess, SessionAccess } from './guard'

export type { Guard, OrganizationAccess, SessionAccess } from './guard'

/** Lets nobody through who is signed out or has a session task open. Behind it `c.var.orgkit` says who is calling. */
export function requireSession(orgkit: Guard): MiddlewareHandler<{ Variables: { orgkit: SessionAccess } }> {
  return guarded(orgkit, (request) => orgkit.requireSession(request))
}

/**
 * Lets nobody through but members of the organization that the header `Orgkit-Organization` names, with the permission or role
 * asked for. Behind it `c.var.orgkit` says who is calling and where.
 */
export function requireOrganization(
  orgkit: Guard,
  query?: AuthorizationQuery,
): MiddlewareHandler<{ Variables: { orgkit: OrganizationAccess } }> {
  return guarded(orgkit, (request) => orgkit.requireOrganization(request, query))
}

function guarded<Access>(
  { errorResponse }: Guard,
  ask: (request: Request) => Promise<Access>,
): MiddlewareHandler<{ Variables: { orgkit: Access } }> {
  return async (c, next) => {
    let access: Access
    try {
      access = await ask(c.req.raw)
    } catch (error) {
      return errorResponse(error)
    }
    c.set('orgkit', access)
    await next()
  }
}
