import { icon } from './icon'

export const LockIcon = /* @__PURE__ */ icon(
  'LockIcon',
  <>
    <rect x="3.5" y="10.5" width="17" height="11" rx="2" />
    <path d="M7.5 10.5V7a4.5 4.5 0 0 1 9 0v3.5" />
  </>,
)
