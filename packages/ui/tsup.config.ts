import { build } from 'esbuild'
import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts' },
  format: ['esm'],
  dts: true,
  clean: true,
  splitting: true,
  sourcemap: true,
  target: 'es2022',
  banner: { js: '"use client";' },
  // One file: imports are inlined in order, so that the cascade layers keep theirs.
  async onSuccess() {
    await build({
      entryPoints: ['src/styles/index.css'],
      outfile: 'dist/styles.css',
      bundle: true,
      logLevel: 'warning',
    })
  },
})
