// The published packages: build them, pack them as they would be published, and inspect what was packed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stampFile = join(root, 'node_modules/.orgkit-build.json')
const lockFolder = join(root, 'node_modules/.orgkit-build.lock')
const CONCURRENCY = 2

/**
 * @typedef {{ name: string, folder: string, manifest: Record<string, any> }} PublicPackage
 * @typedef {PublicPackage & { tarball: string }} PackedPackage
 */

/** @returns {PublicPackage[]} */
export function publicPackages() {
  return readdirSync(join(root, 'packages'))
    .map((name) => ({ name, folder: join(root, 'packages', name) }))
    .filter(({ folder }) => existsSync(join(folder, 'package.json')))
    .map((entry) => ({ ...entry, manifest: readJson(join(entry.folder, 'package.json')) }))
    .filter(({ manifest }) => !manifest.private)
}

/**
 * Builds what changed since the last build, packs everything into `folder`, and holds the build lock meanwhile.
 * Throws with the tools' output when something does not build.
 * @param {string} folder
 * @returns {Promise<PackedPackage[]>}
 */
export function packPackages(folder) {
  mkdirSync(folder, { recursive: true })
  return withLock(async () => {
    await buildChanged()
    return inTurns(publicPackages(), async (entry) => {
      const output = await run('pnpm', ['pack', '--json', '--pack-destination', folder], entry.folder)
      const { filename } = JSON.parse(output.slice(output.indexOf('{')))
      return { ...entry, tarball: filename.startsWith(folder) ? filename : join(folder, filename) }
    })
  })
}

/** Builds what changed since the last build. */
export function buildPackages() {
  return withLock(buildChanged)
}

/**
 * What publint and attw have to say against a packed package; `null` when nothing.
 * @param {PackedPackage} packed
 * @returns {Promise<string | null>}
 */
export async function inspectTarball({ tarball, manifest }) {
  const styles = Object.keys(manifest.exports).filter((entry) => entry.endsWith('.css'))
  const tools = [
    ['node_modules/publint/src/cli.js', 'run', tarball, '--strict'],
    [
      'node_modules/@arethetypeswrong/cli/dist/index.js',
      tarball,
      '--profile',
      'esm-only',
      '--no-emoji',
      ...(styles.length > 0 ? ['--exclude-entrypoints', ...styles] : []),
    ],
  ]
  const complaints = []
  for (const tool of tools) {
    await run(process.execPath, tool, root).catch((error) => complaints.push(error.message))
  }
  return complaints.length > 0 ? complaints.join('\n') : null
}

async function buildChanged() {
  const built = existsSync(stampFile) ? readJson(stampFile) : {}
  const stale = publicPackages()
    .map((entry) => ({ ...entry, hash: hashPackage(entry) }))
    .filter(({ name, folder, hash }) => built[name] !== hash || !existsSync(join(folder, 'dist')))
  // Types of other packages are read from their source, so the order does not matter.
  await inTurns(stale, async ({ name, folder, hash }) => {
    delete built[name]
    await run(
      process.execPath,
      [join(root, 'node_modules/tsup/dist/cli-default.js'), '--silent'],
      folder,
    ).catch((error) => {
      throw new Error(`packages/${name} does not build:\n${error.message}`)
    })
    built[name] = hash
    writeFileSync(stampFile, JSON.stringify(built))
  })
}

/** The package's own source and settings, and those of the workspace packages that it depends on. */
function hashPackage({ folder, manifest }) {
  const hash = createHash('sha256')
  const needed = Object.keys(manifest.dependencies ?? {}).filter((name) => name.startsWith('@orgkit/'))
  const folders = [
    folder,
    ...needed.sort().map((name) => join(root, 'packages', name.slice('@orgkit/'.length))),
  ]
  const files = folders.flatMap((each) => [
    ...readdirSync(join(each, 'src'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort(),
    ...['package.json', 'tsup.config.ts', 'tsconfig.json'].map((name) => join(each, name)),
  ])
  for (const file of [...files, join(root, 'pnpm-lock.yaml'), join(root, 'tsconfig.base.json')]) {
    hash.update(file.slice(root.length)).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** `npm run check` beside `npm test` in one folder must not clean away what the other one is packing. */
async function withLock(task) {
  for (;;) {
    try {
      mkdirSync(lockFolder)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (!isAlive(readOwner())) rmSync(lockFolder, { recursive: true, force: true })
      else await delay(200)
    }
  }
  writeFileSync(join(lockFolder, 'pid'), String(process.pid))
  try {
    return await task()
  } finally {
    rmSync(lockFolder, { recursive: true, force: true })
  }
}

function readOwner() {
  try {
    return Number(readFileSync(join(lockFolder, 'pid'), 'utf8'))
  } catch {
    return 0
  }
}

function isAlive(pid) {
  try {
    if (pid > 0) process.kill(pid, 0)
    return pid > 0
  } catch {
    return false
  }
}

async function inTurns(items, task) {
  const results = []
  const queue = items.entries()
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await task(item)
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
  return results
}

/**
 * Resolves with what the command printed; rejects with it when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<string>}
 */
export function run(command, args, cwd = root) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    })
    let output = ''
    let printed = ''
    child.stdout.on('data', (text) => {
      output += text
      printed += text
    })
    child.stderr.on('data', (text) => (printed += text))
    child.on('error', (error) =>
      reject(new Error(`${command} did not start (${error.message}). Use the npm scripts.`)),
    )
    child.on('close', (code) => {
      if (code === 0) resolve(output)
      else reject(new Error(printed.trim() || `${command} ${args.join(' ')} ended with ${code}`))
    })
  })
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}
