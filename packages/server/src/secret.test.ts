import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadSecret } from './secret'

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'orgkit-secret-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return path.join(folder, 'inner')
}

test('makes a secret once', () => {
  const folder = newFolder()
  const secret = loadSecret({ secret: '', folder })
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  expect(loadSecret({ secret: '', folder })).toBe(secret)
  expect(readdirSync(folder)).toEqual(['secret'])
})

test.skipIf(process.platform === 'win32')('lets nobody else read it', () => {
  const folder = newFolder()
  loadSecret({ secret: '', folder })
  expect(statSync(path.join(folder, 'secret')).mode & 0o077).toBe(0)
})

test('takes the one that is given', () => {
  expect(loadSecret({ secret: 'given', folder: '/nowhere' })).toBe('given')
})
