// The door to every script: `node .config/boot.mjs <script> [arguments]`. Plain Node and no dependencies, so that a
// machine with only Node.js (20 or newer) and npm can use the repository. It finds the Node.js and the pnpm that the
// project is built with, installs what the lockfile says where that has not happened yet, and runs the script of
// package.json with them. It does not run scripts through pnpm: what a script prints last stays last, and signals
// reach it directly.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE_VERSION = '24.21.0'
const PNPM_VERSION = '12.21.0'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const windows = process.platform === 'win32'
const toolsFile = join(root, 'node_modules/.orgkit-tools')
const stampFile = join(root, 'node_modules/.lock-hash')
const [script, ...scriptArguments] = process.argv.slice(2)
const isTest = script?.startsWith('test:all') ?? false

process.chdir(root)
const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const command = script === 'pnpm' ? 'pnpm' : manifest.scripts[script]
if (!command) stop(`boot: there is no script "${script ?? ''}" in package.json.`)

const binFolder = findTools()
const env = {
  STORYBOOK_DISABLE_TELEMETRY: '1',
  ...process.env,
  PATH: [join(root, 'node_modules/.bin'), binFolder, process.env.PATH].join(delimiter),
}
if (script !== 'pnpm') install()
run()

/** The folder that holds `pnpm`, and `node` too where the installed one is too old. */
function findTools() {
  const packages = [...(isModernNode() ? [] : [`${nodePackage()}@${NODE_VERSION}`]), `pnpm@${PNPM_VERSION}`]
  const known = readJson(toolsFile)
  if (known?.packages === packages.join(' ') && hasPnpm(known.binFolder)) return known.binFolder
  const printPath = 'process.stdout.write(process.env.PATH ?? process.env.Path)'
  const result = spawnSync(
    'npx',
    [
      '--yes',
      ...packages.flatMap((name) => ['-p', name]),
      '--',
      'node',
      '-e',
      windows ? `"${printPath}"` : printPath,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8', shell: windows },
  )
  const found = result.status === 0 ? result.stdout.split(delimiter).find(hasPnpm) : undefined
  if (!found) stop(`boot: npx could not fetch ${packages.join(' and ')}. Is the package registry in reach?`)
  mkdirSync('node_modules', { recursive: true })
  writeFileSync(toolsFile, JSON.stringify({ packages: packages.join(' '), binFolder: found }))
  return found
}

function isModernNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > 24 || (major === 24 && minor >= 15) || (major === 22 && minor >= 23)
}

function nodePackage() {
  const target = `${windows ? 'win' : process.platform}-${process.arch}`
  return ['linux-x64', 'linux-arm64', 'win-x64'].includes(target) ? `node-${target}` : 'node'
}

function hasPnpm(folder) {
  return existsSync(join(folder, windows ? 'pnpm.cmd' : 'pnpm'))
}

/** Installs by the lockfile; does nothing when this lockfile and these manifests were installed before. */
function install() {
  const stamp = lockHash()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  const result = spawnSync('pnpm', ['install', '--frozen-lockfile'], {
    stdio: ['ignore', 2, 'inherit'],
    // Without a terminal pnpm must not ask before it replaces an older node_modules.
    env: { ...env, CI: 'true' },
    shell: windows,
  })
  if (result.status !== 0) {
    stop(
      'boot: the installation failed, so nothing was run. If a package.json was edited, update the lockfile with ' +
        '`npm run pnpm -- install --no-frozen-lockfile`.',
    )
  }
  writeFileSync(stampFile, stamp)
}

function lockHash() {
  const hash = createHash('sha256')
  const workspaces = ['packages', 'test'].flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, 'package.json')) : [],
  )
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...workspaces.sort()]) {
    if (existsSync(file)) hash.update(file).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** A script is one plain command. `exec` replaces the shell by it, so that a signal reaches the command itself. */
function run() {
  const quoted = scriptArguments.map((text) => (windows ? `"${text}"` : `'${text.replaceAll("'", `'\\''`)}'`))
  const line = [command, ...quoted].join(' ')
  const child = windows
    ? spawn(line, { stdio: 'inherit', env, shell: true })
    : spawn('/bin/sh', ['-c', `exec ${line}`], { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal sends Ctrl+C to the whole group; sending it twice would look like a second, impatient Ctrl+C.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)))
  }
  // npm passes a signal to its shell alone. `npm start` replaces the shell by this process (the second half of that
  // script is for Windows, which has no `exec`). Elsewhere some shells die without passing the signal on, or npm is
  // killed outright: then this process is orphaned, and what it started must not live on.
  const starter = whoStarted()
  if (process.env.npm_lifecycle_event) {
    setInterval(() => (whoStarted() === starter ? undefined : child.kill('SIGTERM')), 50).unref()
  }
  child.on('error', (error) => stop(`boot: ${script} did not start: ${error.message}`))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 1)
    process.exit()
  })
}

/** The parent of this process; when that is npm's shell, its parent too. Changes when one of them is gone. */
function whoStarted() {
  const parent = process.ppid
  try {
    const [name, rest] = readFileSync(`/proc/${parent}/stat`, 'utf8').split(/[()]/).slice(1)
    return /^(da|ba|a)?sh$/.test(name) ? `${parent} ${rest.trim().split(' ')[1]}` : String(parent)
  } catch {
    return String(parent)
  }
}

function stop(message) {
  process.stderr.write(`${message}\n`)
  if (isTest) process.stdout.write('\n0 passed, 1 failed\n')
  process.exit(1)
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
