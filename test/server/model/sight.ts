import {
  defaultAdminRole,
  type Identity,
  type LimitOverride,
  type Permission,
  systemPermissions,
} from '@orgkit/core'
import type { OrganizationRow } from '@orgkit/core/engine'
import { type Draw, given } from './draw'
import type { ModelRows } from './rows'

/** What a sequence has come across, gone or not: links, cursors, organizations. */
export interface Trail {
  tokens: string[]
  cursors: string[]
  organizationIds: string[]
  invitationIds: string[]
  /** Of mails that prove a domain. */
  codes: string[]
  /** Who listens, and from where. */
  listeners: { userId: string; cursor: string }[]
}

/** Few, so that they meet again and again. Each has one address, verified, unless the host says otherwise. */
export const userIds = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `user_${letter}`)
const addressOf = (userId: string) => `${userId.at(-1)}@model.test`
const sharedAddress = 'shared@model.test'
const addresses = [...userIds.map(addressOf), sharedAddress, 'guest@model.test', 'other.guest@model.test']
const names = ['Acme', 'Beta', 'acme', ' Ünïted  Söhne ', '東京', '<b>B</b> & "C"']
const badNames = ['', ' \u200b', 'x'.repeat(101), 'a\u0000b']
const slugs = ['acme', 'beta', 'acme-hq', 'gamma', 'ACME ']
const badSlugs = ['', 'x', 'a b', '-a', 'y'.repeat(49)]
const limits: LimitOverride[] = [3, 2, 1, 4, 5, null, 'instance']
const badLimits: LimitOverride[] = [-1, 1.5, 6, 3_000_000_000]
export const customPermissions: Permission[] = ['org:notes:read', 'org:notes:write', 'org:bills:pay']

const domainNames = ['model.test', 'corp.test', 'second.test', 'Model.test ']
const badDomainNames = [
  '',
  'gmail.com',
  'localhost',
  'a@model.test',
  `${'x'.repeat(300)}.test`,
  'mail.gmail.com',
]

/** What a step may choose from: the world as it is before it, with what is wrong, foreign or gone now and then. */
export class Sight {
  constructor(
    readonly draw: Draw,
    /** Of the instance that is asked. */
    readonly rows: ModelRows,
    /** Of the one beside it. */
    readonly other: ModelRows,
    readonly trail: Trail,
  ) {}

  organizationId(): string {
    const own = this.rows.organizations.map(({ id }) => id)
    if (own.length > 0 && !this.draw.oneIn(16)) return this.draw.of(own)
    const foreign = this.other.organizations.map(({ id }) => id)
    return this.draw.of(['org_none', ...this.trail.organizationIds, ...foreign, 'org_\u0000'])
  }

  organization(id: string): OrganizationRow | undefined {
    return this.rows.organizations.find((row) => row.id === id)
  }

  /** Most often somebody who may do things there. */
  actor(organizationId: string): Identity | null {
    const choice = this.draw.number(12)
    if (choice === 11) return null
    const managers = this.managersOf(organizationId)
    const members = this.memberIds(organizationId)
    if (choice < 7 && managers.length > 0) return this.identity(this.draw.of(managers))
    if (choice < 9 && members.length > 0) return this.identity(this.draw.of(members))
    return this.identity(this.draw.of(userIds))
  }

  /** Most often a member. */
  userId(organizationId: string): string {
    const members = this.memberIds(organizationId)
    const choice = this.draw.number(10)
    if (choice < 6 && members.length > 0) return this.draw.of(members)
    return choice === 9 ? this.draw.of(['user_none', 'user_\u0000', '']) : this.draw.of(userIds)
  }

  memberIds(organizationId: string): string[] {
    return this.rows.memberships
      .filter((row) => row.organizationId === organizationId)
      .map(({ userId }) => userId)
  }

  private managersOf(organizationId: string): string[] {
    const roles = new Map(this.roles(organizationId).map((role) => [role.key, role.permissions]))
    return this.rows.memberships
      .filter((row) => row.organizationId === organizationId)
      .filter(({ roleKey }) => roles.get(roleKey)?.includes('org:sys_memberships:manage'))
      .map(({ userId }) => userId)
  }

  /** Whom the host says it is: now and then with another name or other addresses than before. */
  identity(id: string): Identity {
    const own = { address: addressOf(id), verified: true }
    const name = `User ${id.at(-1)?.toUpperCase()}`
    switch (this.draw.number(16)) {
      case 13:
        return { id, name, emails: [{ ...own, verified: false }] }
      case 14:
        return { id, name: `Other ${name}`, emails: [own, { address: sharedAddress, verified: true }] }
      case 15:
        return { id, name, emails: [], imageUrl: 'https://model.test/face.png' }
      default:
        return { id, name, emails: [own] }
    }
  }

  emailAddress(): string {
    if (this.draw.oneIn(20)) return this.draw.of(['', 'nonsense', `${'x'.repeat(400)}@model.test`])
    const address = this.draw.of(addresses)
    return this.draw.oneIn(6) ? ` ${address.toUpperCase()}` : address
  }

  /** The instance's roles, and the organization's own. */
  private roles(organizationId: string) {
    return [
      ...this.rows.instance.roles,
      ...this.rows.roles.filter((row) => row.organizationId === organizationId),
    ]
  }

  roleKey(organizationId: string): string {
    if (this.draw.oneIn(12)) return this.draw.of(['org:none', ...this.rows.roles.map(({ key }) => key), ''])
    return this.draw.of(this.roles(organizationId)).key
  }

  instanceRoleKey(): string {
    if (this.draw.oneIn(12)) return this.draw.of(['org:none', ...this.rows.roles.map(({ key }) => key)])
    return this.draw.of(this.rows.instance.roles).key
  }

  /** Of those that the instance did not begin with, where there are any. */
  customRoleKey(): string {
    const custom = this.rows.instance.roles.slice(2).map(({ key }) => key)
    return custom.length > 0 && !this.draw.oneIn(6) ? this.draw.of(custom) : this.instanceRoleKey()
  }

  ownRoleKey(organizationId: string): string {
    const own = this.rows.roles.filter((row) => row.organizationId === organizationId).map(({ key }) => key)
    return own.length > 0 && !this.draw.oneIn(10) ? this.draw.of(own) : this.roleKey(organizationId)
  }

  permissions(): Permission[] {
    const known = this.rows.instance.permissions.map(({ key }) => key)
    switch (this.draw.number(8)) {
      case 0:
        return ['org:sys_memberships:read']
      case 1:
      case 2:
        return ['org:sys_memberships:manage', 'org:sys_memberships:read', ...known]
      case 3:
        return [...defaultAdminRole.permissions]
      case 4:
        return ['org:sys_memberships:manage', 'org:sys_memberships:read', 'org:sys_profile:delete']
      case 5:
        return []
      default:
        return this.draw.some([...systemPermissions, ...customPermissions], 4)
    }
  }

  name(): string {
    return this.draw.oneIn(14) ? this.draw.of(badNames) : this.draw.of(names)
  }

  slug(): string {
    if (this.draw.oneIn(12)) return this.draw.of(badSlugs)
    return this.draw.of([...slugs, ...this.rows.slugs.map(({ slug }) => slug)])
  }

  limit(): LimitOverride {
    return this.draw.oneIn(12) ? this.draw.of(badLimits) : this.draw.of(limits)
  }

  instanceLimit(): number | null {
    const limit = this.limit()
    return limit === 'instance' ? 7 : limit
  }

  invitationId(organizationId: string | null): string {
    const own = this.rows.invitations.filter((row) => row.organizationId === organizationId)
    const pending = own.filter(({ status }) => status === 'pending').map(({ id }) => id)
    if (pending.length > 0 && !this.draw.oneIn(5)) return this.draw.of(pending)
    const foreign = this.other.invitations.map(({ id }) => id)
    const any = this.rows.invitations.map(({ id }) => id)
    return this.draw.of(['inv_none', ...own.map(({ id }) => id), ...any, ...foreign])
  }

  token(): string {
    const { tokens } = this.trail
    return tokens.length > 0 && !this.draw.oneIn(10)
      ? this.draw.of(tokens.slice(-8))
      : 'inv_none.1.m.nonsense'
  }

  domainName(): string {
    return this.draw.oneIn(5) ? this.draw.of(badDomainNames) : this.draw.of(domainNames)
  }

  domain(id: string) {
    return this.rows.domains.find((row) => row.id === id)
  }

  domainId(organizationId: string): string {
    const own = this.rows.domains.filter((row) => row.organizationId === organizationId).map(({ id }) => id)
    if (own.length > 0 && !this.draw.oneIn(8)) return this.draw.of(own)
    const foreign = [...this.rows.domains, ...this.other.domains].map(({ id }) => id)
    return this.draw.of(['dom_none', 'dom_\u0000', ...foreign])
  }

  /** Of any domain: whether it suggests something is the engine's to say. */
  suggestionId(): string {
    const any = this.rows.domains.map(({ id }) => id)
    return any.length > 0 && !this.draw.oneIn(10) ? this.draw.of(any) : this.domainId('org_none')
  }

  requesterId(organizationId: string): string {
    const asking = this.rows.requests
      .filter((row) => row.organizationId === organizationId)
      .map(({ userId }) => userId)
    return asking.length > 0 && !this.draw.oneIn(6) ? this.draw.of(asking) : this.userId(organizationId)
  }

  code(): string {
    const { codes } = this.trail
    return codes.length > 0 && !this.draw.oneIn(4)
      ? this.draw.of(codes.slice(-3))
      : this.draw.of(['000000', '', 'x'])
  }

  version(version: number | undefined): number | undefined {
    return this.draw.of([undefined, undefined, version, 1])
  }

  page() {
    const { draw, trail } = this
    if (!draw.oneIn(2)) return {}
    return given({
      limit: draw.of([1, 2, 100, undefined, 0, 101]),
      offset: draw.of([undefined, undefined, 1, -1]),
      cursor: draw.of([undefined, undefined, ...trail.cursors.slice(-3), 'nonsense']),
    })
  }
}
