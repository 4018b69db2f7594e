import { rmSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'

// Two builds share the folder, so neither may clean it while the other writes.
rmSync('dist', { recursive: true, force: true })

const shared: Options = { format: ['esm'], dts: true, sourcemap: true, target: 'es2022' }

export default defineConfig([
  { ...shared, entry: { index: 'src/index.ts' }, splitting: true, banner: { js: '"use client";' } },
  // Server components call this entry: with the client directive they could not.
  { ...shared, entry: { 'server/index': 'src/server/index.ts' } },
])
