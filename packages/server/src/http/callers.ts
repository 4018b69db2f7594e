import {
  type ActiveOrganization,
  type AuthorizationQuery,
  isOrgkitError,
  OrgkitError,
  type User,
} from '@orgkit/core'
import type { Caller, Engine } from '@orgkit/core/engine'
import { findInstanceId, findInstanceOfSecretKey } from '../database/instances'
import type { Database } from '../database/open-database'
import type { Identify } from '../identify'
import type { Log } from '../log'
import { type Origins, refuseCrossSite } from './cross-site'

export interface CallersOptions {
  database: Database
  origins: Origins
  defaultInstanceId: string | undefined
  identify: Identify
  engine: Engine
  log: Log
}

/** Who calls, and in which instance: for orgkit's own routes and for the app's. */
export function createCallers({
  database,
  origins,
  defaultInstanceId,
  identify,
  engine,
  log,
}: CallersOptions) {
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

  /** A task of the app's own that cannot be asked is a failure of the app: its log says why, and the answer does not. */
  async function told<Answer>(answer: Promise<Answer>): Promise<Answer> {
    try {
      return await answer
    } catch (error) {
      if (!isOrgkitError(error) || error.code !== 'internal') throw error
      log({ level: 'error', message: 'orgkit: a session could not be judged', error })
      throw new OrgkitError({ code: 'internal', message: 'The server failed; its log says why.' })
    }
  }

  async function requireSession(request: Request): Promise<{ user: User }> {
    refuseCrossSite(request, origins, { allowNavigation: true })
    return told(engine.requireSession(await callerOf(request)))
  }

  async function requireOrganization(
    request: Request,
    query: AuthorizationQuery = {},
  ): Promise<{ user: User } & ActiveOrganization> {
    refuseCrossSite(request, origins, { allowNavigation: true })
    const organizationId = request.headers.get('Orgkit-Organization')
    if (!organizationId) throw new OrgkitError({ code: 'required', field: 'Orgkit-Organization' })
    return told(engine.requireOrganization(await callerOf(request), organizationId, query))
  }

  return { callerOf, instanceOfSecretKey, requireSession, requireOrganization }
}

export type Callers = ReturnType<typeof createCallers>
