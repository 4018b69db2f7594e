import type { ErrorCode } from '@orgkit/core'
import type { Formats } from './formats'

/** What an error's sentence may name. */
export interface ErrorFacts {
  minimum?: number
  maximum?: number
  /** Until the same call may succeed. */
  seconds?: number
}

/** English. Every other language has exactly these entries; see `Messages`. */
export const en = (format: Formats) => ({
  actions: {
    back: 'Back',
    cancel: 'Cancel',
    clearSearch: 'Clear search',
    close: 'Close',
    continue: 'Continue',
    remove: 'Remove',
    retry: 'Try again',
    save: 'Save',
    skip: 'Skip',
  },
  chooseOrganization: {
    label: 'Choose an organization',
    title: 'How do you want to start?',
    description: ({ app }: { app?: string }) =>
      `${app ?? 'This app'} is for teams. Join yours, or set up a new one.`,
    existingTitle: 'Where do you want to work?',
    existingDescription: 'Choose one of your organizations, or set up a new one.',
    existingOnly: 'Choose one of your organizations.',
    createTitle: 'Create your organization',
    createDescription: ({ app }: { app?: string }) =>
      app ? `${app} is for teams. Set up yours to begin.` : 'A shared place for your team’s work.',
    unknownTitle: ({ organization }: { organization: string }) => `You are not in “${organization}”`,
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
  },
  createOrganization: {
    title: 'Create organization',
    description: 'A shared place for your team’s work.',
    name: 'Name',
    nameRequired: 'Give your organization a name.',
    slug: 'Address',
    slugRequired: 'Type an address: a–z, 0–9 and hyphens.',
    slugNeeded: 'This name has no Latin letters for an address. Type one.',
    slugCharacters: 'Only a–z, 0–9 and single hyphens between them.',
    slugFree: 'Free to use',
    slugTaken: 'Taken. Try another one.',
    slugTakenTry: ({ suggestions }: { suggestions: string }) => `Taken. Try ${suggestions}`,
    slugUnchecked: 'Not checked: no answer from the server.',
    next: 'Continue',
    submit: 'Create organization',
    kept: ({ reason }: { reason: string }) => `${reason} Nothing that you typed is lost.`,
    logoTitle: ({ organization }: { organization: string }) => `${organization} has no logo yet`,
    logoDescription: 'Your organization was created. Only its logo did not arrive.',
    logoRetry: 'Try the logo again',
    logoSkip: 'Continue without logo',
    doneTitle: ({ organization }: { organization: string }) => `${organization} is ready`,
    doneDescription: 'You are its administrator and now work in it.',
    doneElsewhere: 'You are its administrator.',
    open: ({ organization }: { organization: string }) => `Open ${organization}`,
    failedTitle: 'This form did not load',
    failedDescription: 'The server gave no answer.',
    forbiddenTitle: 'You cannot create organizations',
    forbiddenDescription: 'They are made for you. Ask a member of one to invite you.',
    limitTitle: 'You have reached your limit',
    limitDescription: ({ maximum }: { maximum: number }) =>
      `One person can create ${format.number(maximum)} ${format.plural(maximum, { one: 'organization', other: 'organizations' })}. Delete one of yours to make room.`,
    support: ({ contact }: { contact: string }) => `Or ask ${contact}`,
  },
  errors: {
    unauthenticated: 'You are signed out. Sign in and try again.',
    session_pending: 'Something else has to be finished first. Reload the page.',
    forbidden: 'You may not do this.',
    not_found: 'It is not there any more.',
    cross_site_refused: 'The server did not trust this page. Reload it and try again.',
    unknown_instance: 'This app is not set up yet.',
    organizations_disabled: 'Organizations are turned off here.',
    personal_accounts_disabled: 'Personal accounts are turned off here.',
    slugs_disabled: 'Addresses are turned off here.',
    creation_forbidden: 'You may not create organizations.',
    creation_limit_reached: 'You have created as many organizations as you may.',
    seat_limit_reached: 'All seats are taken.',
    last_administrator: 'An organization needs one administrator.',
    required: 'Something is missing here.',
    too_short: ({ minimum }: ErrorFacts) =>
      minimum === undefined ? 'This is too short.' : `At least ${format.number(minimum)} characters.`,
    too_long: ({ maximum }: ErrorFacts) =>
      maximum === undefined ? 'This is too long.' : `At most ${format.number(maximum)} characters.`,
    invalid_characters: 'It holds characters that cannot be used.',
    invalid_value: 'This cannot be used.',
    invalid_request: 'The server did not understand this. Reload the page.',
    slug_taken: 'Taken. Try another one.',
    image_unsupported: 'This is not a picture we can use. Choose a PNG, JPEG or WebP.',
    image_too_large: 'This file is larger than 512 kB. Choose a smaller one.',
    payload_too_large: 'This is too much at once.',
    unsupported_media_type: 'The server does not take this kind of file.',
    conflict: 'Somebody else changed this meanwhile. Look again.',
    idempotency_conflict: 'This was already sent with other words. Reload the page.',
    rate_limited: ({ seconds }: ErrorFacts) =>
      seconds === undefined
        ? 'Too many tries. Wait a moment.'
        : `Too many tries. Wait ${format.number(seconds)} ${format.plural(seconds, { one: 'second', other: 'seconds' })}.`,
    unreachable: 'The server gave no answer.',
    unsupported: 'This is not possible here.',
    internal: 'Something went wrong on the server.',
  } satisfies Record<ErrorCode, string | ((facts: ErrorFacts) => string)>,
  field: {
    optional: 'Optional',
  },
  logo: {
    label: 'Logo',
    upload: 'Upload logo',
    replace: 'Replace logo',
    remove: 'Remove',
    help: 'Square PNG, JPEG or WebP, up to 512 kB',
    wrongType: 'This is not a picture we can use. Choose a PNG, JPEG or WebP.',
    tooLarge: 'This file is larger than 512 kB. Choose a smaller one.',
  },
  organizationSwitcher: {
    label: 'Organizations',
    trigger: ({ name }: { name: string }) => `${name}, switch organization`,
    choose: 'Choose organization',
    loading: 'Loading organizations',
    failed: 'Organizations did not load',
    personalAccount: 'Personal account',
    seats: ({ role, used, maximum }: { role: string; used: number; maximum: number | null }) => {
      const count = maximum ?? used
      const seats = format.plural(count, { one: 'seat', other: 'seats' })
      const of = maximum === null ? '' : `${format.number(used)} of `
      return `${role} · ${of}${format.number(count)} ${seats}`
    },
    search: 'Find organization',
    results: ({ count }: { count: number }) =>
      `${format.number(count)} ${format.plural(count, { one: 'organization', other: 'organizations' })}`,
    nothingFound: ({ query }: { query: string }) => `No organization matches “${query}”`,
    none: 'You are in no organization yet',
    someFailed: 'Some organizations did not load',
    capped: ({ count }: { count: number }) => `The first ${format.number(count)}. Search to find the others.`,
    partial: 'Only what is loaded was searched',
    unknown: ({ organization }: { organization: string }) => `You have no organization “${organization}”`,
    settings: 'Settings',
    invite: 'Invite people',
    create: 'Create organization',
    createFailed: 'The form did not load. Try again',
    creationLimit: ({ used, maximum }: { used: number; maximum: number }) =>
      `Limit reached: ${format.number(used)} of ${format.number(maximum)} created.`,
    ask: ({ contact }: { contact: string }) => `Ask ${contact}`,
    switched: ({ name }: { name: string }) => `You are now in ${name}`,
    notSwitched: ({ name }: { name: string }) => `${name} did not open. Nothing has changed.`,
    gone: ({ name }: { name: string }) => `You are no longer in ${name}`,
  },
  sessionTaskGate: {
    failedTitle: ({ app }: { app?: string }) => `${app ?? 'This page'} did not load`,
    failedDescription: 'The server gave no answer. Your data is safe.',
    opened: ({ organization, app }: { organization?: string; app?: string }) =>
      `${organization ?? app ?? 'The app'} is open.`,
    unknownTaskTitle: 'One step is missing here',
    unknownTaskDescription: ({ task }: { task: string }) =>
      `The app asks for “${task}” and has no screen for it. Tell its developers: pass one in the tasks of SessionTaskGate.`,
  },
  states: {
    loading: 'Loading',
    offline: ({ since }: { since: Date }) => `Offline. Shown as of ${format.time(since)}`,
  },
  steps: {
    label: 'Progress',
    progress: ({ current, total }: { current: number; total: number }) =>
      `${format.number(current)} of ${format.number(total)}`,
  },
  userButton: {
    trigger: ({ name }: { name: string }) => `${name}, account menu`,
    loading: 'Loading account',
    failed: 'Account did not load. Try again',
    manage: 'Manage account',
    otherAccounts: 'Other accounts',
    accountsFailed: 'Other accounts did not load',
    addAccount: 'Add account',
    signOut: 'Sign out',
    signOutFailed: 'You are still signed in. Signing out did not work, try again.',
    actionFailed: 'That did not work. Try again.',
  },
})

/** Every word of the interface. An entry with something to fill in is a function of it. */
export type Messages = ReturnType<typeof en>

/** A language: its words, given the numbers and dates of the chosen locale. */
export type Catalogue = (format: Formats) => Messages
