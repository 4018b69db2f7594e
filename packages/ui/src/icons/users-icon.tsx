import { icon } from './icon'

export const UsersIcon = /* @__PURE__ */ icon(
  'UsersIcon',
  <>
    <circle cx="9.5" cy="8" r="4.5" />
    <path d="M2.5 20.5c0-4 3.1-7 7-7s7 3 7 7M16 4a4.5 4.5 0 0 1 1.2 7.6c2.6 1 4.3 3.6 4.3 6.9" />
  </>,
)
