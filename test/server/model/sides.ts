import { createHmac } from 'node:crypto'
import { createMemoryStore, type MemoryStore } from '@orgkit/adapters/embedded'
import type { Instance } from '@orgkit/core'
import { createEngine, type EnginePorts } from '@orgkit/core/engine'
import { createKyselyStore, type Database, putInstances } from '@orgkit/server'
import { type Call, type Outcome, outcomeOf } from './calls'
import { type DatabaseRows, placeInLog, readPrepared, rowsOfDatabase } from './database-rows'
import { type ModelRows, rowsOfMemory } from './rows'

export interface Clock {
  now(): Date
}

/** Name → the texts that stand there. */
export type DnsRecords = ReadonlyMap<string, readonly string[]>

/** What a host would do, the same at each time. */
export function portsOf(clock: Clock, records: DnsRecords = new Map()): EnginePorts {
  return {
    clock,
    tokens: { mac: (text) => createHmac('sha256', 'model').update(text).digest('base64url') },
    links: { invitation: (_instanceId, token) => `https://model.test/invite/${token}` },
    images: { encodeLogo: async (logo) => logo },
    mailProviders: { isPublic: (name) => name === 'gmail.com' || name.endsWith('.gmail.com') },
    dns: { resolveTxt: async (name) => records.get(name)?.map((value) => [value]) ?? [] },
    blobs: { put: async (_instanceId, { size }) => ({ url: `https://model.test/logo/${size}` }) },
  }
}

/** The engine over memory, one store for each instance. */
export function memorySide(instances: readonly Instance[], clock: Clock, records: DnsRecords) {
  const ports = portsOf(clock, records)
  const sides = new Map(
    instances.map((instance) => {
      const store: MemoryStore = createMemoryStore({ instance })
      return [instance.id, { store, engine: createEngine({ store, ports }) }] as const
    }),
  )
  return {
    outcomeOf: (call: Call): Promise<Outcome> => outcomeOf(sides.get(call.instanceId)!.engine, call),
    rows: (instanceId: string): ModelRows => rowsOfMemory(sides.get(instanceId)!.store),
  }
}

/** The same engine over a database, which holds all of them. */
export async function databaseSide(
  database: Database,
  instances: readonly Instance[],
  clock: Clock,
  records: DnsRecords,
) {
  await putInstances(
    database,
    instances.map(({ id, application, ...facts }) => ({
      ...facts,
      id,
      applicationId: application.id,
      applicationCreatedAt: application.createdAt,
      plan: application.plan,
      publishableKey: `pk_${id}`,
    })),
  )
  const engine = createEngine({ store: createKyselyStore(database), ports: portsOf(clock, records) })
  return {
    outcomeOf: (call: Call): Promise<Outcome> => outcomeOf(engine, call),
    placeInLog: () => placeInLog(database),
    async rows(instanceId: string): Promise<{ raw: DatabaseRows; rows: ModelRows }> {
      const raw = await readPrepared(database, instanceId)
      return { raw, rows: rowsOfDatabase(raw) }
    },
  }
}
