import type { Domain } from '../model/domain'
import { equal, ok, refusal, together } from './assert'
import { type ConformanceCase, organizationsOn } from './case'
import { createTeam, signUpElsewhere } from './team'

export const domainsOn = { ...organizationsOn, domains: true }

const namesOf = (domains: readonly Domain[]) => domains.map(({ name }) => name)
const unknown = 'dom_01jd0000000000000000000000'

/** E-mail domains of an organization (A8). How they are proven has a chapter of its own. */
export const domainCases: ConformanceCase[] = [
  {
    title: 'an organization adds a domain, changes what it does, and removes it (A8)',
    covers: ['addDomain', 'listDomains', 'updateDomain', 'removeDomain', 'listEvents'],
    needs: ['activity'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const added = await ada.addDomain({ organizationId, name: ' Bücher.Example. ' })
      const { domain } = added
      equal(
        domain,
        {
          id: domain.id,
          organizationId,
          name: 'xn--bcher-kva.example',
          status: 'unverified',
          enrollmentMode: 'manual_invitation',
          verification: null,
          pendingRequestCount: 0,
          createdAt: domain.createdAt,
          verifiedAt: null,
          version: 1,
        },
        'in its ASCII form, unverified, doing nothing by itself',
      )
      const [told] = added.events
      ok(told?.type === 'domain.created' && added.events.length === 1, 'the event says so')
      equal(told.domain, domain, 'with the domain')

      const of = { organizationId, domainId: domain.id }
      const changed = await ada.updateDomain({ ...of, enrollmentMode: 'automatic_suggestion', version: 1 })
      equal(changed.domain, { ...domain, enrollmentMode: 'automatic_suggestion', version: 2 }, 'changed')
      equal(
        changed.events.map(({ type }) => type),
        ['domain.updated'],
        'the event says so',
      )
      equal(
        await ada.updateDomain({ ...of, enrollmentMode: 'automatic_suggestion', declineRequests: true }),
        { domain: changed.domain, events: [] },
        'the same again is no change',
      )
      const second = await ada.addDomain({
        organizationId,
        name: 'acme.test',
        enrollmentMode: 'automatic_invitation',
      })
      const { items, totalCount, nextCursor } = await ada.listDomains({ organizationId })
      equal([items, totalCount, nextCursor], [[second.domain, changed.domain], 2, null], 'listed by name')

      const removed = await ada.removeDomain(of)
      equal(
        removed.events.map(({ type }) => type),
        ['domain.deleted'],
        'the event says so',
      )
      equal((await ada.listDomains({ organizationId })).items, [second.domain], 'it is gone')
      await refusal(ada.removeDomain(of), 'not_found', { field: 'domainId' })
      const trail = (await ada.listEvents({ organizationId })).items.slice(0, 4).reverse()
      equal(
        trail.map(({ type, target, before, after }) => ({ type, name: target.name, before, after })),
        [
          {
            type: 'domain.created',
            name: domain.name,
            before: null,
            after: { enrollmentMode: 'manual_invitation', status: 'unverified' },
          },
          {
            type: 'domain.updated',
            name: domain.name,
            before: { enrollmentMode: 'manual_invitation' },
            after: { enrollmentMode: 'automatic_suggestion' },
          },
          {
            type: 'domain.created',
            name: 'acme.test',
            before: null,
            after: { enrollmentMode: 'automatic_invitation', status: 'unverified' },
          },
          {
            type: 'domain.deleted',
            name: domain.name,
            before: { enrollmentMode: 'automatic_suggestion', status: 'unverified' },
            after: null,
          },
        ],
        'the audit trail tells all of it',
      )
    },
  },
  {
    title: 'what is no domain, or anybody’s, is refused, and nothing is added (A8)',
    covers: [
      'addDomain:required',
      'addDomain:too_long',
      'addDomain:invalid_value',
      'addDomain:domain_public',
      'listDomains',
    ],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const add = (name: string) => ada.addDomain({ organizationId, name })
      const field = 'name'
      for (const name of ['', '  ']) await refusal(add(name), 'required', { field })
      await refusal(add(`${'a.'.repeat(126)}test`), 'too_long', { field, meta: { maximum: 253 } })
      for (const name of [
        'acme',
        'ada@acme.test',
        'https://acme.test',
        'acme.test/x',
        'a_b.test',
        '10.0.0.1',
      ]) {
        await refusal(add(name), 'invalid_value', { field })
      }
      for (const name of ['gmail.com', 'GMail.com.', 'mail.yahoo.com', 'mailinator.com']) {
        await refusal(add(name), 'domain_public', { field })
      }
      equal((await ada.listDomains({ organizationId })).totalCount, 0, 'there is none')
    },
  },
  {
    title: 'a domain does only what the instance allows; what it does already may stay (A8)',
    covers: [
      'addDomain',
      'addDomain:invalid_value',
      'updateDomain',
      'updateDomain:invalid_value',
      'backend.updateSettings',
      'backend.updateSettings:invalid_value',
    ],
    needs: ['backend'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const { domain } = await ada.addDomain({
        organizationId,
        name: 'acme.test',
        enrollmentMode: 'automatic_invitation',
      })
      const field = 'enrollmentModes'
      for (const enrollmentModes of [[], ['manual_invitation', 'manual_invitation']] as const) {
        await refusal(world.backend('updateSettings', { enrollmentModes }), 'invalid_value', { field })
      }
      const allowed = ['manual_invitation', 'automatic_suggestion'] as const
      await world.backend('updateSettings', { enrollmentModes: allowed })
      const of = { organizationId, domainId: domain.id }
      const forbidden = { field: 'enrollmentMode', meta: { allowed } }
      const enrollmentMode = 'automatic_invitation'
      await refusal(
        ada.addDomain({ organizationId, name: 'b.test', enrollmentMode }),
        'invalid_value',
        forbidden,
      )
      equal((await ada.updateDomain({ ...of, enrollmentMode })).domain, domain, 'what it does is no change')
      await ada.updateDomain({ ...of, enrollmentMode: 'automatic_suggestion' })
      await refusal(ada.updateDomain({ ...of, enrollmentMode }), 'invalid_value', forbidden)
      await world.backend('updateSettings', { enrollmentModes: ['automatic_suggestion'] })
      const next = await ada.addDomain({ organizationId, name: 'c.test' })
      equal(next.domain.enrollmentMode, 'automatic_suggestion', 'with one mode alone that is the default')
    },
  },
  {
    title: 'an organization has ten domains, each once (A8)',
    covers: ['addDomain', 'addDomain:domain_taken', 'addDomain:domain_limit_reached', 'removeDomain'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const add = (name: string) => ada.addDomain({ organizationId, name })
      const { domain } = await add('d0.test')
      for (let number = 1; number <= 8; number++) await add(`d${number}.test`)
      await refusal(add('D0.TEST'), 'domain_taken', { field: 'name' })
      const { answers, errors } = await together(['x.test', 'y.test', 'z.test'].map(add))
      equal([answers.length, errors.length], [1, 2], 'of three at once one is the tenth')
      for (const error of errors) {
        await refusal(Promise.reject(error), 'domain_limit_reached', { meta: { used: 10, maximum: 10 } })
      }
      await refusal(add('d0.test'), 'domain_taken')
      await ada.removeDomain({ organizationId, domainId: domain.id })
      await add('d0.test')
      equal((await ada.listDomains({ organizationId })).totalCount, 10, 'ten again')
    },
  },
  {
    title: 'a domain of another organization is none, and whether there is one is not told (A8)',
    covers: [
      'addDomain',
      'updateDomain:not_found',
      'removeDomain:not_found',
      'startDomainVerification:not_found',
      'finishDomainVerification:not_found',
      'backend.addDomain',
    ],
    needs: ['backend'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const mine = await world.backend('addDomain', { organizationId, name: 'acme.test', verified: true })
      const { user: grace, organizationId: hers } = await signUpElsewhere(world, 'Grace')
      const { domain } = await grace.addDomain({ organizationId: hers, name: 'acme.test' })
      equal([domain.name, domain.status], ['acme.test', 'unverified'], 'she may add it, and learns nothing')
      for (const domainId of [mine.domain.id, unknown]) {
        const of = { organizationId: hers, domainId }
        const field = 'domainId'
        await refusal(grace.updateDomain({ ...of, enrollmentMode: 'manual_invitation' }), 'not_found', {
          field,
        })
        await refusal(grace.removeDomain(of), 'not_found', { field })
        await refusal(grace.startDomainVerification({ ...of, method: 'dns_txt' }), 'not_found', { field })
        for (const method of ['dns_txt', 'email_code', 'verified_address'] as const) {
          await refusal(grace.finishDomainVerification({ ...of, method, code: '000000' }), 'not_found', {
            field,
          })
        }
      }
      equal((await ada.listDomains({ organizationId })).items, [mine.domain], 'it is as it was')
    },
  },
  {
    title: 'a change that was made for an earlier version is refused, and nothing changes',
    covers: ['updateDomain:conflict', 'updateDomain'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const { domain } = await ada.addDomain({ organizationId, name: 'acme.test' })
      const of = { organizationId, domainId: domain.id }
      const first = await ada.updateDomain({ ...of, enrollmentMode: 'automatic_invitation', version: 1 })
      await refusal(
        ada.updateDomain({ ...of, enrollmentMode: 'automatic_suggestion', version: 1 }),
        'conflict',
        { field: 'version' },
      )
      equal((await ada.listDomains({ organizationId })).items, [first.domain], 'the first one holds')
    },
  },
  {
    title: 'the list comes in pages, by cursor or offset',
    covers: ['listDomains', 'listDomains:invalid_value'],
    needs: ['offset'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const names = ['e.test', 'a.test', 'c.test', 'b.test', 'd.test']
      for (const name of names) await ada.addDomain({ organizationId, name })
      const list = (input: object) => ada.listDomains({ organizationId, ...input })
      const first = await list({ limit: 2 })
      equal([namesOf(first.items), first.totalCount], [['a.test', 'b.test'], 5], 'the first page')
      const second = await list({ limit: 2, cursor: first.nextCursor })
      equal(namesOf(second.items), ['c.test', 'd.test'], 'the second')
      const third = await list({ limit: 2, cursor: second.nextCursor })
      equal([namesOf(third.items), third.nextCursor], [['e.test'], null], 'the last')
      equal(namesOf((await list({ offset: 3 })).items), ['d.test', 'e.test'], 'by offset')
      for (const [field, input] of [
        ['limit', { limit: 0 }],
        ['offset', { offset: -1 }],
        ['cursor', { cursor: 'none' }],
      ] as const) {
        await refusal(list(input), 'invalid_value', { field })
      }
    },
  },
  {
    title: 'where domains are off there are none, for nobody; turned on again they are as they were (A8)',
    covers: [
      'listDomains:domains_disabled',
      'addDomain:domains_disabled',
      'startDomainVerification:domains_disabled',
      'finishDomainVerification:domains_disabled',
      'updateDomain:domains_disabled',
      'removeDomain:domains_disabled',
      'backend.listDomains:domains_disabled',
      'backend.addDomain:domains_disabled',
      'backend.updateDomain:domains_disabled',
      'backend.removeDomain:domains_disabled',
    ],
    needs: ['backend'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const { domain } = await ada.addDomain({ organizationId, name: 'acme.test' })
      await world.backend('updateSettings', { domains: false })
      for (const domainId of [domain.id, unknown]) {
        const of = { organizationId, domainId }
        const change = { ...of, enrollmentMode: 'automatic_invitation' } as const
        const calls = [
          () => ada.listDomains({ organizationId }),
          () => ada.addDomain({ organizationId, name: '' }),
          () => ada.startDomainVerification({ ...of, method: 'dns_txt' }),
          () => ada.finishDomainVerification({ ...of, method: 'dns_txt' }),
          () => ada.finishDomainVerification({ ...of, method: 'email_code' }),
          () => ada.updateDomain(change),
          () => ada.removeDomain(of),
          () => world.backend('listDomains', { organizationId }),
          () => world.backend('addDomain', { organizationId, name: 'b.test', verified: true }),
          () => world.backend('updateDomain', change),
          () => world.backend('removeDomain', of),
        ]
        for (const call of calls) await refusal(call(), 'domains_disabled')
      }
      await world.backend('updateSettings', { domains: true })
      equal((await ada.listDomains({ organizationId })).items, [domain], 'it is as it was')
    },
  },
]
