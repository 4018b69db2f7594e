import { messageGroup } from '../group'

export const chooseOrganizationMessages = /* @__PURE__ */ messageGroup('chooseOrganization', () => ({
  label: 'Choose an organization',
  title: 'How do you want to start?',
  description: ({ app }: { app?: string }) =>
    `${app ?? 'This app'} is for teams. Join yours, or set up a new one.`,
  joinOnly: ({ app }: { app?: string }) => `${app ?? 'This app'} is for teams. Join yours.`,
  existingTitle: 'Where do you want to work?',
  existingDescription: 'Choose one of your organizations, or set up a new one.',
  existingOnly: 'Choose one of your organizations.',
  createTitle: 'Create your organization',
  createDescription: ({ app }: { app?: string }) =>
    app ? `${app} is for teams. Set up yours to begin.` : 'A shared place for your team’s work.',
  /** `null`: only its id is known, which says nothing to anybody. */
  unknownTitle: ({ organization }: { organization: string | null }) =>
    organization === null ? 'You are not in that organization' : `You are not in “${organization}”`,
  unknownDescription: 'It was renamed or deleted, or you do not belong to it any more.',
  personal: 'Personal account',
  organizations: 'Your organizations',
  more: 'Show more',
  or: 'or',
  create: 'Create a new organization',
  switchFailed: ({ organization, reason }: { organization: string; reason: string }) =>
    `${organization} did not open. ${reason}`,
  signedInAs: ({ address }: { address: string }) => `Signed in as ${address}.`,
  signOut: 'Sign out',
  signOutFailed: 'You are still signed in. Try again.',
  failedTitle: 'Your organizations did not load',
  failedDescription: 'The server gave no answer. Your data is safe.',
  deadEndTitle: 'You need an invitation',
  deadEndDescription: ({ app }: { app?: string }) =>
    `${app ?? 'This app'} is for teams, and its organizations are made for you. Ask a colleague to invite you.`,
  checkAgain: 'Check again',
  /** After looking again, where nothing has changed. */
  checked: 'Nothing has changed yet.',
  waitingTitle: 'Waiting for an answer',
  waitingDescription: 'This page goes on by itself once you are let in.',
  askColleague: 'A colleague can also invite you.',
}))
