// `npm start`: builds the demo's pages when they are older than their source, then becomes the demo's server.
// Runs with `--conditions=orgkit-source --import tsx`, so that the packages are used from their source.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const pages = 'packages/demo/dist/web'
const stampFile = join(pages, '.source-hash')

if (existsSync('packages/demo/src/web/index.html')) {
  const hash = hashSource()
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== hash) {
    const vite = join(process.cwd(), 'node_modules/vite/bin/vite.js')
    const build = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: 'packages/demo',
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    if (build.status !== 0) process.exit(build.status ?? 1)
    writeFileSync(stampFile, hash)
  }
}

await import('../packages/demo/src/server.ts')

/** Names, sizes and times of everything that the pages are built from. */
function hashSource() {
  const hash = createHash('sha256').update(readFileSync('pnpm-lock.yaml'))
  const roots = ['core', 'adapters', 'react', 'ui', 'demo'].map((name) => `packages/${name}`)
  for (const folder of roots) {
    const files = readdirSync(join(folder, 'src'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
    const settings = readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((file) => statSync(file).isFile())
    for (const file of [...files, ...settings].sort()) {
      const { size, mtimeMs } = statSync(file)
      hash.update(`${file} ${size} ${mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}
