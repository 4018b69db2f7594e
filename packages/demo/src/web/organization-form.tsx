import { useAuthorization, useOrganization, useSession, useUpdateOrganization } from '@orgkit/react'
import { type FormEvent, useState } from 'react'
import { problemOf, reasonOf } from './reason'

/** The organization's name and address. What is typed stays through every refusal. */
export function OrganizationForm() {
  const { organization } = useOrganization()
  const { has } = useAuthorization()
  const { settings } = useSession()
  const { updateOrganization, isPending, error, reset } = useUpdateOrganization()
  const [typed, setTyped] = useState<{ name?: string; slug?: string }>({})
  const [told, setTold] = useState('')
  if (!organization) return null
  const mayChange = has({ permission: 'org:sys_profile:manage' })
  const name = typed.name ?? organization.name
  const slug = typed.slug ?? organization.slug ?? ''
  const isChanged = name !== organization.name || slug !== (organization.slug ?? '')

  function type(change: { name?: string; slug?: string }) {
    setTyped({ ...typed, ...change })
    setTold('')
    if (error) reset()
  }
  async function save(event: FormEvent) {
    event.preventDefault()
    if (!organization || isPending || !isChanged) return
    await updateOrganization({
      version: organization.version,
      ...(name !== organization.name && { name }),
      ...(slug !== (organization.slug ?? '') && { slug }),
    })
    setTyped({})
    setTold('Saved.')
  }
  const nameProblem = problemOf(error, 'name')
  const slugProblem = problemOf(error, 'slug')
  const other = error && !nameProblem && !slugProblem ? reasonOf(error.code) : ''
  return (
    <section aria-labelledby="general">
      <h2 id="general">General</h2>
      {!mayChange && <p className="muted">{reasonOf('forbidden')}</p>}
      <form className="general" onSubmit={(event) => void save(event).catch(() => {})} noValidate>
        <TextField
          id="organization-name"
          label="Name"
          value={name}
          problem={nameProblem}
          readOnly={!mayChange}
          onChange={(value) => type({ name: value })}
        />
        {settings?.slugs && (
          <TextField
            id="organization-slug"
            label="Address"
            value={slug}
            problem={slugProblem}
            help="The address before keeps leading here."
            readOnly={!mayChange}
            onChange={(value) => type({ slug: value })}
          />
        )}
        {mayChange && (
          <div className="general-foot">
            <p role="status" className="muted">
              {told}
            </p>
            <p role="alert" className="problem">
              {other}
            </p>
            <button type="submit" className="primary" aria-disabled={!isChanged || isPending}>
              Save
            </button>
          </div>
        )}
      </form>
    </section>
  )
}

interface TextFieldProps {
  id: string
  label: string
  value: string
  problem: string
  help?: string
  readOnly: boolean
  onChange: (value: string) => void
}

function TextField({ id, label, value, problem, help = '', readOnly, onChange }: TextFieldProps) {
  return (
    <p className="input">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        readOnly={readOnly}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={problem !== ''}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(event.target.value)}
      />
      <span id={`${id}-help`} className={problem ? 'help problem' : 'help muted'} aria-live="polite">
        {problem || help}
      </span>
    </p>
  )
}
