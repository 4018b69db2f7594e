import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  inspectTarball,
  packPackages,
  publicPackages,
  run,
  type PackedPackage,
} from '../.config/packages.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'orgkit-packed-'))
/** An app that has installed the tarballs: its `node_modules` holds what is in them, not the workspace. */
const app = path.join(folder, 'app')
const names = publicPackages().map(({ name }) => name)
let packed: Map<string, PackedPackage>

beforeAll(async () => {
  packed = new Map((await packPackages(folder)).map((each) => [each.name, each]))
  for (const { name, folder: source, tarball } of packed.values()) {
    const target = path.join(app, 'node_modules/@orgkit', name)
    mkdirSync(target, { recursive: true })
    await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', target])
    linkDependencies(source)
  }
}, 180_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Third-party packages come from the workspace; ours must come from the tarballs. */
function linkDependencies(source: string) {
  const { dependencies, peerDependencies } = readManifest(source)
  for (const dependency of Object.keys({ ...dependencies, ...peerDependencies })) {
    if (dependency.startsWith('@orgkit/')) continue
    const link = path.join(app, 'node_modules', dependency)
    mkdirSync(path.dirname(link), { recursive: true })
    rmSync(link, { force: true })
    symlinkSync(path.join(source, 'node_modules', dependency), link)
  }
}

function readManifest(at: string): Record<string, Record<string, unknown> | undefined> {
  return JSON.parse(readFileSync(path.join(at, 'package.json'), 'utf8'))
}

const installed = (name: string) => path.join(app, 'node_modules/@orgkit', name)

test.each(names)('publint and attw accept the packed @orgkit/%s', { timeout: 60_000 }, async (name) => {
  expect(await inspectTarball(packed.get(name)!)).toBeNull()
})

test.each(names)('the packed @orgkit/%s holds its build and nothing else', (name) => {
  const files = readdirSync(installed(name), { recursive: true, encoding: 'utf8' })
  const strays = files.filter(
    (file) => !/^(dist(\/|$)|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/.test(file),
  )
  expect(strays).toEqual([])
  expect(files).toContain('LICENSE')
  const manifest = readFileSync(path.join(installed(name), 'package.json'), 'utf8')
  expect(manifest).not.toMatch(/orgkit-source|workspace:/)
})

test.each(names)(
  'every entry of the packed @orgkit/%s loads in plain Node.js',
  { timeout: 60_000 },
  async (name) => {
    const entries = Object.keys(readManifest(installed(name)).exports ?? {})
      .filter((entry) => !/\.(css|json)$/.test(entry))
      .map((entry) => `@orgkit/${name}${entry.slice(1)}`)
    const program = entries.map((entry) => `await import(${JSON.stringify(entry)})`).join('\n')
    await run(process.execPath, ['--input-type=module', '--eval', program], app)
  },
)

test.each(['ui', 'react'])(
  'the packed @orgkit/%s keeps "use client" in every file that holds code, but not in its entry for server components',
  (name) => {
    const files = readdirSync(path.join(installed(name), 'dist'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.js'))
      .map((file) => file.split(path.sep).join('/'))
    const text = (file: string) => readFileSync(path.join(installed(name), 'dist', file), 'utf8')
    const others = files.filter((file) => !text(file).startsWith('"use client"'))
    expect(others.sort()).toEqual(name === 'react' ? ['index.js', 'server/index.js'] : ['index.js'])
    // The index only names the files behind it: a client boundary may not hold `export *`.
    expect(text('index.js').replaceAll(/export \* from '\.\/[\w/-]+\.js'\n/g, '')).toBe('')
  },
)

test('the packed command orgkit runs, and makes its tables with nothing but Node.js', async () => {
  const { bin } = readManifest(installed('server'))
  const orgkit = path.join(installed('server'), String(bin?.orgkit))
  expect(readFileSync(orgkit, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
  const migrate = () => run(process.execPath, [orgkit, 'migrate', '--folder', path.join(app, 'data')], app)
  expect(await migrate()).toMatch(/^\d+ migrations: 0001-organizations, /)
  expect(await migrate()).toBe('nothing to do\n')
})

test('the packed stylesheet is one file', () => {
  expect(readFileSync(path.join(installed('ui'), 'dist/styles.css'), 'utf8')).not.toMatch(/@import/)
})
