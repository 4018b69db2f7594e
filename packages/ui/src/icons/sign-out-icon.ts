import { icon } from './icon'

export const SignOutIcon = /* @__PURE__ */ icon(
  'SignOutIcon',
  'M9.5 3.5H6a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2h3.5M16 7.5l4.5 4.5-4.5 4.5M20.5 12H9.5',
  true,
)
