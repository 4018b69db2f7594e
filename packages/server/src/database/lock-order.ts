import { compareKeys } from '@orgkit/core'

/**
 * Watches over the order that the `Store` port asks for: the instance, then users ascending, then organizations ascending, before
 * the first write. A wrong order passes every light test and deadlocks in a crowd, so it throws at once.
 */
export class LockOrder {
  private instance: 'shared' | 'exclusive' | null = null
  private readonly users: string[] = []
  private readonly organizations: string[] = []
  private isWritten = false

  /** `false`: it is held already. */
  lockInstance(mode: 'shared' | 'exclusive'): boolean {
    if (this.instance === mode || this.instance === 'exclusive') return false
    // Two that share it and then both want it alone would wait for each other.
    if (this.instance === 'shared') fail('the instance was locked exclusively after it was shared')
    if (this.users.length > 0 || this.organizations.length > 0)
      fail('the instance was locked after a user or an organization')
    if (this.isWritten) fail('the instance was locked after a write')
    this.instance = mode
    return true
  }

  /** `false`: it is held already. */
  lockUser(id: string): boolean {
    if (this.users.includes(id)) return false
    if (this.organizations.length > 0) fail(`user ${id} was locked after an organization`)
    return this.lock('user', this.users, id)
  }

  /** `false`: it is held already. */
  lockOrganization(id: string): boolean {
    return !this.organizations.includes(id) && this.lock('organization', this.organizations, id)
  }

  /** A new organization: nobody else can wait for it. */
  addOrganization(id: string): void {
    this.write()
    this.organizations.push(id)
  }

  write(): void {
    this.isWritten = true
  }

  /** Throws unless the owner of a stream or a counter is locked, or the whole instance exclusively. */
  needs(kind: 'user' | 'organization', id: string): void {
    const ids = kind === 'user' ? this.users : this.organizations
    if (this.instance !== 'exclusive' && !ids.includes(id)) fail(`${kind} ${id} was changed without its lock`)
  }

  /** Throws unless one of them is locked, or the whole instance exclusively. */
  needsOne(userId: string, organizationId: string): void {
    if (!this.users.includes(userId)) this.needs('organization', organizationId)
  }

  /** Throws unless the instance is locked exclusively. */
  needsInstance(): void {
    if (this.instance !== 'exclusive') fail('the instance was changed without its exclusive lock')
  }

  private lock(kind: string, ids: string[], id: string): true {
    const last = ids.at(-1)
    if (last !== undefined && compareKeys(id, last) < 0) fail(`${kind} ${id} was locked after ${last}`)
    if (this.isWritten) fail(`${kind} ${id} was locked after a write`)
    ids.push(id)
    return true
  }
}

function fail(what: string): never {
  throw new Error(
    `orgkit: ${what}. Locks are taken users first, then organizations, each ascending by id, before the first write, and the ` +
      'instance before all of them; another order deadlocks. See the Store port in @orgkit/core/engine.',
  )
}
