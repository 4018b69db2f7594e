export interface Random {
  /** From 0 up to 1, without it. */
  next(): number
  /** From 0 up to `below`, without it. */
  integer(below: number): number
  pick<Item>(items: readonly Item[]): Item
}

/**
 * What a proof with random requests starts from. `ORGKIT_SEED` sets it, to see a failure again; otherwise it is the same in every
 * `npm test`, and a new one in every long run.
 */
export const seed = Number(
  process.env.ORGKIT_SEED ?? (process.env.ORGKIT_LONG ? Date.now() % 1e9 : 20_251_122),
)

/** mulberry32: the same sequence for the same seed. */
export function createRandom(start: number): Random {
  let state = start
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const integer = (below: number) => Math.floor(next() * below)
  return {
    next,
    integer,
    pick(items) {
      if (items.length === 0) throw new Error('There is nothing to pick from.')
      return items[integer(items.length)]!
    },
  }
}
