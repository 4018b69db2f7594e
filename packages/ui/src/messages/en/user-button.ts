import { messageGroup } from '../group'

/** Of the closed button. */
export const userButtonMessages = /* @__PURE__ */ messageGroup('userButton', () => ({
  trigger: ({ name }: { name: string }) => `${name}, account menu`,
  loading: 'Loading account',
  failed: 'Account did not load. Try again',
  notOpened: 'The menu did not load. Try again',
}))
