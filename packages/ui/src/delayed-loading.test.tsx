import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useDelayedLoading } from './delayed-loading'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const pass = (milliseconds: number) => act(() => vi.advanceTimersByTime(milliseconds))

function setup() {
  return renderHook(({ loading }) => useDelayedLoading(loading), { initialProps: { loading: true } })
}

test('shows nothing for an answer within 150 milliseconds', () => {
  const { result, rerender } = setup()
  pass(149)
  rerender({ loading: false })
  pass(1000)
  expect(result.current).toBe(false)
})

test('shows a skeleton after 150 milliseconds', () => {
  const { result } = setup()
  pass(149)
  expect(result.current).toBe(false)
  pass(1)
  expect(result.current).toBe(true)
})

test('keeps a shown skeleton for 300 milliseconds', () => {
  const { result, rerender } = setup()
  pass(150)
  pass(100)
  rerender({ loading: false })
  pass(199)
  expect(result.current).toBe(true)
  pass(1)
  expect(result.current).toBe(false)
})

test('keeps the skeleton when loading begins again before it left', () => {
  const { result, rerender } = setup()
  pass(160)
  rerender({ loading: false })
  pass(50)
  rerender({ loading: true })
  pass(1000)
  expect(result.current).toBe(true)
})
