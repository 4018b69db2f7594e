import { icon } from './icon'

export const UploadIcon = /* @__PURE__ */ icon(
  'UploadIcon',
  'M3.5 15v3.5a2 2 0 0 0 2 2h13a2 2 0 0 0 2-2V15M7 8l5-5 5 5m-5-5v12',
)
