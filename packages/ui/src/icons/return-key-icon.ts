import { icon } from './icon'

export const ReturnKeyIcon = /* @__PURE__ */ icon('ReturnKeyIcon', 'M20 5v6a3 3 0 0 1-3 3H4m5-5-5 5 5 5')
