import { icon } from './icon'

export const RefreshIcon = /* @__PURE__ */ icon(
  'RefreshIcon',
  'M20.5 12a8.5 8.5 0 1 1-2.5-6l2.5 2.5m0-5.5v5.5H15',
)
