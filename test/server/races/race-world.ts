import type { EnrollmentMode, ErrorCode, Identity, InstanceSettings } from '@orgkit/core'
import type { AppInput, AppOperationName, AppOutput } from '@orgkit/core/contract/app'
import type { BackendInput, BackendOperationName, BackendOutput } from '@orgkit/core/contract/backend'
import {
  createEngine,
  type Engine,
  type ExecuteOptions,
  type Store,
  TransactionConflict,
} from '@orgkit/core/engine'
import { createKyselyStore, type Database, migrate, openDatabase, putInstances } from '@orgkit/server'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/postgres'
import { brokenCopies } from '../model/copies'
import { readDatabase, rowsOfDatabase } from '../model/database-rows'
import { brokenRules } from '../model/invariants'
import { untoldChanges } from '../model/replay'
import type { ModelRows } from '../model/rows'
import { portsOf } from '../model/sides'

/** Two people at the same moment, so often that luck does not pass. */
export const rounds = 50

/** A new instance for each round, so that all its rows can be looked at. */
export type RaceWorld = () => Promise<Round>
export type Round = Awaited<ReturnType<typeof createRound>>

let made = 0

/** Runs the tests on PGlite, where transactions wait for each other, and on Postgres, where they meet. */
export function describeRaces(
  noun: string,
  tests: (world: (settings?: Partial<InstanceSettings>) => Promise<Round>) => void,
): void {
  describe.each<[string, () => Promise<FreshDatabase | undefined>]>([
    ['PGlite', async () => undefined],
    ['Postgres', freshDatabase],
  ])(`${noun} on %s`, (_, createDatabase) => {
    let fresh: FreshDatabase | undefined
    let database: Database
    let engine: Engine
    const records = new Map<string, string[]>()
    const conflicts: TransactionConflict[] = []

    beforeAll(async () => {
      fresh = await createDatabase()
      database = await openDatabase({ url: fresh?.url ?? 'memory:' })
      await migrate(database)
      const store = watched(createKyselyStore(database), conflicts)
      engine = createEngine({ store, ports: portsOf({ now: () => new Date() }, records) })
    })

    afterAll(async () => {
      await database?.close()
      await fresh?.drop()
      // The order of locks leaves none; each would have cost a second.
      expect(conflicts.filter(({ cause }) => codeOfDatabase(cause) === deadlock)).toEqual([])
    })

    tests((settings) => createRound({ database, engine, records, settings }))
  })
}

const deadlock = '40P01'

function codeOfDatabase(error: unknown): unknown {
  return (error as { code?: unknown } | undefined)?.code
}

function watched(store: Store, conflicts: TransactionConflict[]): Store {
  return {
    async transaction(instanceId, work) {
      try {
        return await store.transaction(instanceId, work)
      } catch (error) {
        if (error instanceof TransactionConflict) conflicts.push(error)
        throw error
      }
    },
  }
}

/** Somebody with a verified address. */
export function person(id: string): Identity {
  return { id, name: id, emails: [{ address: `${id}@race.test`, verified: true }] }
}

async function createRound({
  database,
  engine,
  records,
  settings = {},
}: {
  database: Database
  engine: Engine
  records: Map<string, string[]>
  settings: Partial<InstanceSettings> | undefined
}) {
  const instanceId = `ins_race_${made++}`
  await putInstances(database, [
    {
      id: instanceId,
      plan: 'pro',
      publishableKey: `pk_${instanceId}`,
      settings: { organizationsEnabled: true, personalAccounts: true, slugs: true, ...settings },
    },
  ])

  const as = (id: string) =>
    function execute<Name extends AppOperationName>(
      name: Name,
      input: AppInput<Name>,
    ): Promise<AppOutput<Name>> {
      return engine.execute(name, { instanceId, identity: person(id) }, input)
    }

  function backend<Name extends BackendOperationName>(
    name: Name,
    input: BackendInput<Name>,
    options?: ExecuteOptions,
  ): Promise<BackendOutput<Name>> {
    return engine.executeBackend(name, instanceId, input, options)
  }

  /** `members`: user → role. The first one creates it. */
  async function createOrganization(members: Record<string, string>): Promise<string> {
    const [creator = '', ...others] = Object.keys(members)
    for (const id of Object.keys(members)) {
      const { name, emails } = person(id)
      await backend('upsertUser', { userId: id, name, emails })
    }
    const { organization } = await backend('createOrganization', { name: 'Race', userId: creator })
    for (const userId of others)
      await backend('addMember', { organizationId: organization.id, userId, roleKey: members[userId] })
    return organization.id
  }

  async function invite(organizationId: string, id: string): Promise<string> {
    const emailAddress = person(id).emails[0]!.address
    return (await backend('inviteMember', { organizationId, emailAddress })).invitation.id
  }

  /** A domain that nobody has proven. Everybody's address is at `race.test`. */
  async function addDomain(by: string, organizationId: string): Promise<string> {
    return (await as(by)('addDomain', { organizationId, name: 'race.test' })).domain.id
  }

  /** A domain that the app vouches for. */
  async function openDomain(organizationId: string, enrollmentMode: EnrollmentMode): Promise<string> {
    const input = { organizationId, name: 'race.test', enrollmentMode, verified: true }
    return (await backend('addDomain', input)).domain.id
  }

  async function ask(suggestionId: string, ...ids: string[]): Promise<void> {
    for (const id of ids) await as(id)('acceptSuggestion', { suggestionId })
  }

  /** Begins a proof by mail and reads the mail. */
  async function mailedCode(by: string, organizationId: string, domainId: string): Promise<string> {
    const emailAddress = `it-of-${by}@race.test`
    await as(by)('startDomainVerification', { organizationId, domainId, method: 'email_code', emailAddress })
    const { outbox } = rowsOfDatabase(await readDatabase(database, instanceId))
    const row = outbox.findLast(({ subjectId }) => subjectId === domainId)
    const mail = row && (await engine.mailOf(instanceId, row))
    if (!mail || !('code' in mail)) throw new Error(`No code of ${domainId} was mailed.`)
    return mail.code
  }

  /** Begins a proof by DNS and puts the record there. */
  async function putRecord(by: string, organizationId: string, domainId: string): Promise<void> {
    const input = { organizationId, domainId, method: 'dns_txt' } as const
    const { verification } = (await as(by)('startDomainVerification', input)).domain
    if (verification?.method !== 'dns_txt') throw new Error(`${domainId} is not proven by DNS.`)
    const { recordName, recordValue } = verification
    records.set(recordName, [...(records.get(recordName) ?? []), recordValue])
  }

  /** What is there once all have ended. Every rule holds of it: administrators, counters, both copies, nothing left over, events. */
  async function rows(): Promise<ModelRows> {
    const raw = await readDatabase(database, instanceId)
    const found = rowsOfDatabase(raw)
    expect([...brokenRules(found), ...untoldChanges(found), ...brokenCopies(raw)]).toEqual([])
    return found
  }

  async function rolesIn(organizationId: string): Promise<Record<string, string>> {
    const { memberships } = await rows()
    const members = memberships.filter((row) => row.organizationId === organizationId)
    return Object.fromEntries(members.map(({ userId, roleKey }) => [userId, roleKey]))
  }

  return {
    as,
    backend,
    createOrganization,
    invite,
    addDomain,
    openDomain,
    ask,
    mailedCode,
    putRecord,
    rows,
    rolesIn,
  }
}

/** What became of each, begun in the same moment. */
export async function together(...calls: readonly Promise<unknown>[]): Promise<string[]> {
  const outcomes = await Promise.allSettled(calls)
  return outcomes.map((outcome) =>
    outcome.status === 'fulfilled'
      ? 'done'
      : ((outcome.reason as { code?: ErrorCode }).code ?? String(outcome.reason)),
  )
}
