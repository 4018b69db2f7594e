import { addressKey, type Identity, type InstanceSettings, type RoleKey } from '@orgkit/core'
import {
  createEngine,
  type DomainCodeMail,
  type Engine,
  type InvitationMail,
  type OutgoingMail,
} from '@orgkit/core/engine'
import { createDnsRecords, type DnsRecords } from './dns-records'
import { createFaults, type Faults } from './faults'
import { dataUrls, pageImages } from './images'
import { pageMailProviders } from './mail-providers'
import { createMemoryStore, type MemoryStore } from './memory-store'
import { type CheckedOptions, checkSettings, instanceId } from './options'
import { type BrowserStorage, browserStorage } from './persistence'
import { buildSeed, identityOf } from './seed'
import { pageTokens } from './tokens'

/** One embedded backend with its users, shared by all adapters made from it. */
export interface World {
  options: CheckedOptions
  store: MemoryStore
  engine: Engine
  faults: Faults
  storage: BrowserStorage | null
  /** The accounts of the host, by id. */
  identities: Map<string, Identity>
  updateSettings(change: Partial<InstanceSettings>): void
  addMember(organizationId: string, userId: string, roleKey: RoleKey): Promise<void>
  dns: DnsRecords
  /** Invitations that the backend would have mailed to the address by now, the newest first. */
  readMail(address: string): Promise<readonly InvitationMail[]>
  /** Codes that it would have mailed there, and that can still be used, the newest first. */
  readCodes(address: string): Promise<readonly DomainCodeMail[]>
  signUp(user: { id?: string; name: string; email: string; verified?: boolean }): Identity
  reset(): Promise<void>
}

export function createWorld(options: CheckedOptions): World {
  const { instance, seed, clock, persist } = options
  const seeded = buildSeed(seed, instance, clock.now())
  const identities = new Map(seeded.identities.map((identity) => [identity.id, identity]))
  const storage = persist === null ? null : browserStorage(persist, identities)
  const kept = storage?.load()
  for (const identity of kept?.identities ?? []) identities.set(identity.id, identity)
  const store = createMemoryStore({ instance, data: kept?.data ?? seeded.data, persistence: storage })
  const links = { invitation: (_: string, token: string) => options.invitationUrl.replace(':token', token) }
  const tokens = pageTokens
  const dns = createDnsRecords()
  const engine = createEngine({
    store,
    sessionTasks: options.sessionTasks,
    ports: {
      clock,
      tokens,
      links,
      images: pageImages,
      blobs: dataUrls,
      mailProviders: pageMailProviders,
      dns,
    },
  })
  const faults = createFaults()

  async function mailTo(address: string): Promise<OutgoingMail[]> {
    const now = clock.now().toISOString()
    const rows = store
      .data()
      .outbox.toReversed()
      .filter(({ dueAt }) => dueAt <= now)
    const mails = await Promise.all(rows.map((row) => engine.mailOf(instanceId, row)))
    return mails.filter((mail) => mail !== null).filter(({ to }) => addressKey(to) === addressKey(address))
  }

  return {
    options,
    store,
    engine,
    faults,
    storage,
    identities,
    updateSettings(change) {
      const now = store.instance()
      store.setInstance({ ...now, settings: checkSettings({ ...now.settings, ...change }, now.roles) })
    },
    addMember: (organizationId, userId, roleKey) =>
      store.transaction(instanceId, async (tx) => {
        const identity = known(identities, userId)
        await tx.lockInstance('shared')
        await tx.lockUser(userId)
        const organization = await tx.lockOrganization(organizationId)
        if (!organization)
          throw new Error(`embeddedAdapter: addMember was given "${organizationId}", which does not exist.`)
        const { emails, imageUrl = null } = identity
        const user = await tx.users.upsert({ id: userId, name: identity.name, emails, imageUrl })
        const joinedAt = clock.now().toISOString()
        await tx.memberships.insert({ organizationId, userId, roleKey, joinedAt, lastActiveAt: null })
        await tx.users.update(userId, { organizationCount: user.organizationCount + 1 })
        await tx.organizations.update(organizationId, { memberCount: organization.memberCount + 1 })
      }),
    dns,
    readMail: async (address) =>
      (await mailTo(address)).filter((mail): mail is InvitationMail => mail.kind === 'invitation'),
    readCodes: async (address) =>
      (await mailTo(address)).filter((mail): mail is DomainCodeMail => mail.kind === 'domain_code'),
    signUp({ id, name, email, verified = true }) {
      if (id !== undefined && identities.has(id)) {
        throw new Error(
          `embeddedAdapter: signUp was given the id "${id}", which somebody has. Leave it out, or give another.`,
        )
      }
      let number = identities.size + 1
      while (identities.has(`user_${number}`)) number++
      const identity = identityOf({
        id: id ?? `user_${number}`,
        name,
        emails: [{ address: email, verified }],
      })
      identities.set(identity.id, identity)
      return identity
    },
    async reset() {
      const fresh = buildSeed(seed, instance, clock.now())
      identities.clear()
      for (const identity of fresh.identities) identities.set(identity.id, identity)
      faults.clear()
      dns.clear()
      store.setInstance(instance)
      await store.replace(fresh.data)
    },
  }
}

export function known(identities: ReadonlyMap<string, Identity>, userId: string): Identity {
  const identity = identities.get(userId)
  if (identity) return identity
  throw new Error(
    `embeddedAdapter: there is no user "${userId}", so nobody could be signed in or added. Add the user to \`seed.users\`, ` +
      'or call `controls.signUp` first.',
  )
}
