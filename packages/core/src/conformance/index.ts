export * from './backend'
export type { ConformanceCase, Cover, TestUser, TestWorld } from './case'
export { chapters } from './chapters'
export { describeConformance, reasonToSkip, runCase } from './describe-conformance'
