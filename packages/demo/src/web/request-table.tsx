import {
  type MembershipRequest,
  useApproveMembershipRequest,
  useApproveMembershipRequests,
  useDeclineMembershipRequest,
  useMembershipRequests,
  useOrganization,
  useRoles,
  useSession,
} from '@orgkit/react'
import { missingToGrant } from '@orgkit/core'
import { useRef, useState } from 'react'
import { ListNews, ShowMore } from './list-parts'
import { reasonOf } from './reason'

/** Who asks to join, the longest waiting first: approved with a role, or turned down. */
export function RequestTable() {
  const heading = useRef<HTMLHeadingElement>(null)
  const { membership, limits } = useOrganization()
  const { settings } = useSession()
  const list = useMembershipRequests()
  const { data: roles, defaultRoleKey } = useRoles()
  const approve = useApproveMembershipRequest()
  const approveAll = useApproveMembershipRequests()
  const decline = useDeclineMembershipRequest()
  /** What was chosen for somebody, by user id. */
  const [chosen, choose] = useState<Readonly<Record<string, string>>>({})
  const [told, setTold] = useState('')
  const isBusy = approve.isPending || approveAll.isPending || decline.isPending
  const problem = approve.error ?? approveAll.error ?? decline.error
  if (!membership || !list.isSupported) return null
  const grantable = roles.filter(({ permissions }) => missingToGrant(permissions, membership).length === 0)
  const maximum = limits?.addMember.maximum ?? null

  function begin(): boolean {
    if (isBusy) return false
    approve.reset()
    approveAll.reset()
    decline.reset()
    setTold('')
    return true
  }
  async function letIn({ user }: MembershipRequest) {
    if (!begin()) return
    const roleKey = chosen[user.id] ?? defaultRoleKey ?? undefined
    const { role } = await approve.approveMembershipRequest({ userId: user.id, ...(roleKey && { roleKey }) })
    setTold(`${user.name} is in, as ${role.name}.`)
    heading.current?.focus()
  }
  async function letAllIn() {
    if (!begin()) return
    const userIds = list.data.slice(0, 100).map(({ user }) => user.id)
    const results = await approveAll.approveMembershipRequests({ userIds })
    const [refused] = results.flatMap(({ error }) => error ?? [])
    const count = results.filter(({ value }) => value !== null).length
    const why = refused ? ` ${reasonOf(refused.code, { maximum })}` : ''
    setTold(`${count} of ${results.length} are in.${why}`)
    heading.current?.focus()
  }
  async function turnDown({ user }: MembershipRequest) {
    if (!begin()) return
    await decline.declineMembershipRequest(user.id)
    setTold(`${user.name} is turned down.`)
    heading.current?.focus()
  }
  return (
    <section aria-labelledby="requests">
      <h2 id="requests" ref={heading} tabIndex={-1}>
        Requests to join ({list.count})
      </h2>
      <ListNews
        list={list}
        what="The requests"
        problem={problem && reasonOf(problem.code, { maximum, support: settings?.supportContact ?? null })}
        told={told}
      />
      {list.data.length === 0 && !list.isLoading && !list.error && (
        <p className="empty">Nobody asks to join.</p>
      )}
      <ul className="people" aria-busy={list.isLoading}>
        {list.data.map((request) => (
          <li key={request.user.id}>
            <span className="person">
              <strong>
                <bdi>{request.user.name}</bdi>
              </strong>
              <bdi className="muted">{request.user.emailAddress}</bdi>
            </span>
            <select
              className="role"
              aria-label={`Role for ${request.user.name}`}
              value={chosen[request.user.id] ?? defaultRoleKey ?? ''}
              onChange={({ target }) => choose({ ...chosen, [request.user.id]: target.value })}
            >
              {grantable.map(({ key, name }) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </select>
            <button
              type="button"
              className="link"
              aria-label={`Approve ${request.user.name}`}
              aria-disabled={isBusy}
              onClick={() => void letIn(request).catch(() => {})}
            >
              Approve
            </button>
            <button
              type="button"
              className="link"
              aria-label={`Decline ${request.user.name}`}
              aria-disabled={isBusy}
              onClick={() => void turnDown(request).catch(() => {})}
            >
              Decline
            </button>
          </li>
        ))}
      </ul>
      {list.data.length > 1 && (
        <button
          type="button"
          className="link"
          aria-disabled={isBusy}
          onClick={() => void letAllIn().catch(() => {})}
        >
          Approve all {list.data.length} shown
        </button>
      )}
      <ShowMore list={list} />
    </section>
  )
}
