import { OrgkitError } from '@orgkit/core'
import { beforeEach, expect, test } from 'vitest'
import {
  useAcceptAdministration,
  useDeclineAdministration,
  useOfferAdministration,
  useWithdrawAdministration,
} from './administration'
import { applyEvents } from './apply-events'
import { fakeBackend } from './testing/fake-adapter'
import { active, administrationOffer, handOver, pageOf, roleChanged } from './testing/fixtures'
import { adaIn, adminRole, memberRole, read, team, useOrganizationPage } from './testing/organization-page'
import { renderReady, settle } from './testing/render'

beforeEach(() => sessionStorage.clear())

const offered = [administrationOffer('ada', 'grace')]
const received = [administrationOffer('grace', 'ada')]

async function open(initialSession = adaIn(adminRole), members = team()) {
  const backend = fakeBackend({ listMembers: () => pageOf(members) })
  const { result } = renderReady(
    backend,
    () => ({
      page: useOrganizationPage(),
      offering: useOfferAdministration(),
      withdrawing: useWithdrawAdministration(),
      accepting: useAcceptAdministration(),
      declining: useDeclineAdministration(),
    }),
    { initialSession },
  )
  await settle()
  return { backend, result, shown: () => read(result.current.page) }
}

test('an offer takes the place of the one before, and changes no role', async () => {
  const { backend, result, shown } = await open(adaIn(adminRole, { administrationOffers: offered }))
  const offering = result.current.offering.offerAdministration({ userId: 'user_linus' })
  await settle()
  expect(backend.last('offerAdministration').input).toEqual({
    organizationId: 'org_acme',
    userId: 'user_linus',
  })
  const offer = administrationOffer('ada', 'linus')
  const events = [handOver('administration.offered', 'ada', 'linus')]
  await settle(() => backend.last('offerAdministration').answer({ offer, events }))
  expect(await offering).toEqual(offer)
  expect(shown()).toMatchObject({ offers: ['ada → linus'], role: 'Admin', mayManage: true })
  expect(backend.calls('getSession')).toHaveLength(0)
})

test('who has it all already is said so of, and the offer before stays', async () => {
  const { backend, result, shown } = await open(adaIn(adminRole, { administrationOffers: offered }))
  await settle(() => void result.current.offering.offerAdministration({ userId: 'user_linus' }))
  const refusal = new OrgkitError({ code: 'already_administrator', field: 'userId' })
  await settle(() => backend.last('offerAdministration').fail(refusal))
  expect(result.current.offering.error).toMatchObject({ code: 'already_administrator' })
  expect(shown().offers).toEqual(['ada → grace'])
})

test('accepted, both roles are changed at once, and the limits of the new one are those of the answer', async () => {
  const { backend, result, shown } = await open(
    adaIn(memberRole, { administrationOffers: received }),
    team('grace'),
  )
  await settle(() => void result.current.accepting.acceptAdministration('user_grace'))
  const events = [
    roleChanged('user_ada', adminRole),
    roleChanged('user_grace', memberRole),
    handOver('administration.accepted', 'grace', 'ada'),
  ]
  await settle(() => backend.last('acceptAdministration').answer({ active: active('acme'), events }))
  expect(shown()).toMatchObject({
    role: 'Admin',
    mayManage: true,
    offers: [],
    members: ['Ada Admin', 'Grace Member', 'Linus Member'],
  })
  expect(result.current.page.organization.limits).toEqual(active('acme').limits)
  expect(backend.calls('getSession')).toHaveLength(0)
})

test('on the page of whoever offered it, their own role is the other one once it is accepted', async () => {
  const { result, shown } = await open(adaIn(adminRole, { administrationOffers: offered }))
  await settle(() =>
    applyEvents(result.current.page.orgkit, [
      roleChanged('user_grace', adminRole),
      roleChanged('user_ada', memberRole),
      handOver('administration.accepted', 'ada', 'grace'),
    ]),
  )
  expect(shown()).toMatchObject({
    role: 'Member',
    mayManage: false,
    offers: [],
    members: ['Ada Member', 'Grace Admin', 'Linus Member'],
  })
})

test.each(['withdrawing', 'accepting', 'declining'] as const)(
  '%s an offer that is open no more takes it from the page by the time that this is told',
  async (verb) => {
    const isOwn = verb === 'withdrawing'
    const initialSession = isOwn
      ? adaIn(adminRole, { administrationOffers: offered })
      : adaIn(memberRole, { administrationOffers: received })
    const { backend, result, shown } = await open(initialSession, team(isOwn ? 'ada' : 'grace'))
    const { withdrawing, accepting, declining } = result.current
    const [name, write] = {
      withdrawing: ['withdrawAdministration', withdrawing.withdrawAdministration] as const,
      accepting: ['acceptAdministration', () => accepting.acceptAdministration('user_grace')] as const,
      declining: ['declineAdministration', () => declining.declineAdministration('user_grace')] as const,
    }[verb]
    await settle(() => void write())
    const refusal = new OrgkitError({ code: 'not_found', field: 'fromUserId' })
    await settle(() => backend.last(name).fail(refusal))
    expect(result.current[verb]).toMatchObject({ isPending: true, error: null })
    expect(shown().offers).toHaveLength(1)
    await settle(() => backend.last('getSession').answer(adaIn(isOwn ? adminRole : memberRole)))
    expect(result.current[verb]).toMatchObject({ isPending: false, error: { code: 'not_found' } })
    expect(shown().offers).toEqual([])
  },
)
