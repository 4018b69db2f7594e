/** One public entry and what it may weigh, in kB (gzip / 1024) with React left out. */
export interface ByteBound {
  /** The file in `entries/`. */
  entry: string
  what: string
  /** JavaScript that runs before any click: the entry's chunk and everything it imports statically. */
  firstKilobytes?: number
  /** Everything that can be loaded, JavaScript and CSS. */
  allKilobytes?: number
}

/** From the table "What must stay small and fast" of the architecture. A bound is never raised to make a check pass. */
export const byteBounds: ByteBound[] = [
  { entry: 'switcher.tsx', what: 'OrganizationSwitcher', firstKilobytes: 20, allKilobytes: 30 },
  { entry: 'user-button.tsx', what: 'UserButton', firstKilobytes: 18, allKilobytes: 50 },
  { entry: 'management.tsx', what: 'organization management screen', allKilobytes: 100 },
  { entry: 'hooks.tsx', what: 'provider, hooks and HTTP adapter', firstKilobytes: 16 },
]
