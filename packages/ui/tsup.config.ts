import { build } from 'esbuild'
import { defineConfig } from 'tsup'
import { writeIndex } from '../../.config/write-index.mjs'

const directive = '"use client";\n'

export default defineConfig({
  // Every module is a file: an app's bundler splits by file, and what only a dialog needs must not share one with a trigger.
  entry: ['src/**/*.{ts,tsx}', '!src/index.ts', '!src/**/*.test.*', '!src/**/*.d.ts'],
  format: ['esm'],
  dts: { entry: { index: 'src/index.ts' } },
  clean: true,
  splitting: true,
  sourcemap: true,
  target: 'es2022',
  banner: { js: directive },
  async onSuccess() {
    await writeIndex({ directive })
    // One file: imports are inlined in order, so that the cascade layers keep theirs.
    await build({
      entryPoints: ['src/styles/index.css'],
      outfile: 'dist/styles.css',
      bundle: true,
      minify: true,
      logLevel: 'warning',
    })
  },
})
