import { plainPart } from './part'

/** Words for assistive technology alone. Renders a `<span>`. */
export const VisuallyHidden = /* @__PURE__ */ plainPart('span', 'visually-hidden')
