import { messageGroup } from '../group'

export const acceptTermsMessages = /* @__PURE__ */ messageGroup('acceptTerms', () => ({
  label: 'Terms',
  title: 'Before you go on',
  description: ({ app }: { app?: string }) => `${app ?? 'This app'} asks you to accept its terms.`,
  read: 'Read the terms',
  /** Behind the link, for those who do not see its icon. */
  newTab: '(opens a new tab)',
  text: 'The terms',
  version: ({ version }: { version: string }) => `Version ${version}`,
  accept: 'Accept and continue',
  changed: 'The terms have changed meanwhile. Read them again, then accept.',
  problem: ({ reason }: { reason: string }) => `That did not work. ${reason}`,
  failedTitle: 'The terms did not load',
}))
