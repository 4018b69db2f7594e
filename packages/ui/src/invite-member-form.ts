import {
  checkEmailAddress,
  checkGrantRole,
  type ErrorCode,
  type Invitation,
  invitationDefaultDays,
  normalizeEmailAddress,
  type OrgkitError,
  type Role,
} from '@orgkit/core'
import { useInviteMember, useOrganization, useRoles } from '@orgkit/react'
import { type ChangeEvent, type FormEvent, useRef, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'

/** What is offered; the rule takes any number of days from 1 to 90. */
export const expiryChoices = [7, 14, invitationDefaultDays, 60, 90]

interface Draft {
  emailAddress: string
  expiresInDays: string
}

export interface InviteMemberFormOptions {
  onInvited?: (invitation: Invitation) => void
}

/**
 * What is typed, what stands against it, and the one write. Lives above the markup: a dialog that is closed and opened again
 * shows the same draft.
 */
export function useInviteMemberForm({ onInvited }: InviteMemberFormOptions) {
  const { organization, membership, permissions, limits } = useOrganization()
  const roles = useRoles()
  const { inviteMember } = useInviteMember()
  const [problem, setProblem] = useState<OrgkitError | null>(null)
  const [sent, setSent] = useState<Invitation | null>(null)
  const form = useForm<Draft>({
    defaultValues: { emailAddress: '', expiresInDays: String(invitationDefaultDays) },
  })
  const { control, formState, register } = form
  const { errors, isSubmitting } = formState
  const expiresInDays = useWatch({ control, name: 'expiresInDays' })
  // Not a field of the form's: what is chosen at first is known once the roles have loaded. Empty: the default role.
  const [roleKey, setRoleKey] = useState('')
  const [roleError, setRoleError] = useState<ErrorCode>()
  const roleInput = useRef<HTMLSelectElement>(null)
  const sending = useRef(false)
  // The day is what is shown: a form that stays open over midnight is a day off, the server's answer is not.
  const [openedAt] = useState(() => Date.now())

  /** Nobody gives a role that holds more than they do. */
  const grantable: readonly Role[] = membership
    ? roles.data.filter((role) => checkGrantRole(role, { role: membership.role, permissions }) === null)
    : []
  const isDefaultGrantable = grantable.some(({ key }) => key === roles.defaultRoleKey)
  const chosenKey = roleKey || (isDefaultGrantable ? (roles.defaultRoleKey ?? '') : (grantable[0]?.key ?? ''))

  const emailAddressField = register('emailAddress', {
    validate: (typed) => checkEmailAddress(normalizeEmailAddress(typed))?.code ?? true,
    onChange: () => {
      if (errors.emailAddress) void form.trigger('emailAddress')
    },
    // A field that was only passed through is not scolded.
    onBlur: (event: { target: { value: string } }) => {
      if (event.target.value !== '') void form.trigger('emailAddress')
    },
  })
  const roleField = {
    ref: roleInput,
    name: 'roleKey',
    value: chosenKey,
    onChange: (event: ChangeEvent<HTMLSelectElement>) => {
      setRoleKey(event.target.value)
      setRoleError(undefined)
    },
  }
  const expiryField = register('expiresInDays')

  function place(error: OrgkitError) {
    const { code, field } = error
    if (field === 'roleKey') {
      setRoleError(code)
      return roleInput.current?.focus()
    }
    if (field !== 'emailAddress') return setProblem(error)
    form.setError(field, { type: 'server', message: code }, { shouldFocus: true })
  }

  async function send(draft: Draft) {
    setProblem(null)
    setRoleError(undefined)
    let invitation: Invitation
    try {
      invitation = await inviteMember({
        emailAddress: normalizeEmailAddress(draft.emailAddress),
        ...(chosenKey !== '' && { roleKey: chosenKey }),
        expiresInDays: Number(draft.expiresInDays),
      })
    } catch (error) {
      return place(error as OrgkitError)
    }
    setSent(invitation)
    onInvited?.(invitation)
  }

  return {
    step: sent ? ('sent' as const) : ('form' as const),
    organization,
    membership,
    seats: limits?.members ?? null,
    /** The invitation that was just sent. */
    sent,
    roles,
    grantable,
    chosenRole: grantable.find(({ key }) => key === chosenKey) ?? null,
    emailAddressField,
    roleField,
    expiryField,
    expiresAt: new Date(openedAt + Number(expiresInDays) * 24 * 3600 * 1000),
    emailAddressError: errors.emailAddress?.message as ErrorCode | undefined,
    roleError,
    problem,
    isBusy: isSubmitting,
    /** Role and expiry stay, for the next one. */
    startAgain() {
      form.resetField('emailAddress')
      setProblem(null)
      setSent(null)
    },
    /** Sends what is typed, once: what comes while it is under way is the second half of a double click. */
    submit(event?: FormEvent) {
      event?.preventDefault()
      // A dialog's events reach the host's own form around it through React's tree.
      event?.stopPropagation()
      if (sending.current) return
      sending.current = true
      void form
        .handleSubmit(send)()
        .finally(() => {
          sending.current = false
        })
    },
  }
}

export type InviteMemberFormState = ReturnType<typeof useInviteMemberForm>
