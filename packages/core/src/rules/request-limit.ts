import type { Instance } from '../model/instance'

/** So many requests in so many seconds. */
export interface RequestLimit {
  limit: number
  windowSeconds: number
}

/** How often the backend API may be asked in the name of an instance; `null`: as often as one likes. */
export function backendRequestLimit({ settings }: Pick<Instance, 'settings'>): RequestLimit | null {
  const { backendRequestsPerTenSeconds: limit } = settings
  return limit === null ? null : { limit, windowSeconds: 10 }
}
