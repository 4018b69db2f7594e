import { vi } from 'vitest'
import { createRandom } from '../../support/random'

/**
 * The random half of an id (`createId`) from dice that can be thrown again: what one store did is then done on the other with the
 * same ids, so that answers and rows can be compared as they are. Bytes of any other number are as random as ever.
 */
export function sameIds(): { throwAgain(seed: number): void; stop(): void } {
  const getRandomValues = crypto.getRandomValues.bind(crypto)
  let random = createRandom(0)
  const spy = vi.spyOn(crypto, 'getRandomValues').mockImplementation((bytes) => {
    if (!(bytes instanceof Uint8Array) || bytes.length !== idBytes) {
      return getRandomValues(bytes as unknown as Uint8Array<ArrayBuffer>) as unknown as typeof bytes
    }
    for (let index = 0; index < bytes.length; index++) bytes[index] = random.integer(256)
    return bytes
  })
  return {
    throwAgain: (seed) => {
      random = createRandom(seed)
    },
    stop: () => spy.mockRestore(),
  }
}

const idBytes = 16
