/**
 * Where calls stand once the server has said that they are too many: a few go on at a time, the others wait and keep their order.
 * Nobody stands in it while nobody was refused.
 */
export interface Line {
  /** Somebody stands in it: whoever comes now goes to its end. */
  readonly isFormed: boolean
  /**
   * Resolves when it is one's turn, with whether that was at once: nobody stood before. Rejects with the signal's reason, and
   * leaves by itself then.
   */
  join(signal?: AbortSignal): Promise<boolean>
  /** For whoever had its turn. */
  leave(): void
}

export function createLine(atOnce: number): Line {
  let going = 0
  const waiting: (() => void)[] = []
  return {
    get isFormed() {
      return going > 0
    },
    join(signal) {
      if (signal?.aborted) return Promise.reject(signal.reason)
      if (going < atOnce) {
        going++
        return Promise.resolve(true)
      }
      return new Promise((resolve, reject) => {
        const go = () => {
          signal?.removeEventListener('abort', giveUp)
          resolve(false)
        }
        const giveUp = () => {
          waiting.splice(waiting.indexOf(go), 1)
          reject(signal?.reason)
        }
        signal?.addEventListener('abort', giveUp, { once: true })
        waiting.push(go)
      })
    },
    leave() {
      // Whoever is next takes over the place of the one that left.
      const next = waiting.shift()
      if (next) next()
      else going--
    },
  }
}
