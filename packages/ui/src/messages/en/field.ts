import { messageGroup } from '../group'

export const fieldMessages = /* @__PURE__ */ messageGroup('field', () => ({
  optional: 'Optional',
}))
