import type { Identity } from '@orgkit/core'
import { type Database, type OrgkitServer, seedMember } from '@orgkit/server'
import type { Accounts } from './accounts'

export const samplePassword = 'orgkit-demo'

export const samples = [
  { name: 'Ada Lovelace', email: 'ada@acme.test', about: 'administrator of Acme' },
  { name: 'Grace Hopper', email: 'grace@acme.test', about: 'member of Acme, reads only' },
  { name: 'Linus Pauling', email: 'linus@solo.test', about: 'no organization yet' },
] as const

const acme = { name: 'Acme', slug: 'acme' }

export interface SamplesOptions {
  accounts: Accounts
  orgkit: OrgkitServer
  database: Database
  instanceId: string
}

/** Puts the sample accounts and their organization there; what is there already is left as it is. */
export async function seedSamples({ accounts, orgkit, database, instanceId }: SamplesOptions): Promise<void> {
  const identities: Identity[] = []
  for (const sample of samples) identities.push(await account(accounts, sample))
  const [ada, grace] = identities
  if (!ada || !grace) return
  // The key makes every later start the same creation.
  const caller = { instanceId, identity: ada }
  const { organization } = await orgkit.engine.execute('createOrganization', caller, acme, {
    idempotencyKey: 'sample-acme',
  })
  // Known to orgkit from their first request on; this is Grace's.
  await orgkit.engine.execute('getSession', { instanceId, identity: grace }, {})
  const member = { instanceId, organizationId: organization.id, userId: grace.id, roleKey: 'org:member' }
  await seedMember(database, member)
}

async function account(
  accounts: Accounts,
  { name, email }: { name: string; email: string },
): Promise<Identity> {
  const { internalAdapter, password } = await accounts.$context
  const found = await internalAdapter.findUserByEmail(email)
  const user =
    found?.user ??
    (await internalAdapter.createUser({ name, email, emailVerified: true }, { method: 'email-password' }))
  if (!found) {
    const hash = await password.hash(samplePassword)
    await internalAdapter.linkAccount({
      userId: user.id,
      accountId: user.id,
      providerId: 'credential',
      password: hash,
    })
  }
  return { id: user.id, name, emails: [{ address: email, verified: true }] }
}
