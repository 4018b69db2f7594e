import { proveModel } from './model/prove'

proveModel('an empty instance', { offset: 1_000_000, prepare: async () => {} })
