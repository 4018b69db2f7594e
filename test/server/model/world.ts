import { isDeepStrictEqual } from 'node:util'
import {
  type Application,
  defaultAdminRole,
  defaultInstanceSettings,
  defaultMemberRole,
  type Domain,
  type Instance,
  type InstanceSettings,
  type SessionAnswer,
} from '@orgkit/core'
import type { LiveReading } from '@orgkit/core/engine'
import type { Database } from '@orgkit/server'
import { type Call, describeCall, type Outcome } from './calls'
import { brokenCopies } from './copies'
import type { DatabaseRows } from './database-rows'
import { Draw } from './draw'
import { brokenRules, brokenSeats } from './invariants'
import { writtenThoughRefused } from './refused'
import { untoldChanges } from './replay'
import { listNames, type ModelRows } from './rows'
import { sameIds } from './same-ids'
import { databaseSide, memorySide } from './sides'
import { Sight, type Trail } from './sight'
import { callOf, passedTime, type Step } from './steps'

/** How an instance begins. */
export interface Start {
  settings: Partial<InstanceSettings>
  plan: Application['plan']
}

/** Operation → what it answered → how often. */
export type Tally = Map<string, Map<string, number>>

let made = 0

/**
 * Two instances in one database, and the same two in memory. Does each step on both, and throws where they answer differently,
 * keep different rows, or break a rule.
 */
export async function createModel(database: Database, starts: readonly [Start, Start], tally: Tally) {
  const run = made++
  const instances = starts.map((start, index) => newInstance(`ins_${run}_${'ab'[index]}`, start))
  let time = Date.parse('2026-01-01T00:00:00.000Z')
  const clock = { now: () => new Date(time) }
  const ids = sameIds()
  const records = new Map<string, string[]>()
  const memory = memorySide(instances, clock, records)
  const kept = await databaseSide(database, instances, clock, records)
  const trails = instances.map((): Trail => ({
    tokens: [],
    cursors: [],
    organizationIds: [],
    invitationIds: [],
    codes: [],
    listeners: [],
  }))
  const history: string[] = []
  let performed = 0
  const raws = new Map<string, DatabaseRows>()
  for (const { id } of instances) raws.set(id, (await kept.rows(id)).raw)
  let place = await kept.placeInLog()

  function fail(problems: readonly string[]): never {
    throw new Error([...problems, `after, of ${performed} commands,`, ...history.slice(-40)].join('\n  '))
  }

  async function perform(call: Call): Promise<Outcome> {
    const before = memory.rows(call.instanceId)
    history.push(`${clock.now().toISOString()} ${describeCall(call)}`)
    const number = ++performed
    const ask = (side: Pick<typeof memory, 'outcomeOf'>) => {
      ids.throwAgain(number)
      return side.outcomeOf(call).catch((error: unknown) => fail([String(error)]))
    }
    const expected = await ask(memory)
    const found = await ask(kept)
    history.push(`  → ${expected.error?.code ?? 'done'}`)
    count(tally, call, expected.error?.code ?? 'done')
    if (!isDeepStrictEqual(expected, found))
      fail([`memory: ${JSON.stringify(expected)}`, `database: ${JSON.stringify(found)}`])

    const after = memory.rows(call.instanceId)
    const { error } = expected
    const written = error ? writtenThoughRefused(before, after, { call, error }) : []
    if (written.length > 0) fail(written)
    const now = await kept.placeInLog()
    if (now === place) {
      if (!isDeepStrictEqual(after, before)) fail(['memory was written, and the database was not'])
      return expected
    }
    place = now
    const { raw, rows } = await kept.rows(call.instanceId)
    const difference = firstDifference(after, rows)
    if (difference) fail(difference)
    const isPromised = call.kind === 'backend' && call.name === 'addMember'
    const broken = [
      ...brokenRules(after),
      ...brokenSeats(before, after, { now: clock.now(), isPromised }),
      ...untoldChanges(after),
      ...brokenCopies(raw),
    ]
    if (broken.length > 0) fail(broken)
    raws.set(call.instanceId, raw)
    if (number % 8 === 0) await checkOthers(call.instanceId)
    return expected
  }

  /** What nobody asked about is as it was when somebody last did. */
  async function checkOthers(asked: string | null): Promise<void> {
    for (const [id, raw] of raws) {
      if (id !== asked && !isSameRaw((await kept.rows(id)).raw, raw))
        fail([`the last commands changed rows of ${id}, which they were not about`])
    }
  }

  return {
    perform,
    async step({ isOther, what, dice }: Step): Promise<void> {
      const index = isOther ? 1 : 0
      const [own, other, trail] = [instances[index]!, instances[1 - index]!, trails[index]!]
      const rows = memory.rows(own.id)
      const sight = new Sight(new Draw(dice), rows, memory.rows(other.id), trail)
      time += passedTime({ what, sight })
      const call = callOf({ what, sight })
      if (!call) return
      const outcome = await perform(call)
      leaveTrail(trail, outcome, rows)
      keepRecord(records, outcome)
    },
    instanceIds: instances.map(({ id }) => id),
    /** Looks at both instances once more. */
    end: () => checkOthers(null),
    stop: () => ids.stop(),
  }
}

export type Model = Awaited<ReturnType<typeof createModel>>

function newInstance(id: string, { settings, plan }: Start): Instance {
  return {
    id,
    application: { id: 'app_model', plan, createdAt: '2026-01-01T00:00:00.000Z' },
    environment: 'development',
    settings: { ...defaultInstanceSettings, organizationsEnabled: true, ...settings },
    roles: [defaultAdminRole, defaultMemberRole],
    permissions: [],
  }
}

function count(tally: Tally, call: Call, answer: string): void {
  const name = 'name' in call ? `${call.kind}.${call.name}` : call.kind
  const answers = tally.get(name) ?? new Map<string, number>()
  tally.set(name, answers.set(answer, (answers.get(answer) ?? 0) + 1))
}

function firstDifference(left: ModelRows, right: ModelRows): string[] | null {
  for (const name of ['instance', ...listNames] as const) {
    if (name === 'idempotency') continue
    if (isDeepStrictEqual(left[name], right[name])) continue
    return [
      `memory ${name}: ${JSON.stringify(left[name])}`,
      `database ${name}: ${JSON.stringify(right[name])}`,
    ]
  }
  return null
}

/** The database gives rows in whatever order it has them. */
function isSameRaw(left: DatabaseRows, right: DatabaseRows): boolean {
  if (isDeepStrictEqual(left, right)) return true
  const names = Object.keys(left) as (keyof DatabaseRows)[]
  const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort()
  return names.every((name) => isDeepStrictEqual(sorted(left[name]), sorted(right[name])))
}

/** Links, cursors and what may be gone by the next step. */
function leaveTrail(trail: Trail, { answer }: Outcome, { organizations }: ModelRows): void {
  for (const { id } of organizations) if (!trail.organizationIds.includes(id)) trail.organizationIds.push(id)
  if (typeof answer !== 'object' || answer === null) return
  const { nextCursor, url, link, code } = answer as Record<'nextCursor' | 'url' | 'link' | 'code', unknown>
  if (typeof code === 'string') trail.codes.push(code)
  const { userId, cursor, session, liveCursor } = answer as Heard
  const heard = { userId: userId ?? session?.user.id, cursor: cursor ?? liveCursor }
  if (heard.userId !== undefined && heard.cursor !== undefined)
    trail.listeners.push({ userId: heard.userId, cursor: heard.cursor })
  if (typeof nextCursor === 'string') trail.cursors.push(nextCursor)
  for (const address of [url, link]) {
    const token = typeof address === 'string' ? address.split('/').at(-1) : undefined
    if (token) trail.tokens.push(token)
  }
}

/** What of an answer says where somebody listens from. */
interface Heard extends Partial<Pick<SessionAnswer, 'session' | 'liveCursor'>>, Partial<LiveReading> {}

/** Whoever is told which record proves a domain puts it there. */
function keepRecord(records: Map<string, string[]>, { answer }: Outcome): void {
  const { domain } = (answer ?? {}) as { domain?: Domain }
  if (domain?.verification?.method !== 'dns_txt') return
  const { recordName, recordValue } = domain.verification
  records.set(recordName, [...(records.get(recordName) ?? []), recordValue].slice(-2))
}
