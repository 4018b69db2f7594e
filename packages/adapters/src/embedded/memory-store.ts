import { addressKey, compareKeys, type Instance, type OrgkitEvent } from '@orgkit/core'
import type { InvitationRow, MembershipRow, Store, Transaction, UserRow } from '@orgkit/core/engine'
import { createLockOrder } from './lock-order'
import { isAnswerable, matchingInvitations, pageOfInvitations } from './invitation-order'
import { countMembers, listMembers } from './member-order'
import { createMembershipOrder, type MembershipOrder } from './membership-order'
import {
  dataOf,
  deleteRow,
  emptyData,
  type MemoryData,
  type MemoryTables,
  membershipsOf,
  openTables,
  pairKey,
  setRow,
  streamOf,
  type UndoLog,
} from './memory-tables'

export interface MemoryStoreOptions {
  instance: Instance
  /** @default no rows */
  data?: MemoryData
  /** Where the rows outlive the page. A commit that it refuses is rolled back. */
  persistence?: Persistence | null
}

export interface Persistence {
  /** Keeps other pages out while one transaction runs. */
  exclusively<T>(work: () => Promise<T>): Promise<T>
  /** What another page wrote since this one last read or wrote; `null`: nothing. */
  readNewer(): MemoryData | null
  write(data: MemoryData): void
}

export interface MemoryStore extends Store {
  instance(): Instance
  setInstance(instance: Instance): void
  data(): MemoryData
  /** Replaces all rows, behind the transactions that run or wait now. */
  replace(data: MemoryData): Promise<void>
}

/** The `Store` of one instance, in memory. Transactions run one after the other, so each sees the whole of the others. */
export function createMemoryStore({
  instance: first,
  data = emptyData,
  persistence,
}: MemoryStoreOptions): MemoryStore {
  let instance = first
  let tables = openTables(data)
  let order = createMembershipOrder(tables)
  let tail: Promise<unknown> = Promise.resolve()

  function use(newer: MemoryData): void {
    tables = openTables(newer)
    order = createMembershipOrder(tables)
  }

  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    const task = () =>
      persistence
        ? persistence.exclusively(() => {
            const newer = persistence.readNewer()
            if (newer) use(newer)
            return work()
          })
        : work()
    const result = tail.then(task)
    tail = result.catch(() => undefined)
    return result
  }

  return {
    instance: () => instance,
    setInstance: (next) => {
      instance = next
    },
    data: () => dataOf(tables),
    replace: (next) =>
      enqueue(async () => {
        use(next)
        persistence?.write(next)
      }),
    transaction: (instanceId, work) =>
      enqueue(async () => {
        const undo: UndoLog = []
        const known = instanceId === instance.id ? instance : null
        const { tx, close } = openTransaction({ tables, order, undo, instance: known })
        try {
          const result = await work(tx)
          if (undo.length > 0) persistence?.write(dataOf(tables))
          return result
        } catch (error) {
          for (const step of undo.reverse()) step()
          order.forgetAll()
          throw error
        } finally {
          close()
        }
      }),
  }
}

interface TransactionParts {
  tables: MemoryTables
  order: MembershipOrder
  undo: UndoLog
  instance: Instance | null
}

function openTransaction({ tables, order, undo, instance }: TransactionParts): {
  tx: Transaction
  close: () => void
} {
  const locks = createLockOrder()
  let isOpen = true

  /** Each step in a promise of its own, as on a database; none after the end. */
  const step =
    <Input extends unknown[], Output>(run: (...input: Input) => Output) =>
    async (...input: Input): Promise<Output> => {
      if (!isOpen) {
        throw new Error(
          'memory store: a transaction was used after its end, so nobody would undo or order what it writes. ' +
            'Await every step inside the function given to `transaction`.',
        )
      }
      return run(...input)
    }

  /** Those of an organization are ordered by its lock; those to the app by nothing. */
  const lockInvitation = (what: string, { organizationId }: InvitationRow) =>
    locks.write(
      `${what} ${organizationId ?? 'the app'}`,
      organizationId === null ? [] : [['organization', organizationId]],
    )

  const tx: Transaction = {
    instance: step(() => instance),
    lockUser: step((id) => {
      locks.user(id)
      return tables.users.get(id) ?? null
    }),
    lockOrganization: step((id) => {
      locks.organization(id)
      return tables.organizations.get(id) ?? null
    }),

    users: {
      get: step((id) => tables.users.get(id) ?? null),
      listByAddress: step((key) =>
        [...tables.users.values()]
          .filter(({ emails }) => emails.some(({ address }) => addressKey(address) === key))
          .sort((left, right) => compareKeys(left.id, right.id)),
      ),
      upsert: step((identity) => {
        locks.user(identity.id)
        const known = tables.users.get(identity.id) ?? newUser
        setRow<UserRow>(tables.users, identity.id, { ...known, ...identity }, undo)
        return tables.users.get(identity.id)!
      }),
      update: step((id, change) => {
        locks.write(`changed the user ${id}`, [['user', id]])
        setRow(tables.users, id, { ...existing(tables.users, id, 'user'), ...change }, undo)
      }),
    },

    organizations: {
      get: step((id) => tables.organizations.get(id) ?? null),
      getBySlug: step((slug) => tables.organizations.get(tables.slugs.get(slug) ?? '') ?? null),
      insert: step((row) => {
        locks.write(`inserted the organization ${row.id}`, [])
        locks.own('organization', row.id)
        if (tables.organizations.has(row.id))
          throw new Error(`memory store: the organization ${row.id} exists already.`)
        setRow(tables.organizations, row.id, { ...row }, undo)
      }),
      update: step((id, change) => {
        locks.write(`changed the organization ${id}`, [['organization', id]])
        setRow(
          tables.organizations,
          id,
          { ...existing(tables.organizations, id, 'organization'), ...change },
          undo,
        )
        order.forgetAll()
      }),
    },

    slugs: {
      claim: step((slug, organizationId) => {
        locks.write(`claimed the slug ${slug}`, [])
        if (tables.slugs.has(slug)) return false
        setRow(tables.slugs, slug, organizationId, undo)
        return true
      }),
      taken: step((slugs) => slugs.filter((slug) => tables.slugs.has(slug))),
    },

    memberships: {
      get: step((organizationId, userId) => tables.memberships.get(userId)?.get(organizationId) ?? null),
      insert: step((row) => {
        const { organizationId, userId } = row
        locks.write(`added a member to ${organizationId}`, [['organization', organizationId]])
        locks.write(`gave ${userId} a membership`, [['user', userId]])
        const rows = membershipsOf(tables, userId)
        if (rows.has(organizationId))
          throw new Error(`memory store: ${userId} is a member of ${organizationId} already.`)
        setRow(rows, organizationId, { ...row }, undo)
        const members = tables.members.get(organizationId) ?? []
        setRow(tables.members, organizationId, new Set([...members, userId]), undo)
        order.forget(userId)
      }),
      delete: step((organizationId, userId) => {
        locks.write(`took a member from ${organizationId}`, [['organization', organizationId]])
        locks.write(`took a membership from ${userId}`, [['user', userId]])
        deleteRow(membershipsOf(tables, userId), organizationId, undo)
        const members = [...(tables.members.get(organizationId) ?? [])].filter((id) => id !== userId)
        setRow(tables.members, organizationId, new Set(members), undo)
        order.forget(userId)
      }),
      listByOrganization: step((query) => listMembers(tables, query)),
      countByOrganization: step((query) => countMembers(tables, query)),
      update: step((organizationId, userId, change) => {
        locks.write('changed a membership', [
          ['user', userId],
          ['organization', organizationId],
        ])
        const rows = membershipsOf(tables, userId)
        setRow<MembershipRow>(
          rows,
          organizationId,
          { ...existing(rows, organizationId, 'membership'), ...change },
          undo,
        )
        order.forget(userId)
      }),
      listByUser: step((query) => order.list(query)),
      countByUser: step((query) => order.count(query)),
    },

    invitations: {
      get: step((organizationId, id) => {
        const row = tables.invitations.get(id)
        return row?.organizationId === organizationId ? row : null
      }),
      find: step((id) => tables.invitations.get(id) ?? null),
      findPending: step(
        (organizationId, key) =>
          [...tables.invitations.values()].find(
            (row) =>
              row.organizationId === organizationId && row.addressKey === key && row.status === 'pending',
          ) ?? null,
      ),
      insert: step((row) => {
        lockInvitation('invited to', row)
        if (tables.invitations.has(row.id))
          throw new Error(`memory store: the invitation ${row.id} exists already.`)
        setRow(tables.invitations, row.id, { ...row }, undo)
      }),
      update: step((row, change) => {
        lockInvitation('changed an invitation to', row)
        const now = existing(tables.invitations, row.id, 'invitation')
        if (now.version !== row.version || now.status !== row.status) return false
        setRow<InvitationRow>(tables.invitations, row.id, { ...now, ...change }, undo)
        return true
      }),
      countPending: step(
        (organizationId, at) =>
          [...tables.invitations.values()].filter(
            (row) => row.organizationId === organizationId && isAnswerable(row, at),
          ).length,
      ),
      list: step((query) => pageOfInvitations(matchingInvitations(tables, query), query)),
      count: step((query) => matchingInvitations(tables, query).length),
      listByAddresses: step(({ addressKeys, at, ...page }) =>
        pageOfInvitations(
          [...tables.invitations.values()].filter(
            (row) =>
              row.organizationId !== null && addressKeys.includes(row.addressKey) && isAnswerable(row, at),
          ),
          page,
        ),
      ),
    },

    outbox: {
      insert: step((row) => {
        locks.write('put a mail into the outbox', [])
        tables.outbox.push({ ...row })
        undo.push(() => tables.outbox.pop())
      }),
    },

    events: {
      append: step((draft, stamp) => {
        const stream = streamOf(draft)
        const [kind, id] =
          'organizationId' in draft
            ? (['organization', draft.organizationId] as const)
            : (['user', draft.userId] as const)
        locks.write(`appended to the stream of the ${kind} ${id}`, [[kind, id]])
        const sequence = (tables.sequences.get(stream) ?? 0) + 1
        setRow(tables.sequences, stream, sequence, undo)
        const event: OrgkitEvent = { ...draft, ...stamp, sequence }
        tables.events.push(event)
        undo.push(() => tables.events.pop())
        return event
      }),
    },

    idempotency: {
      get: step((actorId, key) => tables.idempotency.get(pairKey(actorId, key)) ?? null),
      insert: step((row) => {
        locks.write(`kept an answer of ${row.actorId}`, [['user', row.actorId]])
        setRow(tables.idempotency, pairKey(row.actorId, row.key), { ...row }, undo)
      }),
    },
  }
  return { tx, close: () => (isOpen = false) }
}

const newUser = { organizationCount: 0, createdOrganizationCount: 0, lastActiveOrganizationId: null }

function existing<Row>(map: Map<string, Row>, id: string, noun: string): Row {
  const row = map.get(id)
  if (!row) throw new Error(`memory store: there is no ${noun} ${id} to change.`)
  return row
}
