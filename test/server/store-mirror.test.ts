import { createMemoryStore } from '@orgkit/adapters/embedded'
import {
  addressKey,
  compareKeys,
  defaultAdminRole,
  defaultInstanceSettings,
  enrollmentModes,
  invitationStatuses,
  nameKey,
  searchWords,
  type UserMetadata,
} from '@orgkit/core'
import type { DomainRow, InvitationRow, MembershipRequestRow, Store, Transaction } from '@orgkit/core/engine'
import { createKyselyStore, migrate, openDatabase } from '@orgkit/server'
import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from '../support/postgres'

const steps = process.env.ORGKIT_LONG ? 10_000 : 1000

const { url, drop } = await freshDatabase()
const postgres = await openDatabase({ url })
const pglite = await openDatabase({ url: 'memory:' })
await Promise.all([migrate(postgres), migrate(pglite)])
afterAll(async () => {
  await Promise.all([postgres.close(), pglite.close()])
  await drop()
})

const instance = {
  application: { id: 'app_1', plan: 'pro', createdAt: '2026-01-01T00:00:00.000Z' },
  environment: 'development',
  settings: defaultInstanceSettings,
  roles: [defaultAdminRole],
  permissions: [],
} as const

/** One thing to do or to ask, with the same values on every store. */
type Step = (tx: Transaction) => Promise<unknown>
type NamedStep = [name: string, step: Step]

test.each([1, 2])(
  'PGlite and Postgres answer as memory does, whatever happened (seed %i)',
  { timeout: 300_000 },
  async (seed) => {
    const id = `ins_${seed}`
    const memory = createMemoryStore({ instance: { ...instance, id } })
    const stores: Store[] = [memory, createKyselyStore(pglite), createKyselyStore(postgres)]
    const { firstWrites, nextWrite, nextRead, reads } = createDice(seed)
    const found: Record<string, number> = {}

    async function compare([name, step]: NamedStep): Promise<void> {
      const [expected, ...others] = await Promise.all(stores.map((store) => outcomeOf(store, id, step)))
      for (const answer of others) expect({ name, answer }).toEqual({ name, answer: expected })
      if (isFound(expected)) found[name] = (found[name] ?? 0) + 1
    }

    for (const { db } of [pglite, postgres]) {
      const { application, environment, settings } = instance
      const row = { id, application_id: application.id, plan: application.plan, environment }
      await db
        .withSchema('orgkit')
        .insertInto('instance')
        .values({
          ...row,
          application_created_at: application.createdAt,
          settings: JSON.stringify(settings),
          permissions: '[]',
          described: 'null',
        })
        .execute()
      const [role] = instance.roles
      await db
        .withSchema('orgkit')
        .insertInto('instance_role')
        .values({ ...role, instance_id: id, permissions: JSON.stringify(role.permissions), position: 0 })
        .execute()
    }

    for (const step of firstWrites()) await compare(step)
    for (let index = 0; index < steps; index++) await compare(index % 3 === 0 ? nextWrite() : nextRead())

    // Two empty stores would agree as well.
    for (const name of [
      ...reads,
      'invite',
      'join',
      'leave',
      'answer',
      'claim',
      'own',
      'offer',
      'append',
      'replace',
      'domain',
      'prove',
      'ask',
      'dismiss',
      'appendAll',
      'appendToUsers',
      'answerTasks',
    ]) {
      expect({ name, found: found[name] ?? 0 }).toEqual({ name, found: expect.toSatisfy((n) => n >= 5) })
    }
    const waiting = memory.data().outbox.map((row) => row.id)
    expect(waiting.length).toBeGreaterThan(10)
    for (const { tables } of [pglite, postgres]) {
      const rows = await tables.selectFrom('outbox').select('id').where('instance_id', '=', id).execute()
      expect(rows.map((row) => row.id).sort()).toEqual(waiting.toSorted())
    }
  },
)

/** What the step answers, or that it was rolled back. */
async function outcomeOf(store: Store, id: string, step: Step): Promise<unknown> {
  try {
    return await store.transaction(id, step)
  } catch (error) {
    if (error instanceof Error && error.message === rollback) return rollback
    throw error
  }
}

const rollback = 'rolled back on purpose'

function isFound(answer: unknown): boolean {
  return Array.isArray(answer) ? answer.length > 0 : Boolean(answer)
}

function createDice(seed: number) {
  const random = createRandom(seed)
  const pick = <T>(from: readonly T[]): T => from[random(from.length)]!
  const some = <T>(from: readonly T[], most: number): T[] =>
    Array.from({ length: random(most + 1) }, () => pick(from))
  const pieces = [
    'a',
    'A',
    'é',
    'b',
    'Z',
    ' ',
    '東',
    '😀',
    '\uff5e',
    '-',
    '%',
    '1',
    'ﬁ',
    'ß',
    'İ',
    '_',
    '\\',
    "'",
  ]
  const text = (most: number) => some(pieces, most).join('')
  /** Few, so that there are ties, and moments at which something just expired. */
  const time = () => `2026-01-01T00:00:00.00${random(8)}Z`

  const userIds = Array.from({ length: 25 }, (_, index) => `${pieces[index % 13]}user${index}`).sort(
    compareKeys,
  )
  const organizationIds = Array.from({ length: 6 }, (_, index) => `${pieces[index * 2]}org${index}`).sort(
    compareKeys,
  )
  const addresses = Array.from({ length: 12 }, (_, index) => `${pieces[index]}x${index}@Acme.test`)
  const roleKeys = ['org:admin', 'org:member', 'org:Member']
  const anyCase = (address: string) =>
    pick([address, address.toLowerCase(), address.toUpperCase(), ` ${address}`])
  const words = () => pick([[], [], searchWords(text(3)), searchWords(pick(addresses)), ['acme', 'te']])
  const place = () => pick([...organizationIds, null])
  /** As they were at some time: the later ones may be out of date. */
  const invitations: InvitationRow[] = []
  let made = 0

  const identity = (id: string) => ({
    id,
    name: text(5),
    imageUrl: pick([null, 'https://x.test/y']),
    emails: some(addresses, 3).map((address) => ({ address: anyCase(address), verified: random(2) === 0 })),
  })
  const organization = (id: string) => ({
    id,
    name: text(5),
    slug: null,
    imageUrl: null,
    memberCount: 0,
    pendingInvitationCount: 0,
    pendingRequestCount: 0,
    membersMayDelete: true,
    membershipLimit: pick(['instance', null, random(9)] as const),
    roleCount: random(3),
    createdByUserId: null,
    createdAt: time(),
    updatedAt: time(),
    version: 1,
  })

  const few = userIds.slice(0, 3)
  const domainIds = Array.from({ length: 10 }, (_, index) => `${pieces[index]}dom${index}`)
  const domainNames = ['acme.test', 'globex.test', 'xn--bcher-kva.test', 'a.test', 'b.test', 'c.test']
  const proofs = [
    null,
    {
      method: 'email_code',
      emailAddress: addresses[0]!,
      expiresAt: '2026-01-01T00:10:00.000Z',
      triesLeft: 4,
    },
    { method: 'dns_txt', emailAddress: null, expiresAt: null, triesLeft: 0 },
  ] as const
  const slugs = ['acme', 'globex', 'é-slug']
  const permissions = ['org:notes:write', 'org:sys_memberships:manage', 'org:a:b']
  const ownKeys = Array.from({ length: 8 }, (_, index) => `${pieces[index]}role${index}`)
  const anyRole = () => pick([...roleKeys, ...roleKeys, ...ownKeys])
  const eventTypes = ['membership.deleted', 'role.deleted'] as const
  const alone =
    (step: Step): Step =>
    async (tx) => {
      await tx.lockInstance('exclusive')
      return step(tx)
    }

  const exists = async (tx: Transaction, userId: string, organizationId: string) =>
    (await tx.lockUser(userId)) !== null && (await tx.lockOrganization(organizationId)) !== null

  const tell = (id = pick(userIds)): Step => {
    const told = identity(id)
    return (tx) => tx.users.upsert(told)
  }
  const found = (id = pick(organizationIds)): Step => {
    const row = organization(id)
    return async (tx) => {
      if (await tx.lockOrganization(row.id)) return tx.organizations.update(row.id, { name: row.name })
      return tx.organizations.insert(row)
    }
  }

  const writes: Record<string, () => Step> = {
    tell,
    found,
    join() {
      const row = {
        organizationId: pick(organizationIds),
        userId: pick(userIds),
        roleKey: anyRole(),
        joinedAt: time(),
        lastActiveAt: pick([null, time()]),
      }
      return async (tx) => {
        if (!(await exists(tx, row.userId, row.organizationId))) return false
        if (await tx.memberships.get(row.organizationId, row.userId)) return false
        await tx.memberships.insert(row)
        return true
      }
    },
    change() {
      const [organizationId, userId] = [pick(organizationIds), pick(userIds)]
      const to = pick([{ roleKey: anyRole() }, { lastActiveAt: pick([null, time()]) }])
      return async (tx) => {
        if (!(await exists(tx, userId, organizationId))) return false
        if (!(await tx.memberships.get(organizationId, userId))) return false
        await tx.memberships.update(organizationId, userId, to)
        return true
      }
    },
    leave() {
      const [organizationId, userIds_] = [pick(organizationIds), some(userIds, 9).sort(compareKeys)]
      return async (tx) => {
        const members = []
        for (const userId of userIds_) if (await tx.lockUser(userId)) members.push(userId)
        if (!(await tx.lockOrganization(organizationId))) return 0
        const before = await tx.memberships.countByOrganization({ organizationId, words: [], roleKeys: null })
        if (before < 8) return 0
        for (const userId of members) await tx.memberships.delete(organizationId, userId)
        const query = { organizationId, words: [], roleKeys: null }
        return before - (await tx.memberships.countByOrganization(query))
      }
    },
    invite() {
      const emailAddress = anyCase(pick(addresses))
      const row: InvitationRow = {
        id: `${pick(pieces)}inv${made++}`,
        organizationId: place(),
        emailAddress,
        addressKey: addressKey(emailAddress),
        roleKey: pick(roleKeys),
        status: 'pending',
        inviterUserId: pick([null, ...few, ...few, ...few, ...userIds]),
        expiresInDays: 1 + random(90),
        createdAt: time(),
        sentAt: time(),
        expiresAt: time(),
        version: 1,
      }
      const instead = pick(['expired', 'revoked'] as const)
      return async (tx) => {
        const { organizationId } = row
        if (organizationId !== null && !(await tx.lockOrganization(organizationId))) return null
        const earlier = await tx.invitations.findPending(organizationId, row.addressKey)
        if (earlier) await tx.invitations.update(earlier, { status: instead })
        await tx.invitations.insert(row)
        const { id: subjectId, version, createdAt } = row
        await tx.outbox.insert({
          id: `out_${subjectId}`,
          kind: 'invitation',
          subjectId,
          version,
          createdAt,
          dueAt: createdAt,
        })
        remember(row)
        return earlier ?? true
      }
    },
    answer() {
      if (invitations.length === 0) return async () => false
      const row = pick(invitations)
      const status = pick(invitationStatuses)
      const to = pick([
        { status },
        { status, version: row.version + 1, sentAt: time(), expiresAt: time() },
        { inviterUserId: pick([null, ...userIds]) },
        { roleKey: anyRole() },
        {},
      ])
      return async (tx) => {
        if (row.organizationId !== null) await tx.lockOrganization(row.organizationId)
        if (!(await tx.invitations.get(row.organizationId, row.id))) return null
        const other = await tx.invitations.findPending(row.organizationId, row.addressKey)
        if (other && other.id !== row.id && 'status' in to && to.status === 'pending') return 'taken'
        const isChanged = await tx.invitations.update(row, to)
        if (isChanged) remember({ ...row, ...to })
        return isChanged
      }
    },
    limit() {
      const [userId, organizationId] = [pick(userIds), pick(organizationIds)]
      const creationLimit = pick(['instance', null, random(9)] as const)
      const mayCreateOrganizations = pick(['instance', true, false] as const)
      return async (tx) => {
        if (!(await exists(tx, userId, organizationId))) return false
        await tx.users.update(userId, { creationLimit, mayCreateOrganizations })
        await tx.organizations.update(organizationId, { membershipLimit: creationLimit })
        return true
      }
    },
    claim() {
      const [slug, organizationId, at] = [pick(slugs), pick(organizationIds), time()]
      return (tx) => tx.slugs.claim(slug, organizationId, at)
    },
    retire() {
      const [slug, at, isReleased] = [pick(slugs), time(), random(5) === 0]
      return (tx) => (isReleased ? tx.slugs.release(slug) : tx.slugs.retire(slug, at))
    },
    own() {
      const row = {
        organizationId: pick(organizationIds),
        key: pick(ownKeys),
        name: text(4),
        description: pick([null, text(3)]),
        permissions: [...new Set(some(permissions, 3))],
        version: 1 + random(3),
      }
      const { name, description, permissions: held, version } = row
      const change = { name, description, permissions: held, version }
      const isDeleted = random(6) === 0
      return async (tx) => {
        if (!(await tx.lockOrganization(row.organizationId))) return null
        const [known] = await tx.roles.find([row.key])
        if (!known) await tx.roles.insert(row)
        else if (isDeleted) await tx.roles.delete(row)
        else await tx.roles.update(row, change)
        return known ?? true
      }
    },
    replace() {
      const [organizationId, from, to] = [pick([...organizationIds, null]), anyRole(), anyRole()]
      const step: Step = (tx) => tx.memberships.replaceRole(organizationId, from, to)
      if (organizationId === null) return alone(step)
      return async (tx) => ((await tx.lockOrganization(organizationId)) ? step(tx) : [])
    },
    forget() {
      const permission = pick(permissions)
      return alone((tx) => tx.roles.forgetPermission(permission))
    },
    offer() {
      const [organizationId, fromUserId, toUserId] = [pick(organizationIds), pick(few), pick(few)]
      const row = { organizationId, fromUserId, toUserId, nextRoleKey: pick(roleKeys), createdAt: time() }
      const what = pick(['put', 'put', 'put', 'put', 'delete', 'deleteByUser'] as const)
      return async (tx) => {
        if (!(await tx.lockOrganization(organizationId))) return false
        if (what === 'put') await tx.administrationOffers.put(row)
        else await tx.administrationOffers[what](organizationId, fromUserId)
        return true
      }
    },
    append() {
      const organizationId = pick(organizationIds)
      const draft = {
        type: pick(eventTypes),
        organizationId,
        userId: pick(userIds),
        roleKey: 'x',
        replacement: null,
        counts: { memberCount: random(9), pendingInvitationCount: 0 },
      }
      const target = { kind: 'user', id: pick(userIds), name: text(3) } as const
      const audit = pick([null, { target, before: { name: text(3), to: [text(2)] }, after: null }])
      const stamp = { id: `evt_${made++}`, at: time(), actorUserId: pick([null, ...userIds]), audit }
      return async (tx) =>
        (await tx.lockOrganization(organizationId)) ? tx.events.append(draft, stamp) : null
    },
    domain() {
      const row: DomainRow = {
        id: pick(domainIds),
        organizationId: pick(organizationIds),
        name: pick(domainNames),
        enrollmentMode: pick(enrollmentModes),
        verifiedAt: null,
        createdAt: time(),
        version: 1,
        proof: pick(proofs),
        proofVersion: random(3),
        pendingRequestCount: random(3),
      }
      const { enrollmentMode, version, proof, proofVersion, pendingRequestCount } = row
      const change = { enrollmentMode, version: version + random(3), proofVersion, pendingRequestCount }
      const isDeleted = random(5) === 0
      return async (tx) => {
        const known = await tx.domains.find(row.id)
        const organizationId = known?.organizationId ?? row.organizationId
        if (!(await tx.lockOrganization(organizationId))) return null
        if (known && isDeleted) await tx.domains.delete(known)
        else if (known) await tx.domains.update(known, known.verifiedAt ? change : { ...change, proof })
        else if ((await tx.domains.list(organizationId)).some(({ name }) => name === row.name)) return false
        else await tx.domains.insert(row)
        return known ?? true
      }
    },
    prove() {
      const [id, verifiedAt] = [pick(domainIds), time()]
      return async (tx) => {
        const known = await tx.domains.find(id)
        if (!known || known.verifiedAt || !(await tx.lockOrganization(known.organizationId))) return null
        const isClaimed = await tx.domains.claim(known)
        if (isClaimed) await tx.domains.update(known, { verifiedAt, proof: null })
        return isClaimed
      }
    },
    ask() {
      const row: MembershipRequestRow = {
        organizationId: pick(organizationIds),
        userId: pick(userIds),
        domainId: pick(domainIds),
        domainName: pick(domainNames),
        emailAddress: pick(addresses),
        status: pick(['pending', 'pending', 'pending', 'declined']),
        createdAt: time(),
      }
      const isOver = random(6) === 0
      return async (tx) => {
        if (!(await exists(tx, row.userId, row.organizationId))) return null
        const known = await tx.requests.get(row.organizationId, row.userId)
        if (isOver) await tx.requests.delete(row.organizationId, row.userId)
        else await tx.requests.put(row)
        return known ?? true
      }
    },
    dismiss() {
      const [userId, domainId] = [pick(few), pick(domainIds)]
      return async (tx) => {
        if (!(await tx.lockUser(userId)) || !(await tx.domains.find(domainId))) return false
        await tx.dismissals.insert(userId, domainId)
        return true
      }
    },
    answerTasks() {
      const userId = pick(userIds)
      const metadata = pick<UserMetadata>([{}, { company: text(3) }, { company: text(2), other: text(2) }])
      const acceptedTermsVersion = pick([null, '1', text(2)])
      const change = { metadata, acceptedTermsVersion, acceptedTermsAt: pick([null, time()]) }
      return async (tx) => {
        if (!(await tx.lockUser(userId))) return false
        await tx.users.update(userId, change)
        return true
      }
    },
    appendAll() {
      const organizationId = pick(organizationIds)
      const entries = Array.from({ length: random(5) }, () => ({
        draft: {
          type: pick(eventTypes),
          organizationId,
          userId: pick(userIds),
          roleKey: 'x',
          replacement: null,
          counts: { memberCount: random(9), pendingInvitationCount: 0 },
        },
        stamp: { id: `evt_${made++}`, at: time(), actorUserId: pick([null, ...userIds]), audit: null },
      }))
      return async (tx) =>
        (await tx.lockOrganization(organizationId)) ? tx.events.appendAll(organizationId, entries) : null
    },
    appendToUsers() {
      const ids = [...new Set(some(userIds, 5))].sort(compareKeys)
      const events = ids.map((userId) => ({
        draft: { type: 'session_task.opened' as const, userId, taskKey: text(2) },
        stamp: { id: `evt_${made++}`, at: time(), actorUserId: null, audit: null },
      }))
      return async (tx) => {
        for (const id of ids) if (!(await tx.lockUser(id))) return null
        return tx.events.appendToUsers(events)
      }
    },
    close() {
      const organizationId = pick(organizationIds)
      const isWanted = random(12) === 0
      const row = organization(organizationId)
      return async (tx) => {
        for (const id of userIds) await tx.lockUser(id)
        if (!isWanted || !(await tx.lockOrganization(organizationId))) return false
        await tx.memberships.deleteAll(organizationId)
        await tx.organizations.delete(organizationId)
        await tx.organizations.insert(row)
        return true
      }
    },
    go() {
      const userId = pick(userIds)
      const told = identity(userId)
      return async (tx) => {
        const user = await tx.lockUser(userId)
        if (!user || (await tx.memberships.listOrganizationIds(userId)).length > 0) return false
        await tx.users.delete(userId)
        await tx.users.upsert(told)
        return true
      }
    },
    count() {
      const [key, window, amount] = [pick(slugs), time(), random(5)]
      return (tx) => tx.counters.add(key, window, amount)
    },
    govern() {
      const key = pick(['org:a', 'org:b'])
      const role = { name: text(3), description: pick([null, text(3)]), permissions: some(permissions, 2) }
      const isDeleted = random(4) === 0
      return alone(async (tx) => {
        const known = (await tx.instance())?.roles.some((each) => each.key === key)
        if (!known) await tx.instances.insertRole({ key, ...role })
        else if (isDeleted) await tx.instances.deleteRole(key)
        else await tx.instances.updateRole(key, role)
        return known ?? null
      })
    },
    fail() {
      const write = pick([
        'tell',
        'join',
        'leave',
        'answer',
        'own',
        'replace',
        'append',
        'close',
        'govern',
        'offer',
        'domain',
        'prove',
        'ask',
        'dismiss',
        'appendAll',
        'appendToUsers',
        'answerTasks',
      ] as const)
      const step = writes[write]!()
      return async (tx) => {
        await step(tx)
        throw new Error(rollback)
      }
    },
  }

  /** Each step runs on three stores, and is remembered once. */
  function remember(row: InvitationRow): void {
    const known = invitations.at(-1)
    if (JSON.stringify(known) !== JSON.stringify(row)) invitations.push(row)
  }

  const page = () => ({ limit: 1 + random(12), offset: random(3) ? 0 : random(6) })

  const reads: Record<string, () => Step> = {
    members() {
      const sort = pick(['name', 'joined'] as const)
      const key = sort === 'name' ? nameKey(text(3)) : time()
      const query = {
        organizationId: pick(organizationIds),
        words: words(),
        roleKeys: pick([null, null, [pick(roleKeys)], some(roleKeys, 3)]),
        sort,
        ...page(),
        after: pick([null, { key, userId: pick(userIds) }]),
      }
      return (tx) => tx.memberships.listByOrganization(query)
    },
    memberCount() {
      const query = {
        organizationId: pick(organizationIds),
        words: words(),
        roleKeys: pick([null, [pick(roleKeys)], some(roleKeys, 3)]),
      }
      return (tx) => tx.memberships.countByOrganization(query)
    },
    memberships() {
      const sort = pick(['name', 'recent'] as const)
      const key = sort === 'name' ? nameKey(text(3)) : time()
      const after = pick([null, { key, organizationId: pick(organizationIds) }])
      const query = { userId: pick(userIds), words: words(), sort, ...page(), after }
      return (tx) => tx.memberships.listByUser(query)
    },
    membershipCount() {
      const query = { userId: pick(userIds), words: words() }
      return (tx) => tx.memberships.countByUser(query)
    },
    membership() {
      const [organizationId, userId] = [pick(organizationIds), pick(userIds)]
      return (tx) => tx.memberships.get(organizationId, userId)
    },
    users() {
      const key = addressKey(pick(addresses))
      return (tx) => tx.users.listByAddress(key)
    },
    user() {
      const id = pick(userIds)
      return (tx) => tx.users.get(id)
    },
    invitations() {
      const after = pick([null, { createdAt: time(), id: `${pick(pieces)}inv${random(50)}` }])
      const query = { organizationId: place(), status: pick([null, ...invitationStatuses]), at: time() }
      const shown = page()
      return (tx) => tx.invitations.list({ ...query, ...shown, after })
    },
    invitationCount() {
      const query = { organizationId: place(), status: pick([null, ...invitationStatuses]), at: time() }
      return (tx) => tx.invitations.count(query)
    },
    pendingCount() {
      const [organizationId, at] = [pick(organizationIds), time()]
      return (tx) => tx.invitations.countPending(organizationId, at)
    },
    userInvitations() {
      const after = pick([null, { createdAt: time(), id: `${pick(pieces)}inv${random(50)}` }])
      const query = {
        addressKeys: some(addresses, 6).map(addressKey),
        at: time(),
        limit: 1 + random(8),
        after,
      }
      return (tx) => tx.invitations.listByAddresses(query)
    },
    instance() {
      return async (tx) => [await tx.lockInstance('shared'), [...(await tx.instances.roleVersions())]]
    },
    ownRoles() {
      const [organizationId, keys] = [pick(organizationIds), some(ownKeys, 4)]
      return async (tx) => [...(await tx.roles.list(organizationId)), ...(await tx.roles.find(keys))]
    },
    slugs() {
      const [slug, organizationId, at] = [pick(slugs), pick([null, ...organizationIds]), time()]
      return async (tx) => [
        await tx.organizations.getBySlug(slug),
        [...(await tx.slugs.taken(slugs, organizationId, at))].sort(compareKeys),
      ]
    },
    offers() {
      const [organizationId, userId] = [pick(organizationIds), pick(few)]
      return (tx) => tx.administrationOffers.listByUser(organizationId, userId)
    },
    events() {
      const query = {
        organizationId: pick(organizationIds),
        type: pick([null, ...eventTypes]),
        actorUserId: pick([null, null, ...userIds]),
      }
      const [shown, after] = [page(), pick([null, random(60)])]
      return async (tx) => [
        await tx.events.count(query),
        ...(await tx.events.list({ ...query, ...shown, after })),
      ]
    },
    domains() {
      const [organizationId, id, names] = [pick(organizationIds), pick(domainIds), some(domainNames, 3)]
      return async (tx) => [
        ...(await tx.domains.list(organizationId)),
        ...[...(await tx.domains.listVerified(names))].sort((left, right) => compareKeys(left.id, right.id)),
        await tx.domains.find(id),
        await tx.domains.get(organizationId, id),
      ]
    },
    requests() {
      const [organizationId, userId, domainId] = [pick(organizationIds), pick(userIds), pick(domainIds)]
      const [shown, after] = [page(), pick([null, { createdAt: time(), userId: pick(userIds) }])]
      return async (tx) => [
        ...(await tx.requests.listPending({ organizationId, ...shown, after })),
        ...(await tx.requests.listPendingByDomain(organizationId, domainId, shown.limit)),
        ...(await tx.requests.listByUser(userId)),
      ]
    },
    dismissals() {
      const [userId, ids] = [pick(few), some(domainIds, 8)]
      return async (tx) => [...(await tx.dismissals.among(userId, ids))].sort(compareKeys)
    },
    streams() {
      const stream = pick([{ organizationId: pick(organizationIds) }, { userId: pick(userIds) }])
      const [after, limit] = [random(20), 1 + random(8)]
      return async (tx) => [
        await tx.events.lastSequence(stream),
        ...(await tx.events.listAfter(stream, after, limit)),
      ]
    },
    amongAddresses() {
      const [organizationId, keys] = [pick(organizationIds), some(addresses, 6).map(addressKey)]
      const byId = (left: { id: string }, right: { id: string }) => compareKeys(left.id, right.id)
      return async (tx) => [
        ...[...(await tx.memberships.addressesAmong(organizationId, keys))].sort(compareKeys),
        ...[...(await tx.invitations.listPending(organizationId, keys))].sort(byId),
      ]
    },
    counter() {
      const [key, window] = [pick(slugs), time()]
      return async (tx) => [await tx.counters.get(key, window)]
    },
    roleUse() {
      const [organizationId, key, keys] = [pick([...organizationIds, null]), anyRole(), some(roleKeys, 2)]
      return async (tx) => [
        await tx.memberships.isRoleUsed(organizationId, key),
        await tx.memberships.findWithoutAdministrator(key, keys),
      ]
    },
    everybody() {
      const [organizationId, userId, shown] = [pick(organizationIds), pick(userIds), page()]
      const [addressKey_, after] = [pick([null, addressKey(pick(addresses))]), pick([null, ...userIds])]
      return async (tx) => [
        await tx.memberships.listOrganizationIds(userId),
        await tx.users.list({ addressKey: addressKey_, ...shown, after }),
        await tx.users.count({ addressKey: addressKey_ }),
        await tx.organizations.list({ ...shown, after: organizationId }),
        await tx.organizations.count(),
      ]
    },
    inviter() {
      const [organizationId, userId] = [pick(organizationIds), pick(few)]
      return (tx) => tx.invitations.listPendingByInviter(organizationId, userId)
    },
    pending() {
      const [organizationId, key] = [place(), addressKey(pick(addresses))]
      return (tx) => tx.invitations.findPending(organizationId, key)
    },
  }

  /** `often`: those that more often than not find nothing to do. */
  const next =
    (from: Record<string, () => Step>, often: readonly string[] = []) =>
    (): NamedStep => {
      const name = pick([...Object.keys(from), ...often])
      return [name, from[name]!()]
    }
  return {
    /** Everybody, everything, and most of them in it. */
    firstWrites: (): NamedStep[] => [
      ...userIds.map((id): NamedStep => ['tell', tell(id)]),
      ...organizationIds.map((id): NamedStep => ['found', found(id)]),
      ...Array.from({ length: 200 }, (): NamedStep => ['join', writes.join!()]),
      ...Array.from({ length: 60 }, (): NamedStep => ['invite', writes.invite!()]),
      ...Array.from({ length: 60 }, (): NamedStep => ['offer', writes.offer!()]),
      ...Array.from({ length: 20 }, (): NamedStep => ['own', writes.own!()]),
      ...Array.from({ length: 60 }, (): NamedStep => ['append', writes.append!()]),
      ...Array.from({ length: 20 }, (): NamedStep => ['domain', writes.domain!()]),
      ...Array.from({ length: 20 }, (): NamedStep => ['prove', writes.prove!()]),
      ...Array.from({ length: 60 }, (): NamedStep => ['ask', writes.ask!()]),
      ...Array.from({ length: 20 }, (): NamedStep => ['dismiss', writes.dismiss!()]),
      ...Array.from({ length: 20 }, (): NamedStep => ['appendAll', writes.appendAll!()]),
      ...Array.from({ length: 20 }, (): NamedStep => ['appendToUsers', writes.appendToUsers!()]),
    ],
    nextWrite: next(writes, [
      'answer',
      'answer',
      'leave',
      'offer',
      'claim',
      'claim',
      'claim',
      'retire',
      'replace',
      'own',
      'append',
      'domain',
      'domain',
      'prove',
      'prove',
      'prove',
      'ask',
    ]),
    nextRead: next(reads),
    reads: Object.keys(reads),
  }
}

function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
