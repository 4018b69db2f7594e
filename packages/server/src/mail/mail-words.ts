/** Every word of orgkit's mails. Names come in with marks around them (`mail-names.ts`), so that they stand anywhere in a sentence. */
export const mailWords = {
  invitationSubject: ({ organization, inviter }: Names) =>
    inviter === null ? `You are invited to ${organization}` : `${inviter} invited you to ${organization}`,
  invitationTitle: ({ organization }: Names) => `Join ${organization}`,
  invitationText: ({ organization, inviter, role, app }: InvitationNames) =>
    inviter === null
      ? `You are invited to join ${organization} on ${app}${asRole(role)}.`
      : `${inviter} invites you to join ${organization} on ${app}${asRole(role)}.`,
  resentSubject: ({ organization }: Names) => `Sent again: your invitation to ${organization}`,
  resentText: ({ organization, inviter, role, app }: InvitationNames) =>
    inviter === null
      ? `You are still invited to join ${organization} on ${app}${asRole(role)}.`
      : `${inviter} still invites you to join ${organization} on ${app}${asRole(role)}.`,
  reminderSubject: ({ organization }: Names) => `Reminder: your invitation to ${organization} expires soon`,
  reminderText: ({ organization, inviter, role, app }: InvitationNames) =>
    inviter === null
      ? `Your invitation to join ${organization} on ${app}${asRole(role)} waits for your answer and expires soon.`
      : `The invitation of ${inviter} to join ${organization} on ${app}${asRole(role)} waits for your answer and expires soon.`,
  applicationSubject: ({ app }: { app: string }) => `You are invited to ${app}`,
  applicationTitle: ({ app }: { app: string }) => `Join ${app}`,
  applicationText: ({ app }: { app: string }) =>
    `You are invited to ${app}. Open the link and create your account; then you set up an organization of your own, or join one.`,
  applicationResentSubject: ({ app }: { app: string }) => `Sent again: your invitation to ${app}`,
  applicationReminderSubject: ({ app }: { app: string }) =>
    `Reminder: your invitation to ${app} expires soon`,
  applicationReminderText: ({ app }: { app: string }) => `Your invitation to ${app} expires soon.`,
  action: 'Open invitation',
  address: 'Accept or decline at this address:',
  buttonAddress: 'If the button does not work, open this address:',
  expires: ({ date }: { date: string }) => `The link works until ${date}.`,
  earlierLinks: 'The link of an earlier mail does not work any more.',
  unexpected:
    'If you did not expect this mail, leave it alone. Nothing happens unless you open the link and accept.',
  date: (at: Date) => dateFormat.format(at),
  codeSubject: ({ code, domain }: { code: string; domain: string }) => `${code} is the code for ${domain}`,
  codeTitle: ({ domain }: { domain: string }) => `Verify ${domain}`,
  codeText: ({ organization, domain, app }: CodeNames) =>
    `Somebody at ${organization} says that ${domain} is theirs on ${app}. If that is right, give them this code:`,
  codeExpires: ({ time }: { time: string }) => `The code works until ${time}.`,
  codeUnexpected: ({ domain }: { domain: string }) =>
    `If you do not know of this, give the code to nobody: whoever has it can let people with an address at ${domain} join their organization.`,
  time: (at: Date) => timeFormat.format(at),
}

interface CodeNames {
  organization: string
  domain: string
  app: string
}

interface Names {
  organization: string
  inviter: string | null
}

interface InvitationNames extends Names {
  role: string | null
  app: string
}

const asRole = (role: string | null) => (role === null ? '' : ` as ${role}`)

// The reader's time zone is not known.
const dateFormat = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' })
const timeFormat = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
  timeZoneName: 'short',
})
