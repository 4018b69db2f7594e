import { icon } from './icon'

export const ChevronsUpDownIcon = /* @__PURE__ */ icon('ChevronsUpDownIcon', 'm7 9 5-5 5 5M7 15l5 5 5-5')
