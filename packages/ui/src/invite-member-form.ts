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
import { type ChangeEvent, type FormEvent, useRef, useState } from 'react'

/** What is offered; the rule takes any number of days from 1 to 90. */
export const expiryChoices = [7, 14, invitationDefaultDays, 60, 90]

export interface InviteMemberFormOptions {
  onInvited?: (invitation: Invitation) => void
}

interface Refusals {
  emailAddress?: ErrorCode
  roleKey?: ErrorCode
}

/**
 * What is typed, what stands against it, and the one write. Lives above the markup: a dialog that is closed and opened again
 * shows the same draft. Of one organization: see `useInviteMemberTurn`.
 */
export function useInviteMemberForm({ onInvited }: InviteMemberFormOptions) {
  const { organization, membership, permissions, limits } = useOrganization()
  const roles = useRoles()
  const { inviteMember } = useInviteMember()
  const [emailAddress, setEmailAddress] = useState('')
  /** Empty: the default role, also before the roles have loaded. */
  const [roleKey, setRoleKey] = useState('')
  const [expiresInDays, setExpiresInDays] = useState<number>(invitationDefaultDays)
  const [refusals, setRefusals] = useState<Refusals>({})
  const [problem, setProblem] = useState<OrgkitError | null>(null)
  const [sent, setSent] = useState<Invitation | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [isBegun, setBegun] = useState(false)
  const sending = useRef(false)
  const emailInput = useRef<HTMLInputElement>(null)
  const roleInput = useRef<HTMLSelectElement>(null)
  // The day is what is shown: a form that stays open over midnight is a day off, the server's answer is not.
  const [openedAt] = useState(() => Date.now())

  /** Nobody gives a role that holds more than they do. */
  const grantable: readonly Role[] = membership
    ? roles.data.filter((role) => checkGrantRole(role, { role: membership.role, permissions }) === null)
    : []
  const roleOf = (key: string | null) => grantable.find((role) => role.key === key)
  const chosenRole = roleOf(roleKey) ?? roleOf(roles.defaultRoleKey) ?? grantable[0] ?? null

  const check = (typed: string) => checkEmailAddress(normalizeEmailAddress(typed))?.code
  /** A change while it is being sent would not be what is sent. */
  const unlessSending = (change: (value: string) => void) => (event: ChangeEvent<HTMLSelectElement>) => {
    if (!sending.current) change(event.target.value)
  }

  function place(error: OrgkitError) {
    const { code, field } = error
    if (field === 'emailAddress' || code === 'already_member' || code === 'already_invited') {
      setRefusals({ emailAddress: code })
      emailInput.current?.focus()
    } else if (field === 'roleKey' && roleInput.current) {
      setRefusals({ roleKey: code })
      roleInput.current.focus()
    } else setProblem(error)
  }

  async function send() {
    const refusal = check(emailAddress)
    setRefusals({ emailAddress: refusal })
    setProblem(null)
    if (refusal) return emailInput.current?.focus()
    setBusy(true)
    let invitation: Invitation
    try {
      invitation = await inviteMember({
        emailAddress: normalizeEmailAddress(emailAddress),
        ...(chosenRole && { roleKey: chosenRole.key }),
        expiresInDays,
      })
    } catch (error) {
      return place(error as OrgkitError)
    } finally {
      setBusy(false)
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
    chosenRole,
    emailAddressField: {
      ref: emailInput,
      name: 'emailAddress',
      value: emailAddress,
      onChange(event: ChangeEvent<HTMLInputElement>) {
        const { value } = event.target
        setEmailAddress(value)
        setBegun(true)
        if (refusals.emailAddress) setRefusals({ ...refusals, emailAddress: check(value) })
      },
      onBlur() {
        // A field that was only passed through is not scolded, and what the server said of this very address stays.
        if (emailAddress !== '' && !refusals.emailAddress) {
          setRefusals({ ...refusals, emailAddress: check(emailAddress) })
        }
      },
    },
    roleField: {
      ref: roleInput,
      name: 'roleKey',
      value: chosenRole?.key ?? '',
      onChange: unlessSending((value) => {
        setRoleKey(value)
        setRefusals({ ...refusals, roleKey: undefined })
      }),
    },
    expiryField: {
      name: 'expiresInDays',
      value: String(expiresInDays),
      onChange: unlessSending((value) => setExpiresInDays(Number(value))),
    },
    expiresAt: new Date(openedAt + expiresInDays * 24 * 3600 * 1000),
    emailAddressError: refusals.emailAddress,
    roleError: refusals.roleKey,
    problem,
    isBusy,
    /** Something was typed for this invitation. */
    isBegun,
    focus: () => emailInput.current?.focus(),
    /** Role and expiry stay, for the next one. */
    startAgain() {
      setEmailAddress('')
      setBegun(false)
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
      void send().finally(() => {
        sending.current = false
      })
    },
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
