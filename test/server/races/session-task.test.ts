import { expect, test } from 'vitest'
import type { ModelRows } from '../model/rows'
import { describeRaces, rounds, together } from './race-world'

const member = 'org:member'

describeRaces('session tasks', (world) => {
  test('terms are accepted while they change: what was read is kept, or refused, and the new ones are open', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, backend, rows } = await world({ terms: { version: '1', url: null } })
      await backend('upsertUser', { userId: 'linus', name: 'linus', emails: [] })
      const outcomes = await together(
        as('linus')('completeSessionTask', { taskKey: 'accept-terms', termsVersion: '1' }),
        backend('updateSettings', { terms: { version: '2', url: null } }),
      )
      const { acceptedTermsVersion } = (await rows()).users.find(({ id }) => id === 'linus')!
      expect([
        [['done', 'done'], '1'],
        [['conflict', 'done'], null],
      ]).toContainEqual([outcomes, acceptedTermsVersion])
      const { session } = await as('linus')('getSession', {})
      expect(session?.tasks).toMatchObject([{ key: 'accept-terms', terms: { version: '2' } }])
    }
  })

  test('terms are accepted in two tabs at once: it is told once', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, rows } = await world({ terms: { version: '1', url: null } })
      const accept = () => as('linus')('completeSessionTask', { taskKey: 'accept-terms', termsVersion: '1' })
      expect(await together(accept(), accept())).toEqual(['done', 'done'])
      expect(toldTo('linus', await rows())).toEqual(['session_task.completed'])
    }
  })

  test('somebody leaves their last organization while they are added to another: in the end nothing is open', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, backend, createOrganization, rows } = await world({ personalAccounts: false })
      const organizationId = await createOrganization({ ada: 'org:admin', linus: member })
      const other = await createOrganization({ bea: 'org:admin' })
      const outcomes = await together(
        as('linus')('leaveOrganization', { organizationId }),
        backend('addMember', { organizationId: other, userId: 'linus' }),
      )
      expect(outcomes).toEqual(['done', 'done'])
      const begun = ['user_membership.created', 'session_task.completed']
      const ended = ['user_membership.deleted', 'session_task.opened']
      expect([
        [...begun, ...ended, ...begun],
        [...begun, 'user_membership.created', 'user_membership.deleted'],
      ]).toContainEqual(toldTo('linus', await rows()))
      expect((await as('linus')('getSession', {})).session?.status).toBe('active')
    }
  })

  test('somebody leaves both of their organizations at once: the task opens once, behind the second', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, createOrganization, rows } = await world({ personalAccounts: false })
      const organizationIds = [
        await createOrganization({ ada: 'org:admin', linus: member }),
        await createOrganization({ bea: 'org:admin', linus: member }),
      ]
      const leave = (organizationId: string) => as('linus')('leaveOrganization', { organizationId })
      expect(await together(...organizationIds.map(leave))).toEqual(['done', 'done'])
      expect(toldTo('linus', await rows()).slice(3)).toEqual([
        'user_membership.deleted',
        'user_membership.deleted',
        'session_task.opened',
      ])
    }
  })

  test('an organization is deleted while its member is added to another: in the end nothing is open', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, backend, createOrganization, rows } = await world({ personalAccounts: false })
      const organizationId = await createOrganization({ ada: 'org:admin', linus: member })
      const other = await createOrganization({ bea: 'org:admin' })
      const outcomes = await together(
        as('ada')('deleteOrganization', { organizationId }),
        backend('addMember', { organizationId: other, userId: 'linus' }),
      )
      expect(outcomes).toEqual(['done', 'done'])
      const told = toldTo('linus', await rows()).filter((type) => type.startsWith('session_task.'))
      expect([
        ['session_task.completed'],
        ['session_task.completed', 'session_task.opened', 'session_task.completed'],
      ]).toContainEqual(told)
      expect((await as('linus')('getSession', {})).session?.status).toBe('active')
    }
  })
})

/** Types of the events of the user's own stream, in their order. */
function toldTo(userId: string, { events }: ModelRows): string[] {
  return events
    .map(({ event }) => event)
    .filter((event) => !('organizationId' in event) && event.userId === userId)
    .map(({ type }) => type)
}
