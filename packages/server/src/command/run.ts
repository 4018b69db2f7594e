import { migrateCommand } from './migrate'
import { describeRows, UsageError } from './options'
import { seedCommand } from './seed'
import { serveCommand } from './serve'
import type { Subcommand, Terminal } from './subcommand'

const subcommands: Record<string, Subcommand> = {
  serve: serveCommand,
  migrate: migrateCommand,
  seed: seedCommand,
}

const exitCodes = { done: 0, failed: 1, wrongUsage: 2 } as const

export interface RunTerminal extends Terminal {
  /** Where errors go. */
  complain(line: string): void
}

/** Runs `orgkit` with these arguments and resolves with its exit code. A server that was started goes on. */
export async function runOrgkit(args: readonly string[], terminal: RunTerminal): Promise<number> {
  const [name = '', ...rest] = args
  if (isHelp(name) || name === 'help') {
    terminal.print(overview())
    return exitCodes.done
  }
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined
  if (!subcommand) {
    const what = name === '' ? 'orgkit: what is it to do?' : `orgkit: there is no command "${name}".`
    terminal.complain(`${what}\n\n${overview()}`)
    return exitCodes.wrongUsage
  }
  if (rest.some(isHelp)) {
    terminal.print(`orgkit ${subcommand.usage}\n\n${subcommand.about}\n\n${subcommand.help}`)
    return exitCodes.done
  }
  try {
    await subcommand.run(rest, terminal)
    return exitCodes.done
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.complain(`orgkit ${name}: ${error.message}\nSee orgkit ${name} --help.`)
      return exitCodes.wrongUsage
    }
    terminal.complain(`orgkit ${name} failed: ${describeError(error)}`)
    return exitCodes.failed
  }
}

function isHelp(argument: string): boolean {
  return argument === '--help' || argument === '-h'
}

function overview(): string {
  const rows = Object.entries(subcommands).map(([name, { about }]) => [`orgkit ${name}`, about])
  return `orgkit: organizations for React apps, the reference server

${describeRows(rows)}

orgkit <command> --help says more of each. All use the database that ORGKIT_DATABASE_URL names: postgres://…,
memory: (gone when the command ends), or, where it is unset, PGlite in the folder .orgkit.`
}

/** With its causes. Some errors of a network hold only further ones, or a code. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const inner = error instanceof AggregateError ? error.errors.map(describeError).join('; ') : ''
  const own = error.message || inner || ('code' in error ? String(error.code) : error.name)
  return error.cause === undefined ? own : `${own}\n  because: ${describeError(error.cause)}`
}
