import { useRefetchSession } from '@orgkit/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { deleteNote, listNotes, type Note, NotesRefused, writeNote } from './notes-client'

interface NoteListProps {
  /** `null`: the personal account. */
  organizationId: string | null
  title: string
  canWrite: boolean
}

/** The notes of one organization, or of the personal account. Its id is in every key, so the notes of another are never shown here. */
export function NoteList({ organizationId, title, canWrite }: NoteListProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const queryClient = useQueryClient()
  const queryKey = ['notes', organizationId]
  const orOutdated = useOrOutdated()
  const notes = useQuery({
    queryKey,
    queryFn: ({ signal }) => orOutdated(listNotes(organizationId, signal)),
    retry: (failures, error) => failures < 3 && !(error instanceof NotesRefused),
  })
  const remove = useMutation({
    mutationFn: (note: Note) => orOutdated(deleteNote(organizationId, note.id)),
    onSuccess: () => {
      heading.current?.focus()
      return queryClient.invalidateQueries({ queryKey })
    },
  })
  const problem = remove.error
    ? 'The note was not deleted. Try again.'
    : notes.error
      ? 'The notes did not load.'
      : null

  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {canWrite ? (
        <Composer
          organizationId={organizationId}
          onWritten={() => queryClient.invalidateQueries({ queryKey })}
        />
      ) : (
        <p className="notice">You can read these notes. Ask an administrator if you should write here too.</p>
      )}
      <p role="alert" className="problem">
        {problem}{' '}
        {notes.error && (
          <button type="button" className="link" onClick={() => void notes.refetch()}>
            Try again
          </button>
        )}
      </p>
      {notes.data?.length === 0 && <p className="empty">No notes yet.</p>}
      <ul className="note-list" aria-label="Notes" aria-busy={notes.isLoading}>
        {notes.data?.map((note) => (
          <li key={note.id}>
            <p>{note.text}</p>
            <footer>
              {note.authorName},{' '}
              <time dateTime={note.createdAt} title={note.createdAt}>
                {writtenAt.format(new Date(note.createdAt))}
              </time>
              {canWrite && (
                <button
                  type="button"
                  className="link"
                  aria-label={`Delete: ${note.text.slice(0, 80)}`}
                  onClick={() => remove.mutate(note)}
                >
                  Delete
                </button>
              )}
            </footer>
          </li>
        ))}
      </ul>
    </>
  )
}

const writtenAt = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })

function Composer({
  organizationId,
  onWritten,
}: {
  organizationId: string | null
  onWritten: () => Promise<void>
}) {
  const [text, setText] = useState('')
  // Kept until the note is acknowledged: a repeated attempt writes the same note.
  const id = useRef<string | null>(null)
  const orOutdated = useOrOutdated()
  const write = useMutation({
    mutationFn: (written: string) =>
      orOutdated(writeNote(organizationId, { id: (id.current ??= newId()), text: written })),
    onSuccess: (_, written) => {
      id.current = null
      // What was typed meanwhile is the next note.
      setText((now) => (now === written ? '' : now))
      return onWritten()
    },
  })
  const isReady = text.trim() !== '' && !write.isPending

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isReady) write.mutate(text)
  }

  return (
    <form className="composer" onSubmit={submit}>
      <label htmlFor="note-text">New note</label>
      <textarea
        id="note-text"
        value={text}
        rows={3}
        maxLength={2000}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="composer-foot">
        <span role="alert" className="problem">
          {write.error && 'The note was not saved. It is still here: try again.'}
        </span>
        <button type="submit" className="primary" aria-disabled={!isReady || undefined}>
          Add note
        </button>
      </div>
    </form>
  )
}

/** What the app's own server refuses tells orgkit too that somebody's role changed, or that they are in no more. */
function useOrOutdated() {
  const refetchSession = useRefetchSession()
  return <Answer,>(asking: Promise<Answer>) =>
    asking.catch((error: unknown) => {
      if (error instanceof NotesRefused) void refetchSession()
      throw error
    })
}

/** `crypto.randomUUID` is missing on pages without TLS. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
