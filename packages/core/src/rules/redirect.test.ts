import { describe, expect, test } from 'vitest'
import { fillUrl, safeUrl } from './redirect'

const acme = { id: 'org_1', name: 'Acme', slug: 'acme', imageUrl: null }
const origin = 'https://app.example.com'

describe('fillUrl', () => {
  test.each([
    ['/o/:slug/home', '/o/acme/home'],
    ['/o/:id?from=:slug', '/o/org_1?from=acme'],
    ['/:slugs/:ident', '/:slugs/:ident'],
    ['/plain', '/plain'],
  ])('%s → %s', (template, address) => {
    expect(fillUrl(template, acme)).toBe(address)
  })

  test('without a slug the id stands in its place', () => {
    expect(fillUrl('/o/:slug', { ...acme, slug: null })).toBe('/o/org_1')
  })

  test('what is filled in cannot leave its place', () => {
    const hostile = { ...acme, id: '//evil.test?x#y', slug: '../:id $& a' }
    expect(fillUrl('/o/:slug', hostile)).toBe('/o/..%2F%3Aid%20%24%26%20a')
    expect(fillUrl('/o/:id', hostile)).toBe('/o/%2F%2Fevil.test%3Fx%23y')
  })

  test('a function is asked', () => {
    expect(fillUrl(({ name }) => `/by-name/${name}`, acme)).toBe('/by-name/Acme')
  })
})

describe('safeUrl', () => {
  test.each([
    ['/notes', '/notes'],
    ['/notes?a=1#b', '/notes?a=1#b'],
    ['notes', '/notes'],
    ['?tab=2', '/?tab=2'],
    [`${origin}/notes`, '/notes'],
    ['https://app.example.com:443/notes', '/notes'],
    ['HTTPS://APP.EXAMPLE.COM/x', '/x'],
    ['/a/../b', '/b'],
    // Without slashes it is a path of this site.
    ['https:evil.test', '/evil.test'],
    ['/redirect?to=https://evil.test', '/redirect?to=https://evil.test'],
  ])('%s stays as %s', (address, safe) => {
    expect(safeUrl(address, { origin })).toBe(safe)
  })

  test.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'java\tscript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,<script>',
    'blob:https://app.example.com/1',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    '/\t/evil.test',
    '/\n/evil.test',
    '\u0000//evil.test',
    'https://evil.test',
    '/.//evil.test',
    '/a/..//evil.test',
    'https://app.example.com//evil.test',
    'http://app.example.com/notes',
    'https://app.example.com:8443/notes',
    'https://app.example.com.evil.test',
    'https://app.example.com@evil.test',
    'https://user@app.example.com/',
    'https://user:word@app.example.com/',
    'https://',
    'https://[',
  ])('%j leads nowhere', (address) => {
    expect(safeUrl(address, { origin })).toBeNull()
  })

  test.each([
    '/.//evil.test',
    '/..//evil.test',
    '/a/..//evil.test',
    './/evil.test',
    '/%2e//evil.test',
    '/x//evil.test',
  ])('what comes out of %s leads to the same site, wherever it is put', (address) => {
    const safe = safeUrl(address, { origin }) ?? '/'
    expect(new URL(safe, origin).origin).toBe(origin)
    expect(safe).toMatch(/^\/(?!\/)/)
  })

  test('an allowed origin keeps its whole address, with its own port and scheme alone', () => {
    const allowedOrigins = ['https://docs.example.com', 'http://localhost:3000/']
    expect(safeUrl('https://docs.example.com/a?b#c', { origin, allowedOrigins })).toBe(
      'https://docs.example.com/a?b#c',
    )
    expect(safeUrl('http://localhost:3000/a', { origin, allowedOrigins })).toBe('http://localhost:3000/a')
    expect(safeUrl('http://localhost:3001/a', { origin, allowedOrigins })).toBeNull()
    expect(safeUrl('http://docs.example.com/a', { origin, allowedOrigins })).toBeNull()
    expect(safeUrl('https://me@docs.example.com/a', { origin, allowedOrigins })).toBeNull()
  })
})
