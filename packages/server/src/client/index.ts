export {
  backendClient,
  type BackendCallOptions,
  type BackendClient,
  type BackendClientOptions,
} from './backend-client'
