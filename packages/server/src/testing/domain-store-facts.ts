import type { DomainRow, Transaction } from '@orgkit/core/engine'
import { describe, expect, test } from 'vitest'
import type { Database } from '../database/open-database'
import { createStoreWorld, domainRow, organizationRow } from './store-world'

const at = '2026-01-02T03:04:05.678Z'

export function describeDomainStore(database: Database): void {
  async function createWorld() {
    const world = await createStoreWorld(database)
    await world.within(async (tx) => {
      for (const id of ['org_1', 'org_2']) await tx.organizations.insert(organizationRow(id))
    })
    return {
      ...world,
      /** With the lock of the organization, as a command has it. */
      under: <T>(organizationId: string, work: (tx: Transaction) => Promise<T>) =>
        world.within(async (tx) => {
          await tx.lockOrganization(organizationId)
          return work(tx)
        }),
    }
  }

  const namesOf = (rows: readonly DomainRow[]) => rows.map(({ name }) => name)

  describe('a domain', () => {
    test('comes back as it was written and changed, in its organization and instance alone', async () => {
      const { within, under } = await createWorld()
      const row = domainRow('dom_1', { name: 'xn--bcher-kva.example' })
      await under('org_1', (tx) => tx.domains.insert(row))
      await within(async (tx) => {
        expect(await tx.domains.get('org_1', 'dom_1')).toEqual(row)
        expect(await tx.domains.find('dom_1')).toEqual(row)
        for (const elsewhere of ['org_2', '', '\0'])
          expect(await tx.domains.get(elsewhere, 'dom_1')).toBeNull()
        for (const nothing of ['dom_2', '', '\0', 'DOM_1']) {
          expect(await tx.domains.find(nothing)).toBeNull()
          expect(await tx.domains.get('org_1', nothing)).toBeNull()
        }
      })
      const change = {
        enrollmentMode: 'automatic_suggestion',
        verifiedAt: at,
        version: 2_147_483_647,
        proof: { method: 'email_code', emailAddress: 'ünï😀@acme.test', expiresAt: at, triesLeft: 5 },
        proofVersion: 7,
        pendingRequestCount: 3,
      } as const
      await under('org_1', (tx) => tx.domains.update(row, change))
      expect(await within((tx) => tx.domains.find('dom_1'))).toEqual({ ...row, ...change })
      await under('org_1', (tx) => tx.domains.update(row, { proof: null, verifiedAt: undefined }))
      const changed = { ...row, ...change, proof: null }
      expect(await within((tx) => tx.domains.find('dom_1'))).toEqual(changed)
      await under('org_1', (tx) => tx.domains.update(row, {}))
      await under('org_2', (tx) => tx.domains.update({ ...row, organizationId: 'org_2' }, { version: 1 }))
      expect(await within((tx) => tx.domains.find('dom_1'))).toEqual(changed)

      const other = await createWorld()
      expect(await other.within((tx) => tx.domains.find('dom_1'))).toBeNull()
      expect(await other.within((tx) => tx.domains.get('org_1', 'dom_1'))).toBeNull()
      expect(await other.within((tx) => tx.domains.list('org_1'))).toEqual([])
    })

    test('stands once in an organization, and in the order of names', async () => {
      const { within, under } = await createWorld()
      const names = ['b.test', 'a-b.test', 'ab.test', 'a.test', 'xn--a-0ga.test', '1.test']
      await under('org_1', async (tx) => {
        for (const [index, name] of names.entries())
          await tx.domains.insert(domainRow(`dom_${index}`, { name }))
      })
      await under('org_2', (tx) =>
        tx.domains.insert(domainRow('dom_9', { organizationId: 'org_2', name: 'a.test' })),
      )
      expect(namesOf(await within((tx) => tx.domains.list('org_1')))).toEqual(names.toSorted())
      expect(namesOf(await within((tx) => tx.domains.list('org_2')))).toEqual(['a.test'])
      for (const nothing of ['org_3', '', '\0'])
        expect(await within((tx) => tx.domains.list(nothing))).toEqual([])
      const again = under('org_1', (tx) => tx.domains.insert(domainRow('dom_10', { name: 'a.test' })))
      await expect(again).rejects.toThrow(/domain_by_name|duplicate/)
    })

    test('is written under its organization’s lock alone', async () => {
      const { under } = await createWorld()
      const row = domainRow('dom_1', { organizationId: 'org_2' })
      const writes: ((tx: Transaction) => Promise<unknown>)[] = [
        (tx) => tx.domains.insert(row),
        (tx) => tx.domains.update(row, { version: 2 }),
        (tx) => tx.domains.delete(row),
        (tx) => tx.domains.claim(row),
      ]
      for (const write of writes) await expect(under('org_1', write)).rejects.toThrow(/lock/)
    })
  })

  describe('the name of a verified domain', () => {
    test('is one domain’s of the instance, until that is deleted', async () => {
      const { within, under } = await createWorld()
      const mine = domainRow('dom_1', { name: 'acme.test', verifiedAt: at })
      const theirs = domainRow('dom_2', { organizationId: 'org_2', name: 'acme.test' })
      await under('org_1', async (tx) => {
        expect(await tx.domains.claim(mine)).toBe(true)
        await tx.domains.insert(mine)
      })
      await under('org_2', async (tx) => {
        await tx.domains.insert(theirs)
        expect(await tx.domains.claim(theirs)).toBe(false)
      })
      const verified = (...names: string[]) => within((tx) => tx.domains.listVerified(names))
      expect(await verified('acme.test', 'acme.test', 'globex.test', '\0', '')).toEqual([mine])
      expect(await verified()).toEqual([])

      const other = await createWorld()
      expect(await other.within((tx) => tx.domains.listVerified(['acme.test']))).toEqual([])
      expect(await other.under('org_1', (tx) => tx.domains.claim(mine))).toBe(true)

      // Whoever has not got it gives nothing up.
      await under('org_2', (tx) => tx.domains.delete(theirs))
      expect(await verified('acme.test')).toEqual([mine])
      await under('org_1', (tx) => tx.domains.delete(mine))
      expect(await verified('acme.test')).toEqual([])
      expect(await within((tx) => tx.domains.find('dom_1'))).toBeNull()
      await under('org_2', async (tx) => {
        await tx.domains.insert({ ...theirs, id: 'dom_3' })
        expect(await tx.domains.claim({ ...theirs, id: 'dom_3' })).toBe(true)
      })
      expect(await verified('acme.test')).toEqual([{ ...theirs, id: 'dom_3' }])
    })

    test('goes to one of two that claim it at once, and to the other where the first gives up', async () => {
      const { within, under } = await createWorld()
      const rows = [
        domainRow('dom_1', { name: 'acme.test' }),
        domainRow('dom_2', { organizationId: 'org_2', name: 'acme.test' }),
      ]
      const claims = await Promise.all(
        rows.map((row) => under(row.organizationId, (tx) => tx.domains.claim(row))),
      )
      expect(claims.toSorted()).toEqual([false, true])
      const rolledBack = under('org_1', async (tx) => {
        expect(await tx.domains.claim({ ...rows[0]!, name: 'globex.test' })).toBe(true)
        throw new Error('given up')
      })
      await expect(rolledBack).rejects.toThrow('given up')
      expect(await under('org_2', (tx) => tx.domains.claim({ ...rows[1]!, name: 'globex.test' }))).toBe(true)
      expect(await within((tx) => tx.domains.listVerified(['globex.test']))).toEqual([])
    })
  })
}
