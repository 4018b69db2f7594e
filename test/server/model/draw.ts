/** Numbers that a step was given, taken one by one. Where they have run out, or were shrunk, each choice is the first. */
export class Draw {
  private position = 0

  constructor(private readonly dice: readonly number[]) {}

  /** From 0 up to `below`, without it. */
  number(below: number): number {
    return (this.dice[this.position++] ?? 0) % below
  }

  of<Item>(items: readonly Item[]): Item {
    if (items.length === 0) throw new Error('There is nothing to draw from.')
    return items[this.number(items.length)]!
  }

  /** True once in so many times, and never where it was shrunk. */
  oneIn(times: number): boolean {
    return this.number(times) === times - 1
  }

  some<Item>(items: readonly Item[], most: number): Item[] {
    return Array.from({ length: this.number(most + 1) }, () => this.of(items))
  }

  /** The value, or now and then nothing: the field is left out. */
  maybe<Value>(value: () => Value): Value | undefined {
    return this.number(2) === 0 ? undefined : value()
  }
}

/** The fields that are given. */
export function given<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields
}
