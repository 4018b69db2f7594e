import { OrgkitError } from '@orgkit/core'
import {
  type AppInput,
  type AppOperationName,
  appRoutes,
  appStreamRoutes,
  type Route,
} from '@orgkit/core/contract/app'
import { appSchemas, appStreamSchemas } from '@orgkit/core/contract/app-schema'
import { type BackendInput, type BackendOperationName, backendRoutes } from '@orgkit/core/contract/backend'
import { backendSchemas } from '@orgkit/core/contract/backend-schema'
import type { Engine } from '@orgkit/core/engine'
import { type Context, Hono } from 'hono'
import { blobResponse } from '../blobs/blob-response'
import { type BlobStore, blobsPath } from '../blobs/database-blobs'
import type { Database } from '../database/open-database'
import type { LiveStreams } from '../live/live-streams'
import type { Log } from '../log'
import type { BackendLimits } from '../rate-limits/backend-limits'
import type { Callers } from './callers'
import { corsHeaders, type Origins, preflightHeaders, refuseCrossSite } from './cross-site'
import { openapiDocument } from './openapi'
import { apiPath, backendPath, basePath } from './paths'
import { readInput } from './request-input'
import { errorResponse, failureResponse, jsonResponse } from './responses'

export interface AppOptions {
  database: Database
  origins: Origins
  engine: Engine
  callers: Callers
  blobs: BlobStore
  backendLimits: BackendLimits
  live: Pick<LiveStreams, 'open'>
  log: Log
}

const secretKeyNeeded = 'Send the instance’s secret key as a bearer token. It belongs on servers alone.'

/** The routes: the contract's rows joined to the engine, and three that are public. */
export function createApp(options: AppOptions): Hono {
  const { database, origins, engine, callers, blobs, backendLimits, live, log } = options
  const hono = new Hono()
  hono.onError((error) => failureResponse(error, log))
  hono.notFound(() =>
    errorResponse(new OrgkitError({ code: 'not_found', message: 'There is no such address.' })),
  )

  // Public: they tell nobody apart, so any page may read them.
  const document = openapiDocument({ url: origins.own, basePath: apiPath })
  hono.get(`${basePath}/openapi.json`, () => publicly(jsonResponse(document)))
  hono.get(`${basePath}/health`, async () => publicly(await health(database, log)))
  hono.get(`${apiPath}${blobsPath}/:id`, async (c) =>
    publicly(blobResponse(await blobs.get(c.req.param('id')))),
  )

  hono.use(`${apiPath}/*`, async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(corsHeaders(c.req.raw, origins))) c.header(name, value)
  })
  hono.use(`${apiPath}/*`, async (c, next) => {
    refuseCrossSite(c.req.raw, origins)
    if (c.req.method === 'OPTIONS') {
      c.res = new Response(null, { status: 204, headers: preflightHeaders })
      return
    }
    await next()
  })
  for (const [name, route] of entriesOf(appRoutes)) on(apiPath, route, (c) => answer(name, c))
  on(apiPath, appStreamRoutes.subscribe, async (c) => {
    const { subscribe } = appStreamRoutes
    const input = await readInput(subscribe, appStreamSchemas.subscribe.input, c.req.raw, c.req.param())
    return live.open(c.req.raw, input)
  })
  for (const [name, route] of entriesOf(backendRoutes)) on(backendPath, route, (c) => answerBackend(name, c))

  function on(path: string, { at }: Route, handler: (c: Context) => Promise<Response>): void {
    const [method = '', rest = ''] = at.split(' ')
    hono.on(method, `${path}${rest.replace(/\{(\w+)\}/g, ':$1')}`, handler)
  }

  async function answer(name: AppOperationName, c: Context): Promise<Response> {
    const request = c.req.raw
    const caller = await callers.callerOf(request)
    const input = await readInput<AppInput<typeof name>>(
      appRoutes[name],
      appSchemas[name].input,
      request,
      c.req.param(),
    )
    const idempotencyKey = request.headers.get('Idempotency-Key') ?? undefined
    return jsonResponse(await engine.execute(name, caller, input, { idempotencyKey }))
  }

  /** The secret key alone says for whom: no cookie and no publishable key is looked at. */
  async function answerBackend(name: BackendOperationName, c: Context): Promise<Response> {
    const request = c.req.raw
    const instance = await callers.instanceOfSecretKey(request)
    const { headers, refusal } = await backendLimits.count(instance)

    async function execute(): Promise<Response> {
      if (refusal) throw refusal
      if (!instance) throw new OrgkitError({ code: 'unauthenticated', message: secretKeyNeeded })
      const input = await readInput<BackendInput<typeof name>>(
        backendRoutes[name],
        backendSchemas[name].input,
        request,
        c.req.param(),
      )
      const idempotencyKey = request.headers.get('Idempotency-Key') ?? undefined
      return jsonResponse(await engine.executeBackend(name, instance.id, input, { idempotencyKey }))
    }

    const response = await execute().catch((error: unknown) => failureResponse(error, log))
    for (const [header, value] of Object.entries(headers)) response.headers.set(header, value)
    return response
  }

  return hono
}

function entriesOf<Name extends string>(routes: Record<Name, Route>): [Name, Route][] {
  return Object.entries(routes) as [Name, Route][]
}

async function health(database: Database, log: Log): Promise<Response> {
  try {
    await database.check()
    return jsonResponse({ status: 'ok' })
  } catch (error) {
    log({ level: 'error', message: 'orgkit: the database does not answer', error })
    return errorResponse(new OrgkitError({ code: 'unreachable', message: 'The database does not answer.' }))
  }
}

function publicly(response: Response): Response {
  response.headers.set('Access-Control-Allow-Origin', '*')
  return response
}
