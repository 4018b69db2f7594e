import { icon } from './icon'

export const CheckIcon = /* @__PURE__ */ icon('CheckIcon', 'm4 12.8 5 5L20 6.2')
