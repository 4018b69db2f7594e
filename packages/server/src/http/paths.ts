/** Where the server is mounted. */
export const basePath = '/api/orgkit'
/** Where the contract's operations and the blobs are found. */
export const apiPath = `${basePath}/v1`
/** Where the backend contract's operations are found. */
export const backendPath = `${apiPath}/backend`
