import { type Database, openDatabase } from '../database/open-database'
import type { Environment, Option } from './options'

/** Where the folder is that holds what is kept without Postgres. */
export const folderOption = {
  value: 'FOLDER',
  about: 'where PGlite keeps its files, and the secret that was made',
  variable: 'ORGKIT_FOLDER',
  default: '.orgkit',
} satisfies Option

export function openCommandDatabase(environment: Environment, folder: string | undefined): Promise<Database> {
  return openDatabase({ url: environment.ORGKIT_DATABASE_URL ?? '', folder })
}

/** Opens the database for `work` alone. */
export async function withDatabase<T>(
  environment: Environment,
  folder: string | undefined,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openCommandDatabase(environment, folder)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
