import { icon } from './icon'

export const LinkIcon = /* @__PURE__ */ icon(
  'LinkIcon',
  'M10 14a5 5 0 0 0 7.1 0l3.4-3.4a5 5 0 0 0-7.1-7.1L12 5M14 10a5 5 0 0 0-7.1 0l-3.4 3.4a5 5 0 0 0 7.1 7.1L12 19',
)
