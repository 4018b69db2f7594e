export { backendClient, type BackendClient, type BackendClientOptions } from './backend-client'
