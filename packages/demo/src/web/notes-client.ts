/** A note of one organization, or of the user alone. */
export interface Note {
  id: string
  text: string
  authorName: string
  /** ISO 8601, UTC. */
  createdAt: string
}

/** The server says that the caller may not, or is no member: the page is older than that. */
export class NotesRefused extends Error {}

/** Every request says in which organization it is meant, or in none; the server asks whether the caller may. */
async function call(organizationId: string | null, path: string, init: RequestInit = {}): Promise<unknown> {
  const headers = {
    'Content-Type': 'application/json',
    ...(organizationId !== null && { 'Orgkit-Organization': organizationId }),
  }
  const response = await fetch(`/api/notes${path}`, { ...init, headers })
  const body: unknown = await response.json().catch(() => null)
  if ([401, 403, 404].includes(response.status)) throw new NotesRefused(`Notes answered ${response.status}.`)
  if (!response.ok) throw new Error(`Notes answered ${response.status}.`)
  return body
}

export async function listNotes(organizationId: string | null, signal: AbortSignal): Promise<Note[]> {
  const { notes } = (await call(organizationId, '', { signal })) as { notes: Note[] }
  return notes
}

export async function writeNote(
  organizationId: string | null,
  note: Pick<Note, 'id' | 'text'>,
): Promise<void> {
  await call(organizationId, `/${note.id}`, { method: 'PUT', body: JSON.stringify({ text: note.text }) })
}

export async function deleteNote(organizationId: string | null, id: string): Promise<void> {
  await call(organizationId, `/${id}`, { method: 'DELETE' })
}
