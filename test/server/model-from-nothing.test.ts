import { proveModel } from './model/prove'

proveModel('an empty instance', { isDeep: false, offset: 1_000_000, prepare: async () => {} })
