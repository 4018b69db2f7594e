import { act } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useSlugAvailability } from './slug'
import { fakeBackend } from './testing/fake-adapter'
import { renderReady, wait } from './testing/render'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const free = (slug: string) => ({ slug, refusal: null, suggestions: [] })
const taken = (slug: string) => ({
  slug,
  refusal: { code: 'slug_taken', field: 'slug' } as const,
  suggestions: [`${slug}-hq`],
})

function type(input = '', slugs = true) {
  const backend = fakeBackend({}, { slugs })
  return { backend, ...renderReady(backend, (slug: string) => useSlugAvailability(slug), { input }) }
}

test('nothing typed is nothing to check', async () => {
  const { backend, result } = type('  ')
  await wait(500)
  expect(result.current).toEqual({ status: 'idle', slug: '' })
  expect(backend.calls('checkSlug')).toHaveLength(0)
})

test('asks once, 250 ms after the last change, for the normalized slug', async () => {
  const { backend, result, rerender } = type()
  for (const slug of ['ac', 'acm', ' ACME ']) {
    rerender(slug)
    await wait(240)
  }
  expect(result.current.status).toBe('checking')
  expect(backend.calls('checkSlug')).toHaveLength(0)
  await wait(11)
  expect(backend.calls('checkSlug').map((call) => call.input)).toEqual([{ slug: 'acme' }])
  backend.last('checkSlug').answer(free('acme'))
  await wait(1)
  expect(result.current).toEqual({ status: 'free', slug: 'acme' })
})

test('a taken slug comes with free ones', async () => {
  const { backend, result } = type('acme')
  await wait(251)
  backend.last('checkSlug').answer(taken('acme'))
  await wait(1)
  expect(result.current).toMatchObject({
    status: 'taken',
    suggestions: ['acme-hq'],
    refusal: { code: 'slug_taken' },
  })
})

test('what can be no slug is refused at once and never sent', async () => {
  const { backend, result } = type('a_b')
  expect(result.current).toMatchObject({ status: 'refused', refusal: { code: 'invalid_characters' } })
  await wait(500)
  expect(backend.calls('checkSlug')).toHaveLength(0)
})

test.each([
  ['older first', [0, 1]],
  ['newer first', [1, 0]],
])('the newest text’s answer shows (%s)', async (_, order) => {
  const { backend, result, rerender } = type('acme')
  await wait(251)
  rerender('blue')
  await wait(251)
  const answers = [taken('acme'), free('blue')]
  for (const index of order) {
    backend.calls('checkSlug')[index]?.answer(answers[index]!)
    await wait(1)
    expect(result.current.slug).toBe('blue')
    expect(result.current.status).not.toBe('taken')
  }
  expect(result.current.status).toBe('free')
  expect(backend.calls('checkSlug')[0]?.signal?.aborted).toBe(true)
})

test('going back to a checked slug shows its answer at once', async () => {
  const { backend, result, rerender } = type('acme')
  await wait(251)
  backend.last('checkSlug').answer(taken('acme'))
  await wait(1)
  rerender('acme-2')
  rerender('acme')
  expect(result.current.status).toBe('taken')
  await wait(500)
  expect(backend.calls('checkSlug')).toHaveLength(1)
})

test('a failure can be tried again', async () => {
  const { backend, result } = type('acme')
  await wait(251)
  backend.last('checkSlug').fail('rate_limited')
  await wait(1)
  expect(result.current).toMatchObject({ status: 'failed', error: { code: 'rate_limited' } })
  act(() => (result.current.status === 'failed' ? result.current.retry() : undefined))
  backend.last('checkSlug').answer(free('acme'))
  await wait(1)
  expect(result.current.status).toBe('free')
})

test('a backend without slugs is not asked', async () => {
  const { backend, result } = type('acme', false)
  await wait(500)
  expect(result.current.status).toBe('idle')
  expect(backend.calls('checkSlug')).toHaveLength(0)
})
