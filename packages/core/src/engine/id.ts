const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A new opaque id, e.g. `org_01jd…`: 48 bits of time and 80 random bits in Crockford's base 32, so that ids sort by creation. */
export function createId(prefix: 'org' | 'evt' | 'inv' | 'out' | 'role' | 'dom', now: Date): string {
  let time = now.getTime()
  let head = ''
  for (let index = 0; index < 10; index++) {
    head = alphabet[time % 32] + head
    time = Math.floor(time / 32)
  }
  const random = crypto.getRandomValues(new Uint8Array(16))
  return `${prefix}_${head}${Array.from(random, (byte) => alphabet[byte % 32]).join('')}`
}
