import { icon } from './icon'

export const TrashIcon = /* @__PURE__ */ icon(
  'TrashIcon',
  'M3.5 6.5h17M8.5 6.5v-2a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v2M5.5 6.5l.8 13a2 2 0 0 0 2 2h7.4a2 2 0 0 0 2-2l.8-13',
)
