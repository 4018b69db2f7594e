import { icon } from './icon'

export const MailIcon = /* @__PURE__ */ icon(
  'MailIcon',
  <>
    <rect x="2.5" y="4.5" width="19" height="15" rx="2" />
    <path d="m3 7 7.5 5.3a2.6 2.6 0 0 0 3 0L21 7" />
  </>,
)
