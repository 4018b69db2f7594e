import { act, render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useLiveRegion, type LiveRegion } from './live-region'

function setup() {
  let live: LiveRegion | undefined
  function Speaker() {
    live = useLiveRegion()
    return live.region
  }
  render(<Speaker />)
  return (...args: Parameters<LiveRegion['announce']>) => act(() => live?.announce(...args))
}

test('has empty regions before anything is said', () => {
  setup()
  expect(screen.getByRole('status')).toHaveTextContent('')
  expect(screen.getByRole('alert')).toHaveTextContent('')
})

test('says a sentence politely, an error at once', () => {
  const say = setup()
  say('3 organizations')
  expect(screen.getByRole('status')).toHaveTextContent('3 organizations')
  say('Not saved', { assertive: true })
  expect(screen.getByRole('alert')).toHaveTextContent('Not saved')
  expect(screen.getByRole('status')).toHaveTextContent('')
})

test('changes its text when the same sentence is said again', () => {
  const say = setup()
  say('Copied')
  const first = screen.getByRole('status').textContent
  say('Copied')
  const second = screen.getByRole('status').textContent
  say('Copied')
  expect(second).not.toBe(first)
  expect(screen.getByRole('status').textContent).toBe(first)
  expect(second?.trim()).toBe('Copied')
})
