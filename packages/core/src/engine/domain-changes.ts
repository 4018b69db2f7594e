import type { DomainOutput } from '../contract/app'
import { OrgkitError, orThrow } from '../errors'
import type { Domain, EnrollmentMode } from '../model/domain'
import type { OrgkitEvent } from '../model/event'
import type { Page, PageInput } from '../model/page'
import { compareKeys } from '../name-key'
import {
  checkAddDomain,
  checkDomainName,
  checkDomainsOn,
  checkEnrollmentMode,
  defaultEnrollmentMode,
  normalizeDomainName,
} from '../rules/domain'
import { ofDomain } from './audit'
import { checkedPage, decodeListCursor, encodeListCursor } from './cursor'
import { declineByDomain } from './decline-requests'
import { viewDomain } from './domain-view'
import { createId } from './id'
import { pageOf } from './page'
import { checkVersion } from './role-changes'
import { found, type Scene } from './scene'
import type { DomainRow, OrganizationRow, Transaction } from './store'

/* What happens to an organization's domains, from both doors, under its lock. */

/** A page of an organization's domains, by name. There are at most ten. */
export async function domainPage(
  scene: Pick<Scene, 'tx' | 'instance' | 'ports'>,
  organizationId: string,
  input: PageInput,
): Promise<Page<Domain>> {
  orThrow(checkDomainsOn(scene.instance.settings))
  const { limit, offset } = checkedPage(input)
  const after = input.cursor === undefined ? null : decodeListCursor('domains', input.cursor)
  const all = await scene.tx.domains.list(organizationId)
  const rows = after === null ? all.slice(offset) : all.filter(({ name }) => compareKeys(name, after) > 0)
  return pageOf<DomainRow, Domain>({
    limit,
    list: (most) => rows.slice(0, most),
    cursorOf: ({ name }) => encodeListCursor('domains', name),
    async view(shown) {
      const items: Domain[] = []
      for (const row of shown) items.push(await viewDomain(scene, row))
      return items
    },
    count: () => all.length,
  })
}

export interface DomainWish {
  name: string
  enrollmentMode?: EnrollmentMode
  /** The app vouches for it. @default false */
  verified?: boolean
}

/**
 * Adds a domain. Whether another organization has it is told only of one that is verified by this: whoever adds it otherwise has
 * shown nothing yet.
 */
export async function makeDomain(
  scene: Scene,
  organization: OrganizationRow,
  wish: DomainWish,
): Promise<DomainOutput> {
  const { tx, instance, now, ports, tell } = scene
  orThrow(checkDomainsOn(instance.settings))
  const name = normalizeDomainName(wish.name)
  orThrow(checkDomainName(name))
  const { enrollmentMode = defaultEnrollmentMode(instance.settings), verified = false } = wish
  orThrow(checkEnrollmentMode(enrollmentMode, instance.settings))
  const names = (await tx.domains.list(organization.id)).map((domain) => domain.name)
  orThrow(checkAddDomain({ name, names, isPublic: ports.mailProviders.isPublic(name) }))

  const at = now.toISOString()
  const row: DomainRow = {
    id: createId('dom', now),
    organizationId: organization.id,
    name,
    enrollmentMode,
    verifiedAt: verified ? at : null,
    createdAt: at,
    version: 1,
    proof: null,
    proofVersion: 0,
    pendingRequestCount: 0,
  }
  if (verified) await claim(tx, row, 'name')
  await tx.domains.insert(row)
  const domain = await viewDomain(scene, row)
  const event = await tell(
    { type: 'domain.created', organizationId: organization.id, domain },
    ofDomain(row, { after: { enrollmentMode, status: domain.status } }),
  )
  return { domain, events: [event] }
}

/** Throws `domain_taken` where a verified domain of another organization has the name. Two at once: one gets it. */
export async function claim(tx: Transaction, row: DomainRow, field?: string): Promise<void> {
  if (await tx.domains.claim(row)) return
  throw new OrgkitError({ code: 'domain_taken', ...(field !== undefined && { field }) })
}

export interface DomainChange {
  enrollmentMode: EnrollmentMode
  declineRequests?: boolean
  version?: number
}

/** Whether users' requests end by the change: those are told, and the instance is held alone for it. */
export function endsRequests({ declineRequests }: Pick<DomainChange, 'declineRequests'>): boolean {
  return declineRequests === true
}

/** What is the same already is no change, also where the instance allows it no more. */
export async function changeDomain(
  scene: Scene,
  organization: OrganizationRow,
  domainId: string,
  { enrollmentMode, declineRequests = false, version }: DomainChange,
): Promise<DomainOutput> {
  const { tx, instance, tell } = scene
  const before = await findDomain(scene, organization, domainId)
  checkVersion(version, before.version)
  const isChanged = enrollmentMode !== before.enrollmentMode
  if (isChanged) orThrow(checkEnrollmentMode(enrollmentMode, instance.settings))
  const { domain: row, events } = declineRequests
    ? await declineByDomain(scene, organization, before)
    : { domain: before, events: [] }
  if (!isChanged) return { domain: await viewDomain(scene, row), events }

  const changed = { ...row, enrollmentMode, version: row.version + 1 }
  await tx.domains.update(row, { enrollmentMode, version: changed.version })
  const domain = await viewDomain(scene, changed)
  const event = await tell(
    { type: 'domain.updated', organizationId: organization.id, domain },
    ofDomain(row, { before: { enrollmentMode: row.enrollmentMode }, after: { enrollmentMode } }),
  )
  return { domain, events: [...events, event] }
}

/** The requests that it brought are declined. Its name is free for others from then on. */
export async function endDomain(
  scene: Scene,
  organization: OrganizationRow,
  domainId: string,
): Promise<{ events: OrgkitEvent[] }> {
  const { tx, tell } = scene
  const before = await findDomain(scene, organization, domainId)
  const { domain: row, events } = await declineByDomain(scene, organization, before, {
    isDomainLeaving: true,
  })
  await tx.domains.delete(row)
  const domain = await viewDomain(scene, row)
  const event = await tell(
    { type: 'domain.deleted', organizationId: organization.id, domain },
    ofDomain(row, { before: { enrollmentMode: row.enrollmentMode, status: domain.status } }),
  )
  return { events: [...events, event] }
}

/** Throws `domains_disabled`, or `not_found`, for another organization's as well. */
export async function findDomain(
  { tx, instance }: Pick<Scene, 'tx' | 'instance'>,
  { id }: OrganizationRow,
  domainId: string,
): Promise<DomainRow> {
  orThrow(checkDomainsOn(instance.settings))
  return found(await tx.domains.get(id, domainId), 'domainId')
}
