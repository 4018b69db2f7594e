import { createContext } from 'react'

/**
 * What was typed into `complete-profile`, by user: another task may come before it meanwhile, such as terms that have changed, and
 * takes its screen's place. `null`: nothing comes back.
 */
export const TaskDraftsContext = /* @__PURE__ */ createContext<Map<string, Record<string, string>> | null>(
  null,
)
