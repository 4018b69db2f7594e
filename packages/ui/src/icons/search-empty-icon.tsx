import { icon } from './icon'

export const SearchEmptyIcon = /* @__PURE__ */ icon(
  'SearchEmptyIcon',
  <>
    <circle cx="11" cy="11" r="7.5" />
    <path d="m21 21-4.6-4.6M8.7 8.7l4.6 4.6m0-4.6-4.6 4.6" />
  </>,
)
