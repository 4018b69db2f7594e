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
import { type OrganizationState, useInviteMember, useOrganization, useRoles } from '@orgkit/react'
import { type ChangeEvent, useState } from 'react'
import { useController, useForm } from 'react-hook-form'
import { useSendOnce } from './send-once'

/** What is offered; the rule takes any number of days from 1 to 90. */
export const expiryChoices = [7, 14, invitationDefaultDays, 60, 90]

export interface InviteMemberFormOptions {
  onInvited?: (invitation: Invitation) => void
}

interface Draft {
  emailAddress: string
  /** Empty: the default role, also before the roles have loaded. */
  roleKey: string
  expiresInDays: string
}

/**
 * What is typed, what stands against it, and the one write. Lives above the markup: a dialog that is closed and opened again
 * shows the same draft. Of one organization: see `useInviteMemberTurn`.
 */
export function useInviteMemberForm({ onInvited }: InviteMemberFormOptions) {
  const { organization, membership, permissions, limits } = useOrganization()
  const roles = useRoles()
  const { inviteMember } = useInviteMember()
  const [problem, setProblem] = useState<OrgkitError | null>(null)
  const [sent, setSent] = useState<Invitation | null>(null)
  const [isBegun, setBegun] = useState(false)
  // What is refused stays so until its field changes; nobody is scolded for the first letters of the next try.
  const form = useForm<Draft>({
    defaultValues: { emailAddress: '', roleKey: '', expiresInDays: String(invitationDefaultDays) },
    reValidateMode: 'onSubmit',
  })
  const { control, register } = form
  const { errors, isSubmitting } = form.formState
  const { field: roleField } = useController({ control, name: 'roleKey' })
  const { field: expiryField } = useController({ control, name: 'expiresInDays' })
  // The day is what is shown: a form that stays open over midnight is a day off, the server's answer is not.
  const [openedAt, setOpenedAt] = useState(() => Date.now())

  /** Nobody gives a role that holds more than they do. */
  const grantable: readonly Role[] = membership
    ? roles.data.filter((role) => checkGrantRole(role, { role: membership.role, permissions }) === null)
    : []
  const roleOf = (key: string | null) => grantable.find((role) => role.key === key)
  const chosenRole = roleOf(roleField.value) ?? roleOf(roles.defaultRoleKey) ?? grantable[0] ?? null
  const days = Number(expiryField.value)
  const { submit, isSending } = useSendOnce(() => {
    setProblem(null)
    return form.handleSubmit(send)()
  })
  /** A change while it is being sent would not be what is sent. */
  const unlessSending = (change: (value: string) => void) => (event: ChangeEvent<HTMLSelectElement>) => {
    if (!isSending()) change(event.target.value)
  }

  const emailAddressField = register('emailAddress', {
    validate: (typed) => checkEmailAddress(normalizeEmailAddress(typed))?.code ?? true,
    onChange: () => {
      setBegun(true)
      if (errors.emailAddress) void form.trigger('emailAddress')
    },
    // A field that was only passed through is not scolded, and what the server said of this very address stays.
    onBlur: (event: { target: { value: string } }) => {
      if (event.target.value !== '' && !errors.emailAddress) void form.trigger('emailAddress')
    },
  })

  function place(error: OrgkitError) {
    const { code, field } = error
    const refuse = (name: 'emailAddress' | 'roleKey') =>
      form.setError(name, { type: 'server', message: code }, { shouldFocus: true })
    if (field === 'emailAddress' || code === 'already_member' || code === 'already_invited') {
      refuse('emailAddress')
    } else if (field === 'roleKey' && roles.isSupported) refuse('roleKey')
    else setProblem(error)
  }

  async function send(draft: Draft) {
    let invitation: Invitation
    try {
      invitation = await inviteMember({
        emailAddress: normalizeEmailAddress(draft.emailAddress),
        ...(chosenRole && { roleKey: chosenRole.key }),
        expiresInDays: days,
      })
    } catch (error) {
      return place(error as OrgkitError)
    }
    setSent(invitation)
    onInvited?.(invitation)
  }

  /** Role and expiry stay, for the next one. */
  function startAgain() {
    form.reset({ ...form.getValues(), emailAddress: '' })
    setBegun(false)
    setProblem(null)
    setSent(null)
  }

  return {
    step: sent ? ('sent' as const) : ('form' as const),
    organization,
    membership,
    seats: limits?.inviteMember ?? null,
    /** The invitation that was just sent. */
    sent,
    roles,
    grantable,
    chosenRole,
    emailAddressField,
    roleField: {
      ...roleField,
      value: chosenRole?.key ?? '',
      onChange: unlessSending((key) => {
        roleField.onChange(key)
        form.clearErrors('roleKey')
      }),
    },
    expiryField: { ...expiryField, onChange: unlessSending(expiryField.onChange) },
    expiresAt: new Date(openedAt + days * 24 * 3600 * 1000),
    emailAddressError: errors.emailAddress?.message as ErrorCode | undefined,
    roleError: errors.roleKey?.message as ErrorCode | undefined,
    problem,
    isBusy: isSubmitting,
    /** Something was typed for this invitation. */
    isBegun,
    focus: (name: keyof Draft) => form.setFocus(name),
    /** It is opened again. */
    reopen() {
      setOpenedAt(Date.now())
      if (sent) startAgain()
    },
    startAgain,
    submit,
  }
}

export type InviteMemberFormState = ReturnType<typeof useInviteMemberForm>

/**
 * Changes when this tab goes on in another organization: the key of a form, since what was typed for one must not be sent to
 * another. Not when its organization is known for the first time.
 */
export function useInviteMemberTurn(): number {
  const id = useOrganization(idOf)
  const [turn, setTurn] = useState({ id, count: 0 })
  if (turn.id !== id) setTurn({ id, count: turn.count + (turn.id === undefined ? 0 : 1) })
  return turn.count
}

const idOf = ({ organization }: OrganizationState) => organization?.id
