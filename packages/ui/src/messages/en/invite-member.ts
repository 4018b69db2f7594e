import { formattedGroup } from '../formatted-group'

export const inviteMemberMessages = /* @__PURE__ */ formattedGroup('inviteMember', (format) => ({
  label: 'Invite a member',
  title: ({ organization }: { organization: string }) => `Invite to ${organization}`,
  seats: ({ used, maximum }: { used: number; maximum: number | null }) =>
    maximum === null
      ? `${format.number(used)} ${format.plural(used, { one: 'seat', other: 'seats' })} taken`
      : `${format.number(used)} of ${format.number(maximum)} ${format.plural(maximum, { one: 'seat', other: 'seats' })} taken`,
  emailAddress: 'E-mail address',
  emailAddressRequired: 'Type the address of the person to invite.',
  emailAddressInvalid: 'Not an e-mail address. Look for a typo.',
  alreadyMember: 'Already a member of this organization.',
  alreadyInvited: 'Already invited. Send it again from the list of invitations.',
  role: 'Role',
  roleAny: 'Default role',
  roleNone: 'There is no role that you may give.',
  roleDefault: 'Default for new members',
  roleForbidden: 'This role may do more than you. Choose another one.',
  rolesFailed: 'The roles did not load.',
  validFor: 'Valid for',
  days: ({ days }: { days: number }) =>
    `${format.number(days)} ${format.plural(days, { one: 'day', other: 'days' })}`,
  until: ({ date }: { date: Date }) => `Until ${format.date(date)}`,
  submit: 'Send invitation',
  kept: ({ reason }: { reason: string }) => `${reason} Nothing that you typed is lost.`,
  sent: ({ address }: { address: string }) => `Invitation sent to ${address}`,
  sentDescription: 'The mail is on its way. You can also copy the link and send it yourself.',
  copyLink: 'Copy link',
  copied: 'Link copied',
  copyFailed: 'Not copied. Try again.',
  another: 'Invite another',
  done: 'Done',
  fullTitle: 'All seats are taken',
  fullDescription: ({ maximum }: { maximum: number }) =>
    `The limit is ${format.number(maximum)}, and open invitations count. Take one back to make room.`,
  support: ({ contact }: { contact: string }) => `Or ask ${contact}`,
  refusedTitle: 'You cannot invite people',
  refusedDescription: ({ role }: { role: string }) =>
    `Your role is ${role}. Ask an administrator to invite them.`,
  failedTitle: 'This form did not load',
  failedDescription: 'The server gave no answer.',
}))
