import { Resolver } from 'node:dns/promises'
import type { DnsPort } from '@orgkit/core/engine'

export interface NodeDnsOptions {
  /** As `1.1.1.1` or `127.0.0.1:5353`. @default those of the system */
  servers?: readonly string[]
  /** How long one question may take, with all its tries. @default 5 */
  timeoutSeconds?: number
}

/** There is no such name, or nothing of this kind stands there: https://nodejs.org/api/dns.html#error-codes */
const nothingThere: readonly unknown[] = ['ENOTFOUND', 'ENODATA']

/** Asks the name servers themselves, past `/etc/hosts`. */
export function nodeDns({ servers, timeoutSeconds = 5 }: NodeDnsOptions = {}): DnsPort {
  const timeoutMs = timeoutSeconds * 1000
  return {
    async resolveTxt(name) {
      // One for each question: giving up would end all of a resolver's.
      const resolver = new Resolver({ timeout: Math.ceil(timeoutMs / 3), tries: 2 })
      if (servers) resolver.setServers(servers)
      const timer = setTimeout(() => resolver.cancel(), timeoutMs)
      try {
        return await resolver.resolveTxt(name)
      } catch (error) {
        if (nothingThere.includes((error as NodeJS.ErrnoException).code)) return []
        throw error
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
