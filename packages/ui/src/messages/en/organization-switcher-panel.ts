import { formattedGroup } from '../formatted-group'

export const organizationSwitcherPanelMessages = /* @__PURE__ */ formattedGroup(
  'organizationSwitcherPanel',
  (format) => ({
    label: 'Organizations',
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
    failed: 'Organizations did not load',
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
    waitingFailed: 'Your invitations did not load',
    notSwitched: ({ name }: { name: string }) => `${name} did not open. Nothing has changed.`,
    gone: ({ name }: { name: string }) => `You are no longer in ${name}`,
  }),
)
