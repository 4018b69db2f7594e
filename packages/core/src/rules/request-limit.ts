import type { Instance } from '../model/instance'

/** So many requests in so many seconds. */
export interface RequestLimit {
  limit: number
  windowSeconds: number
}

/** Where the settings say nothing, as in those that were written before there was this one. */
const defaultBackendRequests: Record<Instance['environment'], number> = {
  production: 1000,
  development: 100,
}

/** How often the backend API may be asked in the name of an instance; `null`: as often as one likes. */
export function backendRequestLimit({
  environment,
  settings,
}: Pick<Instance, 'environment' | 'settings'>): RequestLimit | null {
  const { backendRequestsPerTenSeconds: limit = defaultBackendRequests[environment] } = settings
  return limit === null ? null : { limit, windowSeconds: 10 }
}
