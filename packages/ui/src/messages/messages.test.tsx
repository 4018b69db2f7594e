import { renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, test, vi } from 'vitest'
import { en, type Catalogue } from './en'
import { actionsMessages } from './en/actions'
import { errorsMessages } from './en/errors'
import { stepsMessages } from './en/steps'
import { errorMessage } from './error-message'
import { createFormats } from './formats'
import { useLocale, useMessages } from './language'
import { MessagesProvider, type MessagesProviderProps } from './messages-provider'
import { useFormats } from './use-formats'

const now = Date.UTC(2026, 0, 12, 12)
const hour = 3_600_000

const inLanguage = (language: MessagesProviderProps) => ({
  wrapper: ({ children }: { children: ReactNode }) => (
    <MessagesProvider {...language}>{children}</MessagesProvider>
  ),
})

test('speaks English without a provider', () => {
  const { result } = renderHook(() => ({ words: useMessages(stepsMessages), locale: useLocale() }))
  expect(result.current.locale).toBe('en')
  expect(result.current.words.progress({ current: 2, total: 3 })).toBe('2 of 3')
})

test('puts the words of the app over English, and keeps the others', () => {
  const language = inLanguage({ overrides: { actions: { retry: 'Once more' } } })
  const { result } = renderHook(() => useMessages(actionsMessages), language)
  expect(result.current.retry).toBe('Once more')
  expect(result.current.close).toBe('Close')
})

test('takes the words of the catalogue, and puts those of the app over them', () => {
  const catalogue: Catalogue = (format) => ({
    ...en(format),
    actions: { ...en(format).actions, close: 'Schließen', retry: 'Noch einmal' },
    steps: { ...en(format).steps, progress: ({ total }) => `von ${format.number(total)}` },
  })
  const language = inLanguage({ locale: 'de', catalogue, overrides: { actions: { retry: 'Erneut' } } })
  const { result } = renderHook(
    () => ({ actions: useMessages(actionsMessages), steps: useMessages(stepsMessages) }),
    language,
  )
  expect(result.current.actions.close).toBe('Schließen')
  expect(result.current.actions.retry).toBe('Erneut')
  expect(result.current.steps.progress({ current: 1, total: 1234 })).toBe('von 1.234')
})

test('makes the words of a group once, and none of the others', () => {
  const english = vi.spyOn(actionsMessages, 'english')
  const other = vi.spyOn(errorsMessages, 'english')
  const { result, rerender } = renderHook(() => useMessages(actionsMessages), inLanguage({ locale: 'en-GB' }))
  const first = result.current
  rerender()
  expect(result.current).toBe(first)
  expect(english).toHaveBeenCalledTimes(1)
  expect(other).not.toHaveBeenCalled()
  vi.restoreAllMocks()
})

test('a code of a newer server reads like a failure of the server', () => {
  const errors = en(createFormats('en')).errors
  const code = 'moon_in_the_wrong_phase' as 'internal'
  expect(errorMessage(errors, { code })).toBe(errors.internal)
  expect(errorMessage(errors, { code: 'too_short', meta: { minimum: 2 } })).toBe('At least 2 characters.')
})

test('writes numbers with the digits of the language', () => {
  const { result } = renderHook(
    () => ({ words: useMessages(stepsMessages), formats: useFormats() }),
    inLanguage({ locale: 'ar-EG' }),
  )
  expect(result.current.formats.number(20)).toBe('٢٠')
  expect(result.current.words.progress({ current: 2, total: 3 })).toBe('٢ of ٣')
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
