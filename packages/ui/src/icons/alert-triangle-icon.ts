import { icon } from './icon'

export const AlertTriangleIcon = /* @__PURE__ */ icon(
  'AlertTriangleIcon',
  'M10.3 4 2.2 18a2 2 0 0 0 1.7 3h16.2a2 2 0 0 0 1.7-3L13.7 4a2 2 0 0 0-3.4 0ZM12 9.5V14m0 3.5v.01',
)
