import { expect, test } from 'vitest'
import { LockOrder } from './lock-order'

test('takes users, then organizations, each ascending by code point', () => {
  const order = new LockOrder()
  expect([order.lockUser('a'), order.lockUser('b'), order.lockUser('a')]).toEqual([true, true, false])
  expect([
    order.lockOrganization('a'),
    order.lockOrganization('\uffff'),
    order.lockOrganization('😀'),
  ]).toEqual([true, true, true])
})

test('throws on every other order', () => {
  const wrong: ((order: LockOrder) => void)[] = [
    (order) => [order.lockOrganization('a'), order.lockUser('a')],
    (order) => [order.lockUser('b'), order.lockUser('a')],
    (order) => [order.lockOrganization('b'), order.lockOrganization('a')],
    (order) => [order.write(), order.lockUser('a')],
    (order) => [order.write(), order.lockOrganization('a')],
    (order) => [order.addOrganization('a'), order.lockOrganization('b')],
  ]
  for (const take of wrong) expect(() => take(new LockOrder())).toThrow('Locks are taken users first')
})

test('lets a held lock be asked for again, also after a write', () => {
  const order = new LockOrder()
  order.lockUser('a')
  order.lockOrganization('o')
  order.write()
  expect([order.lockUser('a'), order.lockOrganization('o')]).toEqual([false, false])
})

test('throws where something is changed without its lock', () => {
  const order = new LockOrder()
  order.lockUser('a')
  order.addOrganization('o')
  expect(() => [order.needs('user', 'a'), order.needs('organization', 'o')]).not.toThrow()
  expect(() => order.needs('user', 'b')).toThrow('without its lock')
  expect(() => order.needs('organization', 'a')).toThrow('without its lock')
})
