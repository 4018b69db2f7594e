import { icon } from './icon'

export const AlertIcon = /* @__PURE__ */ icon(
  'AlertIcon',
  <>
    <circle cx="12" cy="12" r="9.5" />
    <path d="M12 7.5V13m0 3.5v.01" />
  </>,
)
