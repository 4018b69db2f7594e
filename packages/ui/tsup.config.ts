import { readFile, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { defineConfig } from 'tsup'

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
    await writeIndex()
    // One file: imports are inlined in order, so that the cascade layers keep theirs.
    await build({
      entryPoints: ['src/styles/index.css'],
      outfile: 'dist/styles.css',
      bundle: true,
      logLevel: 'warning',
    })
  },
})

/**
 * Each line of `src/index.ts` as a file with its names, and an index of nothing but `export *`. Were the names in the index,
 * esbuild would take all that it imports for reachable from whatever imports one of them, and put the form behind a dialog into
 * the first chunk. The index has no directive: client boundaries may not hold `export *`, the files behind it are the boundaries.
 */
async function writeIndex() {
  const source = await readFile('src/index.ts', 'utf8')
  const lines: string[] = []
  for (const [, list, module] of source.matchAll(/export (?:\*|\{([^}]*)\}) from '\.\/([\w/-]+)'/g)) {
    const path = module === 'messages' ? 'messages/index' : module
    const names = list
      ?.split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
    if (names?.length === 0) continue
    const file = names ? `public/${module}.js` : `${path}.js`
    if (names) {
      await build({
        stdin: {
          contents: `${directive}export { ${names.join(', ')} } from '../${path}.js'\n`,
          loader: 'js',
        },
        outfile: `dist/${file}`,
        format: 'esm',
      })
    }
    lines.push(`export * from './${file}'\n`)
  }
  await writeFile('dist/index.js', lines.join(''))
}
