import { migrate } from '../database/migrations'
import { folderOption, withDatabase } from './database'
import { describeOptions, readOptions } from './options'
import type { Subcommand } from './subcommand'

const options = { folder: folderOption }

export const migrateCommand: Subcommand = {
  usage: 'migrate [--folder FOLDER]',
  about: 'Brings the tables of the database up to date.',
  help: `Running it again does nothing, and several nodes may run it at once: they wait for each other. orgkit serve
does the same at its start. A PGlite folder is used by one process at a time, so stop its server first.

${describeOptions(options)}`,
  async run(args, { environment, print }) {
    const { folder } = readOptions(options, args, environment)
    const ran = await withDatabase(environment, folder, migrate)
    print(describe(ran))
  },
}

function describe(ran: readonly string[]): string {
  if (ran.length === 0) return 'nothing to do'
  return `${ran.length} ${ran.length === 1 ? 'migration' : 'migrations'}: ${ran.join(', ')}`
}
