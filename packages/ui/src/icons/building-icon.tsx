import { icon } from './icon'

export const BuildingIcon = /* @__PURE__ */ icon(
  'BuildingIcon',
  <>
    <rect x="4.5" y="2.5" width="15" height="19" rx="2" />
    <path d="M9 7h.01M15 7h.01M9 11h.01M15 11h.01M9.5 21.5V17h5v4.5" />
  </>,
)
