import { icon } from './icon'

export const UserIcon = /* @__PURE__ */ icon(
  'UserIcon',
  <>
    <circle cx="12" cy="8" r="4.5" />
    <path d="M5 20.5c0-4 3.1-7 7-7s7 3 7 7" />
  </>,
)
