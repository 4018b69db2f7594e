import { icon } from './icon'

export const PlusIcon = /* @__PURE__ */ icon('PlusIcon', 'M12 5v14M5 12h14')
