import { build } from 'esbuild'
import { defineConfig } from 'tsup'
import { writeIndex } from '../../.config/write-index.mjs'

const directive = '"use client";\n'

export default defineConfig({
  // Every module is a file: an app's bundler splits by file, and what only an opened panel asks must not share one with a trigger.
  entry: ['src/**/*.{ts,tsx}', '!src/index.ts', '!src/{server,testing}/**', '!src/**/*.test.*'],
  format: ['esm'],
  dts: { entry: { index: 'src/index.ts', 'server/index': 'src/server/index.ts' } },
  clean: true,
  splitting: true,
  sourcemap: true,
  target: 'es2022',
  banner: { js: directive },
  async onSuccess() {
    await writeIndex({ directive })
    // Server components call this entry: it holds all of its code, since from a file with the directive they could not.
    await build({
      entryPoints: ['src/server/index.ts'],
      outfile: 'dist/server/index.js',
      bundle: true,
      packages: 'external',
      format: 'esm',
      target: 'es2022',
      sourcemap: true,
      logLevel: 'warning',
    })
  },
})
