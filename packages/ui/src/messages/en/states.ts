import { formattedGroup } from '../formatted-group'

export const statesMessages = /* @__PURE__ */ formattedGroup('states', (format) => ({
  loading: 'Loading',
  offline: ({ since }: { since: Date }) => `Offline. Shown as of ${format.time(since)}`,
}))
