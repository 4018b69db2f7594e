import { messageGroup } from '../group'

/** Of the closed switcher. */
export const organizationSwitcherMessages = /* @__PURE__ */ messageGroup('organizationSwitcher', () => ({
  trigger: ({ name }: { name: string }) => `${name}, switch organization`,
  choose: 'Choose organization',
  waiting: ({ count }: { count: number }) =>
    count === 1 ? '1 invitation is waiting' : `${count} invitations are waiting`,
  loading: 'Loading organizations',
  failed: 'Organizations did not load',
  retry: 'Try again',
  notOpened: 'The list did not load. Try again',
}))
