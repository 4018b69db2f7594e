import { type ActiveOrganization, type AuthorizationQuery, OrgkitError, type User } from '@orgkit/core'
import type { Caller, Engine } from '@orgkit/core/engine'
import { findInstanceId, findInstanceOfSecretKey } from '../database/instances'
import type { Database } from '../database/open-database'
import type { Identify } from '../identify'
import { type Origins, refuseCrossSite } from './cross-site'

export interface CallersOptions {
  database: Database
  origins: Origins
  defaultInstanceId: string | undefined
  identify: Identify
  engine: Engine
}

/** Who calls, and in which instance: for orgkit's own routes and for the app's. */
export function createCallers({ database, origins, defaultInstanceId, identify, engine }: CallersOptions) {
  async function instanceIdOf(request: Request): Promise<string> {
    const key = request.headers.get('Orgkit-Publishable-Key')
    const origin = request.headers.get('Origin')
    const isOwn = origin === null || origin === origins.own
    const id =
      key !== null
        ? await findInstanceId(database.tables, key, 'publishable')
        : isOwn
          ? defaultInstanceId
          : undefined
    if (id != null) return id
    throw new OrgkitError({
      code: 'unknown_instance',
      message:
        key === null
          ? 'Send the instance’s publishable key in the header Orgkit-Publishable-Key.'
          : 'No instance has this publishable key.',
    })
  }

  async function callerOf(request: Request): Promise<Caller> {
    const instanceId = await instanceIdOf(request)
    return { instanceId, identity: await identify(request, { id: instanceId }) }
  }

  /** Whose secret key stands in the request; `null` for an unknown one and for none at all. */
  async function instanceOfSecretKey(request: Request) {
    const [scheme = '', key = ''] = (request.headers.get('Authorization') ?? '').split(' ')
    if (scheme.toLowerCase() !== 'bearer' || key === '') return null
    return findInstanceOfSecretKey(database.tables, key)
  }

  async function requireSession(request: Request): Promise<{ user: User }> {
    refuseCrossSite(request, origins, { allowNavigation: true })
    return engine.requireSession(await callerOf(request))
  }

  async function requireOrganization(
    request: Request,
    query: AuthorizationQuery = {},
  ): Promise<{ user: User } & ActiveOrganization> {
    refuseCrossSite(request, origins, { allowNavigation: true })
    const organizationId = request.headers.get('Orgkit-Organization')
    if (!organizationId) throw new OrgkitError({ code: 'required', field: 'Orgkit-Organization' })
    return engine.requireOrganization(await callerOf(request), organizationId, query)
  }

  return { callerOf, instanceOfSecretKey, requireSession, requireOrganization }
}

export type Callers = ReturnType<typeof createCallers>
