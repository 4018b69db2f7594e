import { equal, refusal } from './assert'
import type { ConformanceCase } from './case'
import { domainsOn } from './domains'
import { createTeam, signUpElsewhere } from './team'

/** Domains, as the app's own server sets them. */
export const backendDomainCases: ConformanceCase[] = [
  {
    title: 'the app adds, changes and removes domains in nobody’s name; one that it vouches for is verified',
    covers: [
      'backend.addDomain',
      'backend.listDomains',
      'backend.updateDomain',
      'backend.removeDomain',
      'listDomains',
      'listEvents',
    ],
    needs: ['backend', 'activity'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const first = await world.backend('addDomain', { organizationId, name: 'B.test' })
      equal([first.domain.name, first.domain.status], ['b.test', 'unverified'], 'by itself it is unverified')
      const { domain, events } = await world.backend('addDomain', {
        organizationId,
        name: 'a.test',
        enrollmentMode: 'automatic_invitation',
        verified: true,
      })
      equal(
        [domain.status, domain.verifiedAt, events.map(({ type, actorUserId }) => [type, actorUserId])],
        ['verified', domain.createdAt, [['domain.created', null]]],
        'verified from the beginning',
      )
      const listed = await world.backend('listDomains', { organizationId })
      equal([listed.items, listed.totalCount], [[domain, first.domain], 2], 'by name')
      equal(await ada.listDomains({ organizationId }), listed, 'as its members see them')
      const of = { organizationId, domainId: domain.id }
      const changed = await world.backend('updateDomain', {
        ...of,
        enrollmentMode: 'manual_invitation',
        version: 1,
      })
      equal(
        changed.domain,
        { ...domain, enrollmentMode: 'manual_invitation', version: 2 },
        'it stays verified',
      )
      const removed = await world.backend('removeDomain', of)
      equal(
        removed.events.map(({ type }) => type),
        ['domain.deleted'],
        'it is gone',
      )
      const [last] = (await ada.listEvents({ organizationId })).items
      equal([last?.type, last?.actor, last?.target.name], ['domain.deleted', null, 'a.test'], 'by nobody')
    },
  },
  {
    title: 'a verified domain is one organization’s of the instance (A8)',
    covers: ['backend.addDomain', 'backend.addDomain:domain_taken', 'backend.removeDomain'],
    needs: ['backend'],
    settings: domainsOn,
    async run(world) {
      const { organizationId } = await createTeam(world)
      const { organizationId: hers } = await signUpElsewhere(world, 'Grace')
      const vouch = (id: string) =>
        world.backend('addDomain', { organizationId: id, name: 'acme.test', verified: true })
      const { domain } = await vouch(organizationId)
      for (const id of [hers, organizationId]) await refusal(vouch(id), 'domain_taken', { field: 'name' })
      equal((await world.backend('listDomains', { organizationId: hers })).items, [], 'nothing was added')
      await world.backend('removeDomain', { organizationId, domainId: domain.id })
      equal((await vouch(hers)).domain.status, 'verified', 'given up, it is the other’s')
    },
  },
  {
    title: 'the app is held to the same names, modes, number and versions',
    covers: [
      'backend.addDomain:required',
      'backend.addDomain:too_long',
      'backend.addDomain:invalid_value',
      'backend.addDomain:domain_public',
      'backend.addDomain:domain_limit_reached',
      'backend.listDomains:invalid_value',
      'backend.updateDomain:invalid_value',
      'backend.updateDomain:conflict',
      'backend.updateDomain:not_found',
      'backend.removeDomain:not_found',
    ],
    needs: ['backend'],
    settings: {
      ...domainsOn,
      enrollmentModes: ['manual_invitation', 'automatic_suggestion'],
      backendRequestsPerTenSeconds: null,
    },
    async run(world) {
      const { organizationId } = await createTeam(world)
      const add = (name: string) => world.backend('addDomain', { organizationId, name })
      const field = 'name'
      await refusal(add(' '), 'required', { field })
      await refusal(add(`${'a.'.repeat(126)}test`), 'too_long', { field })
      await refusal(add('acme'), 'invalid_value', { field })
      await refusal(add('gmail.com'), 'domain_public', { field })
      const mode = { enrollmentMode: 'automatic_invitation' } as const
      const notAllowed = { field: 'enrollmentMode' }
      await refusal(
        world.backend('addDomain', { organizationId, name: 'a.test', ...mode }),
        'invalid_value',
        notAllowed,
      )
      const { domain } = await add('a.test')
      const of = { organizationId, domainId: domain.id }
      await refusal(world.backend('updateDomain', { ...of, ...mode }), 'invalid_value', notAllowed)
      const allowed = { enrollmentMode: 'automatic_suggestion' } as const
      await refusal(world.backend('updateDomain', { ...of, ...allowed, version: 7 }), 'conflict')
      const unknown = { organizationId, domainId: 'dom_01jd0000000000000000000000' }
      await refusal(world.backend('updateDomain', { ...unknown, ...allowed }), 'not_found', {
        field: 'domainId',
      })
      await refusal(world.backend('removeDomain', unknown), 'not_found', { field: 'domainId' })
      await refusal(world.backend('listDomains', { organizationId, cursor: 'none' }), 'invalid_value', {
        field: 'cursor',
      })
      for (let number = 2; number <= 10; number++) await add(`a${number}.test`)
      await refusal(add('a11.test'), 'domain_limit_reached', { meta: { used: 10, maximum: 10 } })
    },
  },
]
