import { icon } from './icon'

export const CloseIcon = /* @__PURE__ */ icon('CloseIcon', 'm5.5 5.5 13 13m0-13-13 13')
