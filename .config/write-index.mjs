// The index of a package that is built a file per module: `tsup` calls this when the modules are there.
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { build } from 'esbuild'

/**
 * Each line of `src/index.ts` as a file with its names, and an index of nothing but `export *`. Were the names in the index,
 * esbuild would take all that it imports for reachable from whatever imports one of them, and put what is behind a click into
 * the first chunk. The index has no directive: client boundaries may not hold `export *`, the files behind it are the boundaries.
 * @param {{ directive?: string }} [options] what each of those files begins with, e.g. `"use client";`
 */
export async function writeIndex({ directive = '' } = {}) {
  const lines = []
  for (const { names, module } of await exportsOf('index')) {
    const file = names ? `public/${module.replaceAll('/', '-')}.js` : `${module}.js`
    if (names) {
      const contents = `${directive}\nexport { ${names.join(', ')} } from '../${module}.js'\n`
      await build({ stdin: { contents, loader: 'js' }, outfile: `dist/${file}`, format: 'esm' })
    }
    lines.push(`export * from './${file}'\n`)
  }
  await writeFile('dist/index.js', lines.join(''))
}

/**
 * What a module exports from others; types alone are left out. An index further down counts as its own lines.
 * @returns {Promise<{ names?: string[], module: string }[]>}
 */
async function exportsOf(from) {
  const source = await readFile(join('src', `${from}.ts`), 'utf8')
  const found = []
  for (const [, list, path] of source.matchAll(/export (?:\*|\{([^}]*)\}) from '(\.\/[\w/-]+)'/g)) {
    const target = normalize(join(dirname(from), path)).replaceAll('\\', '/')
    const names = list
      ?.split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
    if (names?.length === 0) continue
    const isFolder = existsSync(join('src', target, 'index.ts'))
    if (isFolder && !names) found.push(...(await exportsOf(`${target}/index`)))
    else found.push({ names, module: isFolder ? `${target}/index` : target })
  }
  return found
}
