import { createHash } from 'node:crypto'

/** What is kept of an API key. Keys are random and long, so a plain hash gives nothing away. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
