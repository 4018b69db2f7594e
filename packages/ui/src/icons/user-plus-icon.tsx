import { icon } from './icon'

export const UserPlusIcon = /* @__PURE__ */ icon(
  'UserPlusIcon',
  <>
    <circle cx="9.5" cy="7.5" r="4" />
    <path d="M2.5 20.5V19a4.5 4.5 0 0 1 4.5-4.5h5a4.5 4.5 0 0 1 4.5 4.5v1.5M19.5 8v6m3-3h-6" />
  </>,
)
