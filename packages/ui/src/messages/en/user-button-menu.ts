import { messageGroup } from '../group'

export const userButtonMenuMessages = /* @__PURE__ */ messageGroup('userButtonMenu', () => ({
  manage: 'Manage account',
  otherAccounts: 'Other accounts',
  accountsFailed: 'Other accounts did not load',
  addAccount: 'Add account',
  signOut: 'Sign out',
  signOutFailed: 'You are still signed in. Signing out did not work, try again.',
  actionFailed: 'That did not work. Try again.',
}))
