import { Hono } from 'hono'
import { type Kysely, sql } from 'kysely'
import { checkStorable } from '@orgkit/core'
import type { Database, OrgkitServer } from '@orgkit/server'

interface NotesDatabase {
  note: { organization_id: string; id: string; text: string; author_name: string; created_at: string }
}

const textMaxLength = 2000
const shownCount = 200

export async function createNotesTable(database: Database['db']): Promise<void> {
  await database.schema
    .createTable('note')
    .ifNotExists()
    .addColumn('organization_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('author_name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('note_key', ['organization_id', 'id'])
    .execute()
}

/**
 * The app's own routes. They know nothing of organizations but what `requireOrganization` tells: who is calling, in which
 * organization, and that they may. Each query names that organization, or the user who works without one.
 */
export function createNotes(database: Database['db'], orgkit: OrgkitServer): Hono {
  const notes = database as unknown as Kysely<NotesDatabase>
  const app = new Hono()
  app.onError((error) => orgkit.errorResponse(error))

  /** Whose notes they are. A user's own stay theirs by their id, whatever becomes of personal accounts meanwhile. */
  async function placeOf(request: Request, query: { permission?: 'org:notes:write' } = {}) {
    if (request.headers.has('Orgkit-Organization')) {
      const { organization, user } = await orgkit.requireOrganization(request, query)
      return { owner: organization.id, user }
    }
    const { user } = await orgkit.requireSession(request)
    return { owner: `user ${user.id}`, user }
  }

  app.get('/', async ({ req, json }) => {
    const { owner } = await placeOf(req.raw)
    const rows = await notes
      .selectFrom('note')
      .select(['id', 'text', 'author_name as authorName', 'created_at as createdAt'])
      .where('organization_id', '=', owner)
      .orderBy('created_at', 'desc')
      .limit(shownCount)
      .execute()
    return json({ notes: rows })
  })

  // The page chooses the id, so that sending the same note again after a cut connection does not write it twice.
  app.put('/:id', async ({ req, json }) => {
    const { owner, user } = await placeOf(req.raw, { permission: 'org:notes:write' })
    const id = req.param('id')
    const text = await readText(req.raw)
    if (!/^[\w-]{8,64}$/.test(id)) return refused('invalid_value', 'id', json)
    if (text === null || text === '') return refused('required', 'text', json)
    if (text.length > textMaxLength) return refused('too_long', 'text', json)
    if (checkStorable('text', text)) return refused('invalid_characters', 'text', json)
    await notes
      .insertInto('note')
      .values({
        organization_id: owner,
        id,
        text,
        author_name: user.name,
        created_at: new Date().toISOString(),
      })
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'id']).doUpdateSet({ text: sql`excluded.text` }),
      )
      .execute()
    return json({ id })
  })

  app.delete('/:id', async ({ req, json }) => {
    const { owner } = await placeOf(req.raw, { permission: 'org:notes:write' })
    await notes
      .deleteFrom('note')
      .where('organization_id', '=', owner)
      .where('id', '=', req.param('id'))
      .execute()
    return json({})
  })

  return app
}

async function readText(request: Request): Promise<string | null> {
  const body: unknown = await request.json().catch(() => null)
  if (typeof body !== 'object' || body === null || !('text' in body) || typeof body.text !== 'string')
    return null
  return body.text.trim()
}

function refused(code: string, field: string, json: (body: object, status: 400) => Response): Response {
  return json({ error: { code, message: `${code}: ${field}`, field } }, 400)
}
