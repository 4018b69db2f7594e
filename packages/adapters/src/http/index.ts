export { httpAdapter, type HttpAdapterOptions } from './http-adapter'
