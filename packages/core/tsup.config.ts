import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'contract/app': 'src/contract/app.ts',
    'contract/app-routes': 'src/contract/app-routes.ts',
    'contract/app-schema': 'src/contract/app-schema.ts',
    'engine/index': 'src/engine/index.ts',
    'conformance/index': 'src/conformance/index.ts',
  },
  format: ['esm'],
  dts: true,
  clean: true,
  splitting: true,
  sourcemap: true,
  target: 'es2022',
})
