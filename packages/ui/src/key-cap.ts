import { plainPart } from './part'

/** A key, for the eye only: shortcuts are told by `aria-keyshortcuts`. Hidden on touch. Renders a `<kbd>`. */
export const KeyCap = /* @__PURE__ */ plainPart('kbd', 'key-cap', undefined, { 'aria-hidden': true })
