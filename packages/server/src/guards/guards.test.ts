import { createServer as createNodeServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { Hono } from 'hono'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../database/open-database'
import { createTestServer } from '../testing/test-server'
import { organizationOf, requireOrganization as expressOrganization, sessionOf } from './express'
import { requireSession as expressSession } from './express'
import { requireOrganization as honoOrganization, requireSession as honoSession } from './hono'
import { withOrganization, withSession } from './next'

const database = await openDatabase({ url: 'memory:' })
afterAll(() => database.close())

const query = { permission: 'org:sys_memberships:manage' }

/** Asks the app's own routes: `/session` tells who is calling, `/organization` where as well; `/broken` fails by itself. */
type Ask = (path: string, headers: Record<string, string>) => Promise<Response>

async function createWorld() {
  let isBroken = false
  const world = await createTestServer(database, {
    settings: {},
    sessionTasks: [
      'accept-terms',
      {
        key: 'verify-phone',
        isPending: ({ id }) => {
          if (isBroken) throw new Error('the phone book is away')
          return id === 'user_grace'
        },
      },
    ],
  })
  const organizationId = await world.createOrganization('ada')
  await world.createOrganization('linus', 'Solo')
  return { ...world, organizationId, breakTasks: () => (isBroken = true) }
}

function inHono({ server }: Awaited<ReturnType<typeof createWorld>>): Ask {
  const app = new Hono()
  app.onError((error) => new Response(error.message, { status: 500 }))
  app.get('/session', honoSession(server), (c) => c.json({ user: c.var.orgkit.user.id }))
  app.get('/organization', honoOrganization(server, query), (c) => {
    const { user, organization } = c.var.orgkit
    return c.json({ user: user.id, organization: organization.name })
  })
  app.get('/broken', honoSession(server), () => {
    throw new Error('mine')
  })
  return async (path, headers) => app.request(path, { headers })
}

async function listening(listener: RequestListener): Promise<Ask> {
  const node = createNodeServer(listener)
  await new Promise<void>((resolve) => node.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    node.closeAllConnections()
    await new Promise((resolve) => node.close(resolve))
  })
  const { port } = node.address() as AddressInfo
  return (path, headers) => fetch(`http://127.0.0.1:${port}${path}`, { headers })
}

function inExpress({ server }: Awaited<ReturnType<typeof createWorld>>): Promise<Ask> {
  const app = express()
  app.get('/session', expressSession(server), (req, res) => {
    res.json({ user: sessionOf(req).user.id })
  })
  app.get('/organization', expressOrganization(server, query), (req, res) => {
    const { user, organization } = organizationOf(req)
    res.json({ user: user.id, organization: organization.name })
  })
  app.get('/broken', expressSession(server), () => {
    throw new Error('mine')
  })
  const onError: express.ErrorRequestHandler = (error: Error, _req, res, _next) => {
    res.status(500).send(error.message)
  }
  app.use(onError)
  return listening(app)
}

function inNext({ server }: Awaited<ReturnType<typeof createWorld>>): Ask {
  const routes: Record<
    string,
    (request: Request, context: { params: Promise<object> }) => Promise<Response>
  > = {
    '/session': withSession(server, (_, { user }) => Response.json({ user: user.id })),
    '/organization': withOrganization(server, query, (_, { user, organization }) =>
      Response.json({ user: user.id, organization: organization.name }),
    ),
    '/broken': withSession(server, () => {
      throw new Error('mine')
    }),
  }
  return async (path, headers) => {
    try {
      const request = new Request(`https://app.test${path}`, { headers })
      return await routes[path]!(request, { params: Promise.resolve({}) })
    } catch (error) {
      return new Response((error as Error).message, { status: 500 })
    }
  }
}

describe.each([
  ['Hono', inHono],
  ['Express', inExpress],
  ['Next.js', inNext],
])('a guard in %s', (_, inFramework) => {
  const as = (name: string) => ({ Authorization: `Bearer ${name}` })

  test('lets those through who may, and says who they are', async () => {
    const world = await createWorld()
    const ask = await inFramework(world)
    const session = await ask('/session', as('ada'))
    expect([session.status, await session.json()]).toEqual([200, { user: 'user_ada' }])
    const headers = { ...as('ada'), 'Orgkit-Organization': world.organizationId }
    const organization = await ask('/organization', headers)
    expect(await organization.json()).toEqual({ user: 'user_ada', organization: 'Acme' })
  })

  test('answers all others with the error and its status', async () => {
    const world = await createWorld()
    const ask = await inFramework(world)
    const inAcme = { 'Orgkit-Organization': world.organizationId }
    const refused = async (path: string, headers: Record<string, string>) => {
      const response = await ask(path, headers)
      const { error } = (await response.json()) as { error: { code: string; meta?: object } }
      return [response.status, error.code, error.meta ?? null]
    }
    expect(await refused('/session', {})).toEqual([401, 'unauthenticated', null])
    const task = { task: 'verify-phone' }
    expect(await refused('/session', as('grace'))).toEqual([403, 'session_pending', task])
    expect(await refused('/organization', { ...as('grace'), ...inAcme })).toEqual([
      403,
      'session_pending',
      task,
    ])
    expect(await refused('/session', as('newcomer'))).toEqual([
      403,
      'session_pending',
      { task: 'choose-organization' },
    ])
    expect(await refused('/organization', as('ada'))).toEqual([422, 'required', null])
    expect(await refused('/organization', { ...as('linus'), ...inAcme })).toEqual([404, 'not_found', null])
    expect(await refused('/session', { ...as('ada'), 'Sec-Fetch-Site': 'cross-site' })).toEqual([
      403,
      'cross_site_refused',
      null,
    ])
  })

  test('lets nobody through where a task cannot be asked, and tells the log alone why', async () => {
    const world = await createWorld()
    const ask = await inFramework(world)
    world.breakTasks()
    const response = await ask('/session', as('ada'))
    const text = await response.text()
    expect([response.status, text]).toEqual([500, expect.stringContaining('"code":"internal"')])
    expect(text).not.toContain('phone')
    expect(world.logged).toMatchObject([
      { level: 'error', error: { cause: { message: 'the phone book is away' } } },
    ])
  })

  test('leaves the failures of the route itself to the app', async () => {
    const ask = await inFramework(await createWorld())
    const response = await ask('/broken', as('ada'))
    expect([response.status, await response.text()]).toEqual([500, 'mine'])
  })
})

test('a route without a guard before it says so', async () => {
  const ask = await listening((request, response) => {
    try {
      organizationOf(request)
    } catch (error) {
      response.end((error as Error).message)
    }
  })
  expect(await (await ask('/', {})).text()).toMatch(/^organizationOf: no requireOrganization stands before/)
})
