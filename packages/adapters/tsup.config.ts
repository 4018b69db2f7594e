import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { 'embedded/index': 'src/embedded/index.ts', 'http/index': 'src/http/index.ts' },
  format: ['esm'],
  dts: true,
  clean: true,
  splitting: true,
  sourcemap: true,
  target: 'es2022',
})
