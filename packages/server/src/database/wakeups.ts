/** Wakes whoever waits for something in this process, with nothing but the news that there is something. */
export interface Wakeups {
  /** Returns how to stop. */
  on(this: void, listener: () => void): () => void
  /** Soon after, not at once: a listener that throws fails nobody's request. */
  wake(this: void): void
}

export function createWakeups(): Wakeups {
  const listeners = new Set<{ listener: () => void }>()
  return {
    on(listener) {
      const entry = { listener }
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    wake() {
      for (const { listener } of listeners) queueMicrotask(listener)
    },
  }
}
