// `npm run check`: types, lint, format, packed packages, size. All of them run, also when one fails.
// `npm run check -- types lint` runs only those.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspectTarball, packPackages, root, run } from './packages.mjs'

const steps = { lint, format, types, packages, size }
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in steps))
if (unknown.length > 0) {
  process.stderr.write(`check: no step ${unknown.join(', ')}. There are: ${Object.keys(steps).join(', ')}.\n`)
  process.exit(1)
}

const failed = []
// Two lanes for two processors; size measures what packages built.
await Promise.all([lane('lint', 'format', 'types'), lane('packages', 'size')])
process.stdout.write(failed.length > 0 ? `\ncheck failed: ${failed.join(', ')}\n` : '\ncheck passed\n')
process.exitCode = failed.length > 0 ? 1 : 0

async function lane(...names) {
  for (const name of names.filter((each) => wanted.length === 0 || wanted.includes(each))) {
    const start = performance.now()
    let report = ''
    let verdict = 'ok'
    try {
      report = await steps[name]()
    } catch (error) {
      verdict = 'FAILED'
      report = error.message
      failed.push(name)
    }
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    const details = report?.trim() ? `\n${report.trim().replaceAll(/^/gm, '    ')}` : ''
    process.stdout.write(`${name.padEnd(9)} ${verdict.padEnd(7)} ${seconds} s${details}\n`)
  }
}

/** Every tsconfig, one after the other; all errors, not only those of the first. */
async function types() {
  const folders = [...readdirSync('packages').map((name) => join('packages', name)), 'stories', 'test']
  const complaints = []
  for (const folder of folders.filter((each) => existsSync(join(each, 'tsconfig.json')))) {
    const buildInfo = `node_modules/.cache/tsc/${folder.replaceAll(/[\\/]/g, '-')}.tsbuildinfo`
    const args = ['-p', folder, '--pretty', 'false', '--incremental', '--tsBuildInfoFile', buildInfo]
    await run(process.execPath, ['node_modules/typescript/bin/tsc', ...args]).catch((error) =>
      complaints.push(error.message),
    )
  }
  // Packages are read from their source, so one mistake is reported by each that leans on it.
  const lines = [...new Set(complaints.join('\n').split('\n'))]
  if (complaints.length > 0) throw new Error(lines.join('\n'))
}

async function lint() {
  const output = await run(process.execPath, ['node_modules/oxlint/bin/oxlint', '--deny-warnings', '.'])
  return output.includes('Found 0 warnings and 0 errors') ? '' : output
}

async function format() {
  await run(process.execPath, [
    'node_modules/prettier/bin/prettier.cjs',
    '--check',
    '--log-level',
    'warn',
    '.',
  ])
}

async function packages() {
  const folder = mkdtempSync(join(tmpdir(), 'orgkit-pack-'))
  try {
    const complaints = []
    for (const packed of await packPackages(folder)) {
      const complaint = await inspectTarball(packed)
      if (complaint) complaints.push(`${packed.manifest.name}\n${complaint}`)
    }
    if (complaints.length > 0) throw new Error(complaints.join('\n\n'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function size() {
  return run(process.execPath, ['--import', 'tsx', join(root, 'test/bench/run.ts'), 'bytes', '--check'])
}
