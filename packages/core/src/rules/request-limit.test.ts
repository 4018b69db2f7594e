import { expect, test } from 'vitest'
import { defaultInstanceSettings, type Instance } from '../model/instance'
import { backendRequestLimit } from './request-limit'

const limitOf = (environment: Instance['environment'], backendRequestsPerTenSeconds: number | null) =>
  backendRequestLimit({ environment, settings: { ...defaultInstanceSettings, backendRequestsPerTenSeconds } })

test('an instance is asked as often in ten seconds as its settings say, in either environment', () => {
  expect(limitOf('development', 7)).toEqual({ limit: 7, windowSeconds: 10 })
  expect(limitOf('production', 7)).toEqual({ limit: 7, windowSeconds: 10 })
  expect(limitOf('production', 0)).toEqual({ limit: 0, windowSeconds: 10 })
})

test('null is no limit', () => {
  expect(limitOf('development', null)).toBeNull()
})

test('an instance whose settings say nothing has 1,000 in production and 100 in development', () => {
  const { backendRequestsPerTenSeconds: _, ...settings } = defaultInstanceSettings
  expect(backendRequestLimit({ environment: 'production', settings })?.limit).toBe(1000)
  expect(backendRequestLimit({ environment: 'development', settings })?.limit).toBe(100)
})
