import { compareKeys, nameKey } from '@orgkit/core'
import type { AdministrationOfferRow, OrganizationRoleRow, Transaction } from '@orgkit/core/engine'
import { definedOf, existing, type MemoryScope, pageOf } from './memory-scope'
import { deleteRow, pairKey, setRow, type SlugRow } from './memory-tables'

/** Organizations with what is theirs: slugs, roles of their own, hand-overs. */
export function organizationTables({
  tables,
  order,
  undo,
  locks,
  step,
}: MemoryScope): Pick<Transaction, 'organizations' | 'slugs' | 'roles' | 'administrationOffers'> {
  const lock = (what: string, organizationId: string) =>
    locks.write(`${what} the organization ${organizationId}`, [['organization', organizationId]])

  /** Whether that organization could not claim the slug. */
  const isTaken = (slug: string, organizationId: string | null, freeBefore: string) => {
    const row = tables.slugs.get(slug)
    if (!row || row.organizationId === organizationId) return false
    return row.releasedAt === null || row.releasedAt > freeBefore
  }

  const rolesOf = (organizationId: string) =>
    [...tables.roles.values()].filter((row) => row.organizationId === organizationId)

  const concerns = (row: AdministrationOfferRow, organizationId: string, userId: string) =>
    row.organizationId === organizationId && (row.fromUserId === userId || row.toUserId === userId)

  return {
    organizations: {
      get: step((id) => tables.organizations.get(id) ?? null),
      getBySlug: step(
        (slug) => tables.organizations.get(tables.slugs.get(slug)?.organizationId ?? '') ?? null,
      ),
      insert: step((row) => {
        locks.write(`inserted the organization ${row.id}`, [])
        locks.own('organization', row.id)
        if (tables.organizations.has(row.id))
          throw new Error(`memory store: the organization ${row.id} exists already.`)
        setRow(tables.organizations, row.id, { ...row }, undo)
      }),
      update: step((id, change) => {
        lock('changed', id)
        const row = existing(tables.organizations, id, 'organization')
        setRow(tables.organizations, id, { ...row, ...definedOf(change) }, undo)
        order.forgetAll()
      }),
      delete: step((id) => {
        lock('deleted', id)
        for (const row of tables.invitations.values())
          if (row.organizationId === id) deleteRow(tables.invitations, row.id, undo)
        for (const { key } of rolesOf(id)) deleteRow(tables.roles, key, undo)
        for (const [key, row] of tables.administrationOffers)
          if (row.organizationId === id) deleteRow(tables.administrationOffers, key, undo)
        for (const [key, row] of tables.requests)
          if (row.organizationId === id) deleteRow(tables.requests, key, undo)
        for (const domain of [...tables.domains.values()]) {
          if (domain.organizationId !== id) continue
          deleteRow(tables.domains, domain.id, undo)
          if (tables.domainClaims.get(domain.name) === domain.id)
            deleteRow(tables.domainClaims, domain.name, undo)
          for (const [key, { domainId }] of tables.dismissals)
            if (domainId === domain.id) deleteRow(tables.dismissals, key, undo)
        }
        deleteRow(tables.organizations, id, undo)
      }),
      list: step(({ limit, offset, after }) =>
        pageOf(
          [...tables.organizations.values()].sort((left, right) => compareKeys(right.id, left.id)),
          { limit, offset, isBehind: after === null ? null : ({ id }) => compareKeys(id, after) < 0 },
        ),
      ),
      count: step(() => tables.organizations.size),
    },

    slugs: {
      claim: step((slug, organizationId, freeBefore) => {
        locks.write(`claimed the slug ${slug}`, [])
        if (isTaken(slug, organizationId, freeBefore)) return false
        setRow<SlugRow>(tables.slugs, slug, { slug, organizationId, releasedAt: null }, undo)
        return true
      }),
      retire: step((slug, at) => {
        locks.write(`retired the slug ${slug}`, [])
        const row = tables.slugs.get(slug)
        if (row) setRow<SlugRow>(tables.slugs, slug, { ...row, releasedAt: at }, undo)
      }),
      release: step((slug) => {
        locks.write(`released the slug ${slug}`, [])
        deleteRow(tables.slugs, slug, undo)
      }),
      taken: step((slugs, organizationId, freeBefore) =>
        slugs.filter((slug) => isTaken(slug, organizationId, freeBefore)),
      ),
    },

    roles: {
      list: step((organizationId) =>
        rolesOf(organizationId).sort(
          (left, right) =>
            compareKeys(nameKey(left.name), nameKey(right.name)) || compareKeys(left.key, right.key),
        ),
      ),
      find: step((keys) =>
        [...new Set(keys)].sort(compareKeys).flatMap((key) => tables.roles.get(key) ?? []),
      ),
      insert: step((row) => {
        lock('gave a role to', row.organizationId)
        if (tables.roles.has(row.key)) throw new Error(`memory store: the role ${row.key} exists already.`)
        setRow(tables.roles, row.key, { ...row, permissions: [...row.permissions] }, undo)
      }),
      update: step(({ organizationId, key }, change) => {
        lock('changed a role of', organizationId)
        const row = tables.roles.get(key)
        if (row?.organizationId !== organizationId) return
        setRow<OrganizationRoleRow>(tables.roles, key, { ...row, ...definedOf(change) }, undo)
      }),
      delete: step(({ organizationId, key }) => {
        lock('took a role from', organizationId)
        if (tables.roles.get(key)?.organizationId === organizationId) deleteRow(tables.roles, key, undo)
      }),
      forgetPermission: step((permission) => {
        locks.writeInstance(`took the permission ${permission} from all roles`)
        for (const row of tables.roles.values()) {
          if (!row.permissions.includes(permission)) continue
          const permissions = row.permissions.filter((each) => each !== permission)
          const left = { ...row, permissions, version: row.version + 1 }
          setRow<OrganizationRoleRow>(tables.roles, row.key, left, undo)
        }
      }),
    },

    administrationOffers: {
      get: step(
        (organizationId, fromUserId) =>
          tables.administrationOffers.get(pairKey(organizationId, fromUserId)) ?? null,
      ),
      listByUser: step((organizationId, userId) =>
        [...tables.administrationOffers.values()]
          .filter((row) => concerns(row, organizationId, userId))
          .sort((left, right) => compareKeys(left.fromUserId, right.fromUserId)),
      ),
      put: step((row) => {
        lock('offered the administration of', row.organizationId)
        setRow(tables.administrationOffers, pairKey(row.organizationId, row.fromUserId), { ...row }, undo)
      }),
      delete: step((organizationId, fromUserId) => {
        lock('ended an offer in', organizationId)
        deleteRow(tables.administrationOffers, pairKey(organizationId, fromUserId), undo)
      }),
      deleteByUser: step((organizationId, userId) => {
        lock('ended the offers of a member of', organizationId)
        for (const [key, row] of tables.administrationOffers)
          if (concerns(row, organizationId, userId)) deleteRow(tables.administrationOffers, key, undo)
      }),
    },
  }
}
