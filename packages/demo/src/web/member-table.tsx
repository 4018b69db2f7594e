import { useLeaveOrganization, useMembers, useOrganization, useSession } from '@orgkit/react'

/** Everybody who is in, page by page, and the way out. */
export function MemberTable() {
  const { organization } = useOrganization()
  const { user } = useSession()
  const { data, count, isLoading, isFetching, error, hasNextPage, fetchNext, revalidate } = useMembers()
  const leave = useLeaveOrganization()
  const confirmLeave = () => {
    if (organization && confirm(`Leave ${organization.name}? You need a new invitation to come back.`)) {
      void leave.leaveOrganization(organization.id).catch(() => {})
    }
  }
  return (
    <section aria-labelledby="members">
      <h2 id="members">Members ({count})</h2>
      <p role="alert" className="problem">
        {error && 'The members did not load. '}
        {error && (
          <button type="button" className="link" onClick={() => void revalidate()}>
            Try again
          </button>
        )}
        {leave.error &&
          (leave.error.code === 'last_administrator'
            ? 'You are the last administrator. Make somebody else one first.'
            : 'You did not leave. Try again.')}
      </p>
      <ul className="people" aria-busy={isLoading}>
        {data.map((member) => (
          <li key={member.user.id}>
            <span className="person">
              <strong>
                <bdi>{member.user.name}</bdi>
              </strong>
              <bdi className="muted">{member.user.emailAddress}</bdi>
            </span>
            <span className="muted">{member.role.name}</span>
            {member.user.id === user?.id && (
              <button type="button" className="link" onClick={confirmLeave}>
                Leave
              </button>
            )}
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <button type="button" className="link" aria-disabled={isFetching} onClick={() => fetchNext()}>
          Show more
        </button>
      )}
    </section>
  )
}
