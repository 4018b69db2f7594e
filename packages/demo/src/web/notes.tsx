import { useAuthorization, useOrganization, useSession } from '@orgkit/react'
import { NoteList } from './note-list'

/** The app itself. The gate shows it only to somebody who belongs to an organization, or may work without one. */
export function Notes() {
  const { organization } = useOrganization()
  const { has } = useAuthorization()
  return (
    <main className="notes">
      <UnconfirmedAddress />
      {organization ? (
        <NoteList
          key={organization.id}
          organizationId={organization.id}
          title={organization.name}
          canWrite={has({ permission: 'org:notes:write' })}
        />
      ) : (
        <NoteList key="personal" organizationId={null} title="Your own notes" canWrite />
      )}
    </main>
  )
}

function UnconfirmedAddress() {
  const { user } = useSession()
  const address = user?.emails.find(({ verified }) => !verified)?.address
  if (!address) return null
  return (
    <p className="notice">
      Confirm <bdi>{address}</bdi>: the mail is in the <a href="/dev/mailbox">mailbox</a>.
    </p>
  )
}
