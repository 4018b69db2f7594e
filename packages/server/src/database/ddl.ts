import { type Kysely, sql } from 'kysely'

/**
 * Runs statements that end in `;` and a line break. `key_text` is a text that compares by bytes: keys, slugs, times and ids must
 * stand in the order of `compareKeys` in core.
 */
export async function runDdl(db: Kysely<unknown>, statements: string): Promise<void> {
  for (const statement of statements.split(';\n')) {
    if (statement.trim() !== '')
      await sql.raw(statement.replaceAll('key_text', 'text collate "C"')).execute(db)
  }
}
