import {
  type Member,
  useAuthorization,
  useMembers,
  useOfferAdministration,
  useOrganization,
  useRemoveMember,
  useSession,
  useUpdateMemberRole,
} from '@orgkit/react'
import { useRef, useState } from 'react'
import { useFocusKept } from './focus-kept'
import { ListNews, ShowMore } from './list-parts'
import { reasonOf } from './reason'
import { RoleForm } from './role-form'

/** Everybody who is in, page by page, with what an administrator may do with them. */
export function MemberTable() {
  const heading = useRef<HTMLHeadingElement>(null)
  const { organization } = useOrganization()
  const { user } = useSession()
  const { has } = useAuthorization()
  const [query, setQuery] = useState('')
  const list = useMembers({ query })
  const update = useUpdateMemberRole()
  const remove = useRemoveMember()
  const offer = useOfferAdministration()
  const [told, setTold] = useState('')
  const mayManage = has({ permission: 'org:sys_memberships:manage' })
  const isBusy = update.isPending || remove.isPending || offer.isPending
  const problem = update.error ?? remove.error ?? offer.error
  useFocusKept(heading, mayManage ? 1 : 0)
  if (!organization) return null

  function begin(): boolean {
    if (isBusy) return false
    update.reset()
    remove.reset()
    offer.reset()
    setTold('')
    return true
  }
  async function setRole({ user: { id, name } }: Member, roleKey: string) {
    if (!begin()) return
    const { role } = await update.updateMemberRole({ userId: id, roleKey })
    setTold(`${name} is ${role.name} now.`)
  }
  async function takeOut({ user: { id, name } }: Member) {
    if (!confirm(`Remove ${name} from ${organization?.name}? Their notes stay.`) || !begin()) return
    await remove.removeMember(id)
    setTold(`${name} is removed.`)
    heading.current?.focus()
  }
  async function handOver({ user: { id, name } }: Member) {
    const question = `Offer your role to ${name}? Once they accept, you are a member like the others.`
    if (!confirm(question) || !begin()) return
    await offer.offerAdministration({ userId: id })
    setTold(`${name} has to confirm it.`)
  }
  return (
    <section aria-labelledby="members">
      <h2 id="members" ref={heading} tabIndex={-1}>
        Members ({list.count})
      </h2>
      <ListNews list={list} what="The members" problem={problem && reasonOf(problem.code)} told={told} />
      {(organization.memberCount > 5 || query !== '') && (
        <p className="input">
          <label htmlFor="find-member">Find a member</label>
          <input
            id="find-member"
            type="search"
            value={query}
            onChange={({ target }) => setQuery(target.value)}
          />
        </p>
      )}
      <ul className="people" aria-busy={list.isLoading}>
        {list.data.map((member) => (
          <li key={member.user.id}>
            <span className="person">
              <strong>
                <bdi>{member.user.name}</bdi>
              </strong>
              <bdi className="muted">{member.user.emailAddress}</bdi>
            </span>
            {mayManage ? (
              <RoleForm
                member={member}
                isBusy={isBusy}
                onSave={(key) => setRole(member, key).catch(() => {})}
              />
            ) : (
              <span className="muted">{member.role.name}</span>
            )}
            {mayManage && member.user.id !== user?.id && (
              <>
                {!member.isAdministrator && (
                  <button
                    type="button"
                    className="link"
                    aria-label={`Hand over to ${member.user.name}`}
                    aria-disabled={isBusy}
                    onClick={() => void handOver(member).catch(() => {})}
                  >
                    Hand over
                  </button>
                )}
                <button
                  type="button"
                  className="link"
                  aria-label={`Remove ${member.user.name}`}
                  aria-disabled={isBusy}
                  onClick={() => void takeOut(member).catch(() => {})}
                >
                  Remove
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      <ShowMore list={list} />
    </section>
  )
}
