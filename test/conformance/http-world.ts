import { randomUUID } from 'node:crypto'
import { httpAdapter } from '@orgkit/adapters/http'
import type { Identity } from '@orgkit/core'
import type {
  ConformanceBackend,
  ConformanceMail,
  ConformanceWorld,
  WorldOptions,
} from '@orgkit/core/conformance'
import { backendClient } from '@orgkit/server/client'
import {
  createServer,
  type Database,
  devMailbox,
  type InstanceOptions,
  type OrgkitServer,
  seedMember,
  serve,
} from '@orgkit/server'

/**
 * The HTTP adapter over the reference server on a real socket. All worlds share one server and one database; each is an instance
 * of its own. A user is a bearer token.
 */
export async function httpBackend(name: string, openDatabase: () => Promise<Database>) {
  const database = await openDatabase()
  const identities = new Map<string, Identity>()
  let answer: OrgkitServer['fetch'] = async () => new Response(null, { status: 503 })
  const served = await serve({ fetch: (request) => answer(request), port: 0, hostname: '127.0.0.1' })
  const url = `http://127.0.0.1:${served.port}`
  const failures: unknown[] = []
  const mailbox = devMailbox(database)
  /** Name → values of its TXT records, for all worlds: those that prove a domain differ. */
  const records = new Map<string, string[]>()
  const { fetch, putInstances, engine, flushMail, close } = await createServer({
    database,
    instances: [],
    url,
    secret: 'conformance '.repeat(4),
    mail: mailbox,
    dns: { resolveTxt: async (name) => (records.get(name) ?? []).map((value) => [value]) },
    identify: ({ headers }) => identities.get(headers.get('Authorization') ?? '') ?? null,
    log: ({ error, message }) => failures.push(error ?? message),
  })
  answer = fetch

  async function createWorld(options: WorldOptions): Promise<ConformanceWorld> {
    const { settings, roles, plan = 'pro', applicationCreatedAt } = options
    const id = randomUUID()
    const instance: InstanceOptions = {
      id,
      publishableKey: `pk_test_${id}`,
      secretKey: `sk_test_${id}`,
      plan,
      applicationCreatedAt,
      settings,
      ...(roles && { roles }),
    }
    await putInstances([instance])
    const adapterOf = (token: string | null) =>
      httpAdapter({
        baseUrl: `${url}/api/orgkit/v1`,
        publishableKey: instance.publishableKey,
        headers: (): HeadersInit => (token ? { Authorization: token } : {}),
      })
    const secretKey = `sk_test_${id}`
    // A refusal is to be seen, not waited for.
    const client = backendClient({ secretKey, baseUrl: `${url}/api/orgkit/v1`, maximumWaitSeconds: 0 })
    return {
      async signUp({ name, email, verified = true }) {
        const token = `Bearer ${randomUUID()}`
        identities.set(token, { id: `user_${randomUUID()}`, name, emails: [{ address: email, verified }] })
        return adapterOf(token)
      },
      signedOut: () => adapterOf(null),
      addMember: (organizationId, userId, roleKey) =>
        seedMember(database, { instanceId: id, organizationId, userId, roleKey }),
      async updateSettings(change) {
        instance.settings = { ...instance.settings, ...change }
        await putInstances([instance])
      },
      async readMail(address) {
        await flushMail()
        const mails = (await mailbox.list({ limit: 1000 })).filter(({ to }) => to === address)
        // All worlds share one mailbox and the same people; a token works in the instance that it was made for alone.
        const own: ConformanceMail[] = []
        for (const { links, text } of mails) {
          // One with a code is to an address that no other world has.
          const [code] = /^\d{6}$/m.exec(text) ?? []
          if (code !== undefined) own.push({ links, code })
          const token = links[0]?.split('/').at(-1) ?? ''
          if (await engine.addressOfInvitation(id, token)) own.push({ links })
        }
        return own
      },
      async publishTxt(name, value) {
        records.set(name, [...(records.get(name) ?? []), value])
      },
      backend: (name, input, options) => client[name](input, options),
      async close() {
        const [failure] = failures.splice(0)
        if (failure !== undefined) throw failure
      },
    }
  }

  const backend: ConformanceBackend = {
    name,
    hooks: [
      'addMember',
      'updateSettings',
      'readMail',
      'publishTxt',
      'backend',
      'plan',
      'applicationCreatedAt',
    ],
    createWorld,
  }
  return {
    backend,
    async close() {
      await served.close()
      await close()
    },
  }
}
