import { compareKeys } from '@orgkit/core'
import type { DomainRow, MembershipRequestRow, Transaction } from '@orgkit/core/engine'
import { definedOf, type MemoryScope, pageOf } from './memory-scope'
import { deleteRow, pairKey, setRow } from './memory-tables'

/** Domains, and what comes of them: requests to join, and what users turned down. */
export function domainTables({
  tables,
  undo,
  locks,
  step,
}: MemoryScope): Pick<Transaction, 'domains' | 'requests' | 'dismissals'> {
  const lock = (what: string, organizationId: string) =>
    locks.write(`${what} ${organizationId}`, [['organization', organizationId]])

  const domainsOf = (organizationId: string) =>
    [...tables.domains.values()].filter((row) => row.organizationId === organizationId)

  const pendingOf = (organizationId: string) =>
    [...tables.requests.values()]
      .filter((row) => row.organizationId === organizationId && row.status === 'pending')
      .sort(
        (left, right) =>
          compareKeys(left.createdAt, right.createdAt) || compareKeys(left.userId, right.userId),
      )

  return {
    domains: {
      get: step((organizationId, id) => {
        const row = tables.domains.get(id)
        return row?.organizationId === organizationId ? row : null
      }),
      find: step((id) => tables.domains.get(id) ?? null),
      list: step((organizationId) =>
        domainsOf(organizationId).sort((left, right) => compareKeys(left.name, right.name)),
      ),
      listVerified: step((names) =>
        [...new Set(names)].sort(compareKeys).flatMap((name) => {
          const id = tables.domainClaims.get(name)
          return (id !== undefined && tables.domains.get(id)) || []
        }),
      ),
      insert: step((row) => {
        lock('gave a domain to', row.organizationId)
        if (domainsOf(row.organizationId).some(({ name }) => name === row.name))
          throw new Error(`memory store: ${row.organizationId} has the domain ${row.name} already.`)
        setRow(tables.domains, row.id, { ...row }, undo)
      }),
      update: step(({ organizationId, id }, change) => {
        lock('changed a domain of', organizationId)
        const row = tables.domains.get(id)
        if (row?.organizationId !== organizationId) return
        setRow<DomainRow>(tables.domains, id, { ...row, ...definedOf(change) }, undo)
      }),
      delete: step(({ organizationId, id }) => {
        lock('took a domain from', organizationId)
        const row = tables.domains.get(id)
        if (row?.organizationId !== organizationId) return
        deleteRow(tables.domains, id, undo)
        if (tables.domainClaims.get(row.name) === id) deleteRow(tables.domainClaims, row.name, undo)
        for (const [key, { domainId }] of tables.dismissals)
          if (domainId === id) deleteRow(tables.dismissals, key, undo)
      }),
      claim: step(({ organizationId, id, name }) => {
        lock(`claimed the domain ${name} for`, organizationId)
        if (tables.domainClaims.has(name)) return false
        setRow(tables.domainClaims, name, id, undo)
        return true
      }),
    },

    requests: {
      get: step((organizationId, userId) => tables.requests.get(pairKey(organizationId, userId)) ?? null),
      listPending: step(({ organizationId, limit, offset, after }) =>
        pageOf(pendingOf(organizationId), {
          limit,
          offset,
          isBehind:
            after &&
            ((row) =>
              (compareKeys(row.createdAt, after.createdAt) || compareKeys(row.userId, after.userId)) > 0),
        }),
      ),
      listPendingByDomain: step((organizationId, domainId, limit) =>
        pendingOf(organizationId)
          .filter((row) => row.domainId === domainId)
          .slice(0, limit),
      ),
      listByUser: step((userId) =>
        [...tables.requests.values()]
          .filter((row) => row.userId === userId)
          .sort((left, right) => compareKeys(left.organizationId, right.organizationId)),
      ),
      put: step((...rows) => {
        for (const row of rows) {
          lock('took a request to join', row.organizationId)
          const key = pairKey(row.organizationId, row.userId)
          setRow<MembershipRequestRow>(tables.requests, key, { ...row }, undo)
        }
      }),
      delete: step((organizationId, userId) => {
        lock('ended a request to join', organizationId)
        deleteRow(tables.requests, pairKey(organizationId, userId), undo)
      }),
    },

    dismissals: {
      among: step((userId, domainIds) =>
        [...new Set(domainIds)].filter((id) => tables.dismissals.has(pairKey(userId, id))).sort(compareKeys),
      ),
      insert: step((userId, domainId) => {
        locks.write(`noted what ${userId} dismissed`, [['user', userId]])
        setRow(tables.dismissals, pairKey(userId, domainId), { userId, domainId }, undo)
      }),
    },
  }
}
