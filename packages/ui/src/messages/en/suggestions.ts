import { formattedGroup } from '../formatted-group'

/** Organizations that the reader could join, wherever they are listed. */
export const suggestionsMessages = /* @__PURE__ */ formattedGroup('suggestions', (format) => ({
  titleAt: ({ domain }: { domain: string }) => `Teams at ${domain}`,
  title: 'Teams that you could join',
  /** `domain`: `null` where the title names it. */
  open: ({ domain }: { domain: string | null }) =>
    domain === null ? 'An administrator approves' : `At ${domain}`,
  requested: ({ at }: { at: string }) => `Asked to join ${format.relative(at)}`,
  declined: 'You were not let in. Ask somebody there to invite you.',
  ask: 'Ask to join',
  askNamed: ({ organization }: { organization: string }) => `Ask to join ${organization}`,
  waiting: 'Waiting',
  declinedState: 'Declined',
  takeBack: ({ organization }: { organization: string }) => `Take back your request to join ${organization}`,
  dismiss: ({ organization }: { organization: string }) => `Do not show ${organization} again`,
  asked: ({ organization }: { organization: string }) =>
    `${organization} has your request. This page goes on by itself once it is answered.`,
  takenBack: ({ organization }: { organization: string }) => `Request to ${organization} taken back`,
  dismissed: ({ organization }: { organization: string }) => `${organization} is not shown again`,
  turnedDown: ({ organization }: { organization: string }) => `${organization} did not let you in`,
  failed: ({ organization, reason }: { organization: string; reason: string }) =>
    `${organization}: ${reason}`,
  more: 'Show more',
  loadFailed: 'Teams that you could join did not load',
}))
