import { icon } from './icon'

export const ImageIcon = /* @__PURE__ */ icon(
  'ImageIcon',
  <>
    <rect x="3" y="3" width="18" height="18" rx="2.5" />
    <circle cx="8.7" cy="8.7" r="1.7" />
    <path d="m21 15.5-3.6-3.6a2 2 0 0 0-2.8 0L5.5 21" />
  </>,
)
