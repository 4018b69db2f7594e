import { formattedGroup } from '../formatted-group'

/** Invitations that wait for the reader's answer, wherever they are listed. */
export const invitationsMessages = /* @__PURE__ */ formattedGroup('invitations', (format) => ({
  title: 'Your invitations',
  waiting: 'Waiting for you',
  invitedBy: ({ inviter, role }: { inviter: string; role: string }) => `${inviter} invited you as ${role}`,
  invited: ({ role }: { role: string }) => `Invited as ${role}`,
  invitedByShort: ({ inviter }: { inviter: string }) => `Invited by ${inviter}`,
  expires: ({ at }: { at: string }) => `Expires ${format.relative(at)}`,
  join: 'Join',
  joinNamed: ({ organization }: { organization: string }) => `Join ${organization}`,
  decline: ({ organization }: { organization: string }) => `Decline the invitation to ${organization}`,
  joined: ({ organization }: { organization: string }) => `You joined ${organization}`,
  declined: ({ organization }: { organization: string }) => `Invitation to ${organization} declined`,
  failed: ({ organization, reason }: { organization: string; reason: string }) =>
    `${organization}: ${reason}`,
  more: 'Show more',
  loadFailed: 'Your invitations did not load',
}))
