import { appRoutes, appStreamRoutes } from '@orgkit/core/contract/app-routes'

/** Everything that can be asked. A module of its own, so that it is no part of the first chunk. */
export const routes = { ...appRoutes, ...appStreamRoutes }
