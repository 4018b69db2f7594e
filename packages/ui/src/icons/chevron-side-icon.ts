import { icon } from './icon'

export const ChevronSideIcon = /* @__PURE__ */ icon('ChevronSideIcon', 'm9.5 6 6 6-6 6', true)
