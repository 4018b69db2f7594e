import { defineConfig } from 'tsup'
import { writeIndex } from '../../.config/write-index.mjs'

const entries = [
  'index',
  'contract/app',
  'contract/app-routes',
  'contract/app-schema',
  'contract/backend',
  'contract/backend-routes',
  'contract/backend-schema',
  'contract/first-routes',
  'contract/wire',
  'engine/index',
  'conformance/index',
]

export default defineConfig({
  // Every module is a file, so that a bundler takes those that an app asks for, and a rule behind a dialog is not in its first chunk.
  entry: ['src/**/*.ts', '!src/index.ts', '!src/**/*.test.ts'],
  format: ['esm'],
  dts: { entry: Object.fromEntries(entries.map((name) => [name, `src/${name}.ts`])) },
  clean: true,
  splitting: true,
  sourcemap: true,
  target: 'es2022',
  onSuccess: () => writeIndex(),
})
