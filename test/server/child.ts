import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'

/** A script of this folder in a process of its own, run from source. */
export interface Child {
  process: ChildProcess
  /** Whole lines of its output so far. */
  lines: string[]
  errors(): string
  /** Resolves once that many lines are there; rejects where it ends before. */
  printed(count: number): Promise<void>
  /** `kill -9`, awaited. */
  kill(): Promise<void>
  /** Its exit code. */
  ended(): Promise<number | null>
}

export function startChild(
  script: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Child {
  const file = path.join(import.meta.dirname, script)
  const child = spawn(process.execPath, ['--conditions=orgkit-source', '--import', 'tsx', file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  const lines: string[] = []
  let errors = ''
  const reader = createInterface(child.stdout)
  reader.on('line', (line) => lines.push(line))
  child.stderr.on('data', (chunk) => (errors += chunk))
  const closed = once(child, 'close')
  return {
    process: child,
    lines,
    errors: () => errors,
    async printed(count) {
      while (lines.length < count) {
        if (child.exitCode !== null) throw new Error(`${script} ended: ${errors}`)
        await Promise.race([once(reader, 'line'), closed])
      }
    },
    async kill() {
      child.kill('SIGKILL')
      await closed
    },
    ended: async () => (await closed)[0] as number | null,
  }
}
