import { renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, test } from 'vitest'
import { createFormats } from './formats'
import { MessagesProvider, useFormats, useLocale, useMessages } from './messages'

const now = Date.UTC(2026, 0, 12, 12)
const hour = 3_600_000

test('speaks English without a provider', () => {
  const { result } = renderHook(() => ({ messages: useMessages(), locale: useLocale() }))
  expect(result.current.locale).toBe('en')
  expect(result.current.messages.steps.progress({ current: 2, total: 3 })).toBe('2 of 3')
})

test('puts the words of the app over those of the catalogue, and keeps the others', () => {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <MessagesProvider overrides={{ actions: { retry: 'Once more' } }}>{children}</MessagesProvider>
  )
  const { result } = renderHook(useMessages, { wrapper })
  expect(result.current.actions.retry).toBe('Once more')
  expect(result.current.actions.close).toBe('Close')
})

test('writes numbers with the digits of the language', () => {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <MessagesProvider locale="ar-EG">{children}</MessagesProvider>
  )
  const { result } = renderHook(() => ({ messages: useMessages(), formats: useFormats() }), { wrapper })
  expect(result.current.formats.number(20)).toBe('٢٠')
  expect(result.current.messages.steps.progress({ current: 2, total: 3 })).toBe('٢ of ٣')
})

test('tells recent times by distance, within 7 days', () => {
  const { relative } = createFormats('en-GB', 'UTC')
  expect(relative(now - 2 * hour, now)).toBe('2 hours ago')
  expect(relative(now + 6.9 * 24 * hour, now)).toBe('in 6 days')
  expect(relative(now - 20_000, now)).toBe('now')
  expect(relative(now - 8 * 24 * hour, now)).toBe('4 Jan 2026')
})

test('takes the plural of the language', () => {
  const forms = { one: 'one', two: 'two', few: 'few', many: 'many', other: 'other' }
  const { plural } = createFormats('ar')
  expect([1, 2, 5, 11, 100].map((count) => plural(count, forms))).toEqual([
    'one',
    'two',
    'few',
    'many',
    'other',
  ])
})
