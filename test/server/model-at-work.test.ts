import { proveModel } from './model/prove'

proveModel('an organization at work', {
  isDeep: true,
  offset: 0,
  /** Two administrators and a member in each instance, who can do something from the beginning on. */
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
    }
  },
})
