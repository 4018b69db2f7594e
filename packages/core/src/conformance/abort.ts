import { equal, rejection } from './assert'
import { type ConformanceCase, organizationsOn } from './case'

export const abortCases: ConformanceCase[] = [
  {
    title: 'a call whose signal is aborted already rejects with the reason, and happens not',
    covers: ['listUserMemberships'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const reason = new Error('the page is gone')
      const signal = AbortSignal.abort(reason)
      const calls = {
        getSession: () => ada.getSession({}, { signal }),
        createOrganization: () => ada.createOrganization({ name: 'Acme' }, { signal }),
        listUserMemberships: () => ada.listUserMemberships({}, { signal }),
      }
      for (const [name, call] of Object.entries(calls)) {
        const error = await rejection(call(), `${name} is given up`)
        equal(error === reason, true, `${name} rejects with the signal’s reason`)
      }
      equal((await ada.listUserMemberships({})).totalCount, 0, 'nothing was created')
    },
  },
  {
    title: 'a call that is given up on its way rejects with the reason, and its write is whole or not there',
    covers: ['listUserMemberships'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const controller = new AbortController()
      const reason = new Error('changed my mind')
      const call = ada.createOrganization({ name: 'Acme' }, { signal: controller.signal })
      controller.abort(reason)
      equal(
        (await rejection(call, 'the call is given up')) === reason,
        true,
        'it rejects with the signal’s reason',
      )
      const { totalCount, items } = await ada.listUserMemberships({})
      equal(items.length, totalCount, 'the count is that of the list')
      await ada.createOrganization({ name: 'Globex' })
    },
  },
  {
    title: 'without a reason of its own an aborted call rejects with an AbortError',
    covers: [],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const error = await rejection(
        ada.getSession({}, { signal: AbortSignal.abort() }),
        'the call is given up',
      )
      equal((error as Error).name, 'AbortError', 'the error is an AbortError')
    },
  },
  {
    title: 'a signal that is aborted after the answer changes nothing',
    covers: ['createOrganization'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const controller = new AbortController()
      await ada.createOrganization({ name: 'Acme' }, { signal: controller.signal })
      controller.abort()
      equal((await ada.listUserMemberships({})).totalCount, 1, 'the organization is there')
    },
  },
]
