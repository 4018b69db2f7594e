import { expect, test } from 'vitest'
import { defaultInstanceSettings } from '../model/instance'
import { backendRequestLimit } from './request-limit'

const limitOf = (backendRequestsPerTenSeconds: number | null) =>
  backendRequestLimit({ settings: { ...defaultInstanceSettings, backendRequestsPerTenSeconds } })

test('an instance is asked as often in ten seconds as its settings say', () => {
  expect(limitOf(7)).toEqual({ limit: 7, windowSeconds: 10 })
  expect(limitOf(0)).toEqual({ limit: 0, windowSeconds: 10 })
})

test('null is no limit', () => {
  expect(limitOf(null)).toBeNull()
})
