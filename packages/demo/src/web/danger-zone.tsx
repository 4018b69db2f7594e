import { useDeleteOrganization, useLeaveOrganization, useOrganization, useSession } from '@orgkit/react'
import { useState } from 'react'
import { reasonOf } from './reason'

/** The ways out: leaving, and deleting everything. */
export function DangerZone() {
  const { organization, limits } = useOrganization()
  const { settings } = useSession()
  const leave = useLeaveOrganization()
  const remove = useDeleteOrganization()
  const [mistyped, setMistyped] = useState('')
  if (!organization || !limits) return null
  const { id, name } = organization
  const { allowed, reason } = limits.deleteOrganization
  const isBusy = leave.isPending || remove.isPending
  const support = settings?.supportContact ?? null
  const confirmLeave = () => {
    if (isBusy || !confirm(`Leave ${name}? You need a new invitation to come back.`)) return
    void leave.leaveOrganization(id).catch(() => {})
  }
  const confirmDelete = () => {
    if (isBusy || !allowed) return
    remove.reset()
    const typed = prompt(`${name} is deleted with all its notes, for everybody. Type its name to go on.`)
    const isName = typed?.trim() === name.trim()
    setMistyped(typed === null || isName ? '' : 'That was not its name. Nothing is deleted.')
    if (!isName) return
    void remove.deleteOrganization().catch(() => {})
  }
  return (
    <section aria-labelledby="danger">
      <h2 id="danger">Danger zone</h2>
      <ul className="people">
        <Action
          title="Leave"
          about="You lose access at once."
          problem={leave.error ? reasonOf(leave.error.code) : ''}
          isDisabled={isBusy}
          onAct={confirmLeave}
        />
        <Action
          title="Delete"
          about={allowed || !reason ? 'There is no way back.' : reasonOf(reason, { support })}
          problem={remove.error ? reasonOf(remove.error.code, { support }) : mistyped}
          isDisabled={isBusy || !allowed}
          onAct={confirmDelete}
        />
      </ul>
    </section>
  )
}

interface ActionProps {
  title: string
  about: string
  problem: string
  isDisabled: boolean
  onAct: () => void
}

function Action({ title, about, problem, isDisabled, onAct }: ActionProps) {
  const id = `danger-${title.toLowerCase()}`
  return (
    <li>
      <span className="person">
        <strong>{title} this organization</strong>
        <span className="muted" id={id}>
          {about}
        </span>
        <span role="alert" className="problem">
          {problem}
        </span>
      </span>
      <button
        type="button"
        className="danger"
        aria-disabled={isDisabled}
        aria-describedby={id}
        onClick={onAct}
      >
        {title}
      </button>
    </li>
  )
}
