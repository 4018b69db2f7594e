export { embeddedAdapter, type EmbeddedAdapter, type EmbeddedControls } from './embedded-adapter'
export { createGate, type Failure, type FailOptions, type Gate } from './faults'
export {
  createMemoryStore,
  type MemoryStore,
  type MemoryStoreOptions,
  type Persistence,
} from './memory-store'
export type { MemoryData } from './memory-tables'
export type { EmbeddedAdapterOptions } from './options'
export { hardNames, manyOrganizations, sampleRoles, sampleWorld } from './sample-world'
export type { Seed, SeedInvitation, SeedOrganization, SeedUser } from './seed'
export type { SeedDomain } from './seed-domains'
