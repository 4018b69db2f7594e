import { addressKey, nameKey, searchKey } from '@orgkit/core'
import type { DatabaseRows } from './database-rows'

/** Where what the database keeps twice is not the same twice. */
export function brokenCopies(raw: DatabaseRows): string[] {
  const broken: string[] = []
  const compare = (what: string, left: unknown, right: unknown) => {
    if (left !== right) broken.push(`${what}: ${JSON.stringify(left)} is not ${JSON.stringify(right)}`)
  }
  const pair = (row: { organization_id: string; user_id: string }) => `${row.organization_id} ${row.user_id}`
  const byUser = new Map(raw.user_organization.map((row) => [pair(row), row]))
  const users = new Map(raw.app_user.map((row) => [row.id, row]))
  const organizations = new Map(raw.organization.map((row) => [row.id, row]))
  compare('memberships by organization and by user', raw.membership.length, byUser.size)

  for (const row of raw.membership) {
    const at = `the membership ${pair(row)}`
    const copy = byUser.get(pair(row))
    const user = users.get(row.user_id)
    const organization = organizations.get(row.organization_id)
    compare(`role of ${at}`, row.role_key, copy?.role_key)
    compare(`joined_at of ${at}`, row.joined_at, copy?.joined_at)
    compare(`recent_at of ${at}`, copy?.recent_at, copy?.last_active_at ?? copy?.joined_at)
    compare(`user_name_key of ${at}`, row.user_name_key, user?.name_key)
    compare(`user_search_key of ${at}`, row.user_search_key, user?.search_key)
    compare(`organization_name_key of ${at}`, copy?.organization_name_key, organization?.name_key)
    compare(`organization_search_key of ${at}`, copy?.organization_search_key, organization?.search_key)
  }
  for (const { id, name, name_key, search_key, emails, event_seq } of raw.app_user) {
    compare(`name_key of ${id}`, name_key, nameKey(name))
    compare(`search_key of ${id}`, search_key, searchKey(name, ...emails.map(({ address }) => address)))
    const kept = raw.user_address
      .filter(({ user_id }) => user_id === id)
      .map(({ address_key }) => address_key)
    const had = new Set(emails.map(({ address }) => addressKey(address)))
    compare(`addresses of ${id}`, kept.sort().join(), [...had].sort().join())
    compare(`event_seq of ${id}`, event_seq, raw.user_event.filter(({ user_id }) => user_id === id).length)
  }
  for (const { user_id } of raw.user_address) compare(`${user_id} is there`, users.has(user_id), true)
  const claims = new Map(raw.domain_claim.map((row) => [row.name, row.domain_id]))
  const verified = raw.domain.filter((row) => row.verified_at !== null)
  compare('verified domains and their claims', claims.size, verified.length)
  for (const { id, name } of verified) compare(`claim of ${name}`, claims.get(name), id)
  for (const { id, name, slug, name_key, search_key, event_seq } of raw.organization) {
    compare(`name_key of ${id}`, name_key, nameKey(name))
    compare(`search_key of ${id}`, search_key, searchKey(name, slug))
    const count = raw.event.filter(({ organization_id }) => organization_id === id).length
    compare(`event_seq of ${id}`, event_seq, count)
  }
  return broken
}
