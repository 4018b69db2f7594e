import type { AppInput, AppOperationName } from '@orgkit/core/contract/app'
import type { Call } from './model/calls'
import { proveModel } from './model/prove'
import type { Model } from './model/world'

proveModel('an organization at work', {
  isDeep: true,
  offset: 0,
  /**
   * Two administrators and a member in each instance, who can do something from the beginning on, and a domain that suggests them to
   * the others. In the first one a proof of another domain has one try left.
   */
  async prepare({ perform, instanceIds }) {
    for (const instanceId of instanceIds) {
      for (const letter of ['a', 'b', 'c']) {
        const emails = [{ address: `${letter}@model.test`, verified: true }]
        const input = { userId: `user_${letter}`, name: `User ${letter.toUpperCase()}`, emails }
        await perform({ kind: 'backend', instanceId, name: 'upsertUser', input })
      }
      const { answer } = await perform({
        kind: 'backend',
        instanceId,
        name: 'createOrganization',
        input: { name: 'Acme', userId: 'user_a' },
      })
      const organizationId = (answer as { organization: { id: string } }).organization.id
      const people = { user_b: 'org:admin', user_c: 'org:member' }
      for (const [userId, roleKey] of Object.entries(people)) {
        const input = { organizationId, userId, roleKey }
        await perform({ kind: 'backend', instanceId, name: 'addMember', input })
      }
      const domain = {
        organizationId,
        name: 'model.test',
        enrollmentMode: 'automatic_suggestion',
        verified: true,
      } as const
      await perform({ kind: 'backend', instanceId, name: 'addDomain', input: domain })
      if (instanceId === instanceIds[0]) await tryCodes(perform, { instanceId, organizationId })
    }
  },
})

/** Five tries are a lot for chance to come by. */
async function tryCodes(
  perform: Model['perform'],
  { instanceId, organizationId }: { instanceId: string; organizationId: string },
): Promise<void> {
  const identity = { id: 'user_a', name: 'User A', emails: [{ address: 'a@model.test', verified: true }] }
  const ask = <Name extends AppOperationName>(name: Name, input: AppInput<Name>) =>
    perform({ kind: 'app', instanceId, name, identity, input } as Call)
  const { answer } = await ask('addDomain', { organizationId, name: 'corp.test' })
  const domainId = (answer as { domain: { id: string } } | undefined)?.domain.id
  // Where they may have none.
  if (domainId === undefined) return
  const method = 'email_code'
  await ask('startDomainVerification', { organizationId, domainId, method, emailAddress: 'it@corp.test' })
  for (let count = 0; count < 4; count++)
    await ask('finishDomainVerification', { organizationId, domainId, method, code: 'wrong' })
}
