import { formattedGroup } from '../formatted-group'

export const acceptInvitationMessages = /* @__PURE__ */ formattedGroup('acceptInvitation', (format) => ({
  label: 'Invitation',
  title: ({ organization }: { organization: string }) => `Join ${organization}`,
  applicationTitle: ({ app }: { app?: string }) => `You are invited to ${app ?? 'this app'}`,
  invitedBy: ({ inviter, role }: { inviter: string; role: string }) => `${inviter} invited you as ${role}.`,
  invited: ({ role }: { role: string }) => `You are invited as ${role}.`,
  applicationDescription: ({ app }: { app?: string }) =>
    `Set up an organization in ${app ?? 'it'}, or join one.`,
  expires: ({ at }: { at: string }) => `Expires ${format.relative(at)}`,
  join: ({ organization }: { organization: string }) => `Join ${organization}`,
  continue: 'Continue',
  decline: 'Decline',
  signUp: 'Create account',
  signIn: 'Sign in',
  signedInAs: ({ address }: { address: string }) => `Signed in as ${address}.`,
  signOut: 'Sign out',
  signOutFailed: 'You are still signed in. Try again.',
  problem: ({ reason }: { reason: string }) => `That did not work. ${reason}`,
  wrongAccountTitle: 'This invitation is for another account',
  wrongAccountDescription: ({ organization, address }: { organization?: string; address: string }) =>
    `You are signed in as ${address}. Sign in with the address that ${organization ?? 'the invitation'} was sent to, and come back here.`,
  switchAccount: 'Use another account',
  switchTo: ({ name }: { name: string }) => `Continue as ${name}`,
  verifyTitle: 'Confirm your address first',
  verifyDescription: ({ organization, address }: { organization: string; address: string }) =>
    `To join ${organization} with this link, show that ${address} is yours.`,
  verifyElsewhere: 'Open the mail that you got when you signed up, then come back here.',
  sendCode: 'Send code',
  sendCodeAgain: 'Send a new code',
  codeSent: ({ address }: { address: string }) => `We sent a code to ${address}.`,
  code: 'Code',
  codeRequired: 'Type the code from the mail.',
  codeWrong: 'This code does not work. Check it, or ask for a new one.',
  confirm: 'Confirm address',
  memberTitle: ({ organization }: { organization: string }) => `You are in ${organization} already`,
  memberDescription: 'Nothing is left to do.',
  open: ({ organization }: { organization: string }) => `Open ${organization}`,
  fullTitle: ({ organization }: { organization: string }) => `${organization} is full`,
  fullDescription: ({ inviter }: { inviter?: string }) =>
    `All of its seats are taken. Ask ${inviter ?? 'an administrator'} to make room. Your invitation stays.`,
  checkAgain: 'Check again',
  expiredTitle: 'This invitation has expired',
  expiredDescription: ({ at, inviter }: { at: string; inviter?: string }) =>
    `It could be used until ${format.date(at)}. Ask ${inviter ?? 'whoever sent it'} to send it again.`,
  revokedTitle: 'This invitation is not valid any more',
  revokedDescription: ({ inviter }: { inviter?: string }) =>
    `It was taken back, or a newer mail took its place. Look for one, or ask ${inviter ?? 'whoever sent it'}.`,
  acceptedTitle: 'This invitation was used already',
  acceptedDescription: 'Somebody joined with it. Ask for another one if that was not you.',
  declinedTitle: 'This invitation was declined',
  declinedDescription: ({ inviter }: { inviter?: string }) =>
    `Changed your mind? Ask ${inviter ?? 'whoever sent it'} for another one.`,
  unknownTitle: 'This link leads to no invitation',
  unknownDescription: 'Check that you copied all of it, or ask for a new one.',
  home: ({ app }: { app?: string }) => (app ? `Go to ${app}` : 'Go on'),
  joinedTitle: ({ organization }: { organization: string }) => `Welcome to ${organization}`,
  joinedDescription: ({ role }: { role: string }) => `Your role is ${role}.`,
  firstDescription: ({ role }: { role: string }) =>
    `You are the first one here, so your role is ${role}, whatever the invitation said.`,
  failedTitle: 'The invitation did not load',
  failedDescription: 'The server gave no answer. The invitation is safe.',
}))
