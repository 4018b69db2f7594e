import type { Environment } from './options'

/** What a subcommand needs of the process that it runs in. */
export interface Terminal {
  environment: Environment
  print(line: string): void
}

export interface Subcommand {
  /** How it is called, without `orgkit`. */
  usage: string
  /** One line. */
  about: string
  /** What `--help` shows below usage and about. */
  help: string
  /** Rejects with `UsageError` where it was called in a wrong way, before anything was done. */
  run(args: readonly string[], terminal: Terminal): Promise<void>
}
