import { act, renderHook } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { loadLate, useLate } from './load-late'

function deferred<T>() {
  let resolve: (value: T) => void = () => {}
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

test('imports once for many callers', async () => {
  const importer = vi.fn(() => Promise.resolve('dialog'))
  const late = loadLate(importer)
  await Promise.all([late.load(), late.load()])
  await late.load()
  expect(importer).toHaveBeenCalledTimes(1)
  expect(late.peek()).toBe('dialog')
})

test('tries again after a failure', async () => {
  const importer = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValueOnce('dialog')
  const late = loadLate<string>(importer)
  await expect(late.load()).rejects.toThrow('offline')
  await expect(late.load()).resolves.toBe('dialog')
})

test('runs what was asked once the chunk is there, and at once the next time', async () => {
  const chunk = deferred<string>()
  const late = loadLate(() => chunk.promise)
  const open = vi.fn()
  const { result } = renderHook(() => useLate(late))
  act(() => result.current.request(open))
  expect(result.current.state).toBe('loading')
  expect(open).not.toHaveBeenCalled()
  await act(async () => chunk.resolve('dialog'))
  expect(open).toHaveBeenCalledExactlyOnceWith('dialog')
  expect(result.current.state).toBe('ready')
  act(() => result.current.request(open))
  expect(open).toHaveBeenCalledTimes(2)
})

test('is taken back by a second request', async () => {
  const chunk = deferred<string>()
  const late = loadLate(() => chunk.promise)
  const open = vi.fn()
  const { result } = renderHook(() => useLate(late))
  act(() => result.current.request(open))
  act(() => result.current.request(open))
  expect(result.current.state).toBe('idle')
  await act(async () => chunk.resolve('dialog'))
  expect(open).not.toHaveBeenCalled()
})

test('says that it failed, and a new request loads again', async () => {
  const importer = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValueOnce('dialog')
  const late = loadLate<string>(importer)
  const open = vi.fn()
  const { result } = renderHook(() => useLate(late))
  await act(async () => result.current.request(open))
  expect(result.current.state).toBe('failed')
  await act(async () => result.current.request(open))
  expect(open).toHaveBeenCalledExactlyOnceWith('dialog')
})

test('does nothing for a component that has gone', async () => {
  const chunk = deferred<string>()
  const late = loadLate(() => chunk.promise)
  const open = vi.fn()
  const { result, unmount } = renderHook(() => useLate(late))
  act(() => result.current.request(open))
  unmount()
  await act(async () => chunk.resolve('dialog'))
  expect(open).not.toHaveBeenCalled()
})

test('loads nothing on a server', () => {
  const importer = vi.fn(() => Promise.resolve('dialog'))
  const late = loadLate(importer)
  function Opener() {
    return <button type="button">{useLate(late).state}</button>
  }
  expect(renderToString(<Opener />)).toContain('idle')
  expect(importer).not.toHaveBeenCalled()
})
