import { createContext, useContext, useState, useSyncExternalStore } from 'react'

/**
 * Keeps a task's screen in place after the task is done, because the screen is not: a created organization opens the gate at
 * once, and there is still its logo to send and a last page to read. Outside of React's state, so that it is known in the
 * same moment as the session.
 */
export interface Hold {
  take(): void
  release(): void
  isTaken(): boolean
  subscribe(listener: () => void): () => void
}

export function createHold(): Hold {
  const listeners = new Set<() => void>()
  let isTaken = false
  const set = (next: boolean) => {
    if (isTaken === next) return
    isTaken = next
    for (const listener of [...listeners]) listener()
  }
  return {
    take: () => set(true),
    release: () => set(false),
    isTaken: () => isTaken,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Around a task's screen: the gate's hold. `null`: nothing waits behind this component. */
export const HoldContext = /* @__PURE__ */ createContext<Hold | null>(null)

/** The hold around this component, or one of its own. */
export function useHold(): Hold {
  const [own] = useState(createHold)
  return useContext(HoldContext) ?? own
}

export function useIsHeld(hold: Hold): boolean {
  return useSyncExternalStore(hold.subscribe, hold.isTaken, notHeld)
}

const notHeld = () => false
