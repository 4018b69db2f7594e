import { missingToGrant } from '@orgkit/core'
import { type Member, useOrganization, useRoles } from '@orgkit/react'
import { type FormEvent, useRef, useState } from 'react'

interface RoleFormProps {
  member: Member
  isBusy: boolean
  /** Never rejects. */
  onSave: (roleKey: string) => Promise<void>
}

/**
 * A member's role. Chosen first and saved then: who goes through the roles by arrow keys gives none of them on the way. A role that
 * holds more than whoever gives it is there, and says why it cannot be chosen.
 */
export function RoleForm({ member, isBusy, onSave }: RoleFormProps) {
  const select = useRef<HTMLSelectElement>(null)
  const { data: roles } = useRoles()
  const { membership } = useOrganization()
  const [chosen, choose] = useState<string | null>(null)
  if (!membership) return null
  const { name } = member.user
  const held = member.role.key

  async function save(event: FormEvent) {
    event.preventDefault()
    if (isBusy || chosen === null) return
    // The button goes.
    select.current?.focus()
    await onSave(chosen)
    choose(null)
  }
  return (
    <form className="role-form" onSubmit={(event) => void save(event)}>
      <select
        ref={select}
        className="role"
        aria-label={`Role of ${name}`}
        value={chosen ?? held}
        onChange={({ target }) => choose(target.value === held ? null : target.value)}
      >
        {!roles.some(({ key }) => key === held) && <option value={held}>{member.role.name}</option>}
        {roles.map((role) => {
          const isMore = missingToGrant(role.permissions, membership).length > 0
          return (
            <option key={role.key} value={role.key} disabled={isMore && role.key !== held}>
              {isMore ? `${role.name} (holds more than you)` : role.name}
            </option>
          )
        })}
      </select>
      {chosen !== null && (
        <button type="submit" className="link" aria-label={`Save the role of ${name}`} aria-disabled={isBusy}>
          Save
        </button>
      )}
    </form>
  )
}
