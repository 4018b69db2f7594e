import { icon } from './icon'

export const WifiOffIcon = /* @__PURE__ */ icon(
  'WifiOffIcon',
  'M12 19.5v.01M8.5 16a5 5 0 0 1 7 0M5 12.7a10 10 0 0 1 5.2-2.8m8.8 2.8a10 10 0 0 0-2-1.5M2 8.7a15 15 0 0 1 4.2-2.6M22 8.7A15 15 0 0 0 10.7 5M3 3l18 18',
)
