import { icon } from './icon'

export const ArrowBackIcon = /* @__PURE__ */ icon('ArrowBackIcon', 'M20 12H4m7-7-7 7 7 7', true)
