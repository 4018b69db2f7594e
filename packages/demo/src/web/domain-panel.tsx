import {
  type Domain,
  useAddDomain,
  useAuthorization,
  useDomains,
  useOrganization,
  useRemoveDomain,
  useSession,
  useUpdateDomain,
} from '@orgkit/react'
import { type FormEvent, useId, useRef, useState } from 'react'
import { DomainProof } from './domain-proof'
import { ListNews } from './list-parts'
import { problemOf, reasonOf } from './reason'

const modes: Readonly<Record<Domain['enrollmentMode'], string>> = {
  manual_invitation: 'Nothing by itself',
  automatic_invitation: 'Are invited',
  automatic_suggestion: 'May ask to join',
}

/** The e-mail domains of the organization: added, proven, and what they do for people with an address there. */
export function DomainPanel() {
  const heading = useRef<HTMLHeadingElement>(null)
  const { organization } = useOrganization()
  const { has } = useAuthorization()
  const { settings } = useSession()
  const list = useDomains()
  const update = useUpdateDomain()
  const remove = useRemoveDomain()
  const [told, setTold] = useState('')
  const mayManage = has({ permission: 'org:sys_domains:manage' })
  const isBusy = update.isPending || remove.isPending
  const problem = update.error ?? remove.error
  if (!organization || !list.isSupported || !has({ permission: 'org:sys_domains:read' })) return null
  const allowed = settings?.enrollmentModes ?? []

  function begin(): boolean {
    if (isBusy) return false
    update.reset()
    remove.reset()
    setTold('')
    return true
  }
  async function setMode(domain: Domain, enrollmentMode: Domain['enrollmentMode']) {
    const { id: domainId, version, pendingRequestCount: waiting } = domain
    if (!begin()) return
    // Going back to nothing by itself: what waits can go with it.
    const declineRequests =
      enrollmentMode === 'manual_invitation' &&
      waiting > 0 &&
      confirm(`Turn down those too who ask to join because of ${domain.name}? (${waiting})`)
    await update.updateDomain({ domainId, enrollmentMode, version, declineRequests })
    setTold(`People at ${domain.name}: ${modes[enrollmentMode].toLowerCase()}.`)
  }
  async function takeOut({ id, name, pendingRequestCount: waiting }: Domain) {
    const also = waiting > 0 ? ` Those who ask to join because of it are turned down. (${waiting})` : ''
    if (!confirm(`Remove ${name}?${also}`) || !begin()) return
    await remove.removeDomain(id)
    setTold(`${name} is removed.`)
    heading.current?.focus()
  }
  return (
    <section aria-labelledby="domains">
      <h2 id="domains" ref={heading} tabIndex={-1}>
        Domains
      </h2>
      <p className="muted">What people find here who have a confirmed address at one of your domains.</p>
      <ListNews list={list} what="The domains" problem={problem && reasonOf(problem.code)} told={told} />
      {list.data.length === 0 && !list.isLoading && !list.error && <p className="empty">No domains yet.</p>}
      <ul className="people domains" aria-busy={list.isLoading}>
        {list.data.map((domain) => (
          <li key={domain.id}>
            <span className="person">
              <strong>
                <bdi>{domain.name}</bdi>
              </strong>
              <span className="muted">{stateOf(domain)}</span>
            </span>
            {mayManage ? (
              <select
                className="role"
                aria-label={`People at ${domain.name}`}
                value={domain.enrollmentMode}
                onChange={({ target }) =>
                  void setMode(domain, target.value as Domain['enrollmentMode']).catch(() => {})
                }
              >
                {Object.entries(modes).map(([mode, words]) => (
                  <option
                    key={mode}
                    value={mode}
                    disabled={!allowed.includes(mode as Domain['enrollmentMode'])}
                  >
                    {words}
                  </option>
                ))}
              </select>
            ) : (
              <span className="muted">{modes[domain.enrollmentMode]}</span>
            )}
            {mayManage && (
              <button
                type="button"
                className="link"
                aria-label={`Remove ${domain.name}`}
                aria-disabled={isBusy}
                onClick={() => void takeOut(domain).catch(() => {})}
              >
                Remove
              </button>
            )}
            {mayManage && domain.status === 'unverified' && (
              <DomainProof
                domain={domain}
                onVerified={() => {
                  setTold(`${domain.name} is verified.`)
                  heading.current?.focus()
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {mayManage && <NewDomain />}
    </section>
  )
}

function stateOf({ status, pendingRequestCount: waiting }: Domain): string {
  if (status === 'unverified') return 'Not verified: it does nothing yet'
  if (waiting === 0) return 'Verified'
  return waiting === 1 ? 'Verified, 1 asks to join' : `Verified, ${waiting} ask to join`
}

function NewDomain() {
  const id = useId()
  const [name, setName] = useState('')
  const { addDomain, isPending, error, reset } = useAddDomain()
  const problem = error ? problemOf(error, 'name') || reasonOf(error.code) : ''

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (isPending) return
    // With the suggestion on, proving it is all that is left to do.
    await addDomain({ name, enrollmentMode: 'automatic_suggestion' }).then(
      () => setName(''),
      () => {},
    )
  }
  return (
    <form className="general" onSubmit={(event) => void submit(event)} aria-busy={isPending} noValidate>
      <div className="input">
        <label htmlFor={id}>Add a domain</label>
        <input
          id={id}
          value={name}
          placeholder="acme.com"
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={problem !== ''}
          aria-describedby={`${id}-problem`}
          onChange={({ target }) => {
            setName(target.value)
            if (error) reset()
          }}
        />
      </div>
      <p className="problem" role="alert" id={`${id}-problem`}>
        {problem}
      </p>
      <button type="submit" className="primary" aria-disabled={isPending}>
        Add domain
      </button>
    </form>
  )
}
