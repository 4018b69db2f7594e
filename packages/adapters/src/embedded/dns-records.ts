import type { DnsPort } from '@orgkit/core/engine'

export interface DnsRecords extends DnsPort {
  /** A TXT record that stands there from now on, beside others. */
  publish(name: string, value: string): void
  clear(): void
}

/** What a page knows of the DNS: what it was told. */
export function createDnsRecords(): DnsRecords {
  const records = new Map<string, string[]>()
  return {
    resolveTxt: async (name) => (records.get(name) ?? []).map((value) => [value]),
    publish: (name, value) => void records.set(name, [...(records.get(name) ?? []), value]),
    clear: () => records.clear(),
  }
}
