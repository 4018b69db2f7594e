// `npm test`: finds a browser, runs every test project, and ends with one line that sums up all of it.
// Arguments go to vitest: `npm test -- packages/core`, `npm test -- --project dom`. `--long` asks for the long proofs.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChromium } from './ensure-chromium.mjs'

const args = process.argv.slice(2)
const long = args.includes('--long')
const folder = mkdtempSync(join(tmpdir(), 'orgkit-test-'))
const summaryFile = join(folder, 'summary.json')
const total = { passed: 0, failed: 0, skipped: 0 }

const chromium = ensureChromium()
if (!chromium) {
  total.failed++
  process.stderr.write(
    'Counted as one failure: without a browser its tests cannot run. The other tests follow.\n',
  )
}

const vitest = spawn(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...(chromium ? [] : ['--project=node', '--project=dom']),
    ...args.filter((argument) => argument !== '--long'),
  ],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      ORGKIT_SUMMARY_FILE: summaryFile,
      ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
      ...(long ? { ORGKIT_LONG: '1' } : {}),
    },
  },
)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : vitest.kill(signal)))
}
vitest.on('exit', (code) => {
  const summary = readSummary()
  if (summary) for (const key of Object.keys(total)) total[key] += summary[key]
  // The run broke off, or something other than a test failed: that is a failure too, and the line has to say so.
  if (code !== 0 && total.failed === 0) total.failed++
  rmSync(folder, { recursive: true, force: true })
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`)
  process.exitCode = total.failed > 0 ? 1 : 0
})

function readSummary() {
  try {
    return JSON.parse(readFileSync(summaryFile, 'utf8'))
  } catch {
    return undefined
  }
}
