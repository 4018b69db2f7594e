import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type BuildFailure, type Metafile, type OutputFile } from 'esbuild'
import { byteBounds, type ByteBound } from './bounds'

export interface ByteResult extends ByteBound {
  /** `missing`: the entry asks for a component or package that does not exist yet. That is not a pass. */
  state: 'within' | 'over' | 'missing'
  firstMeasured?: number
  allMeasured?: number
  /** What is missing. */
  reason?: string
}

/** Bundles each entry as an app would bundle the published packages: esbuild, minified, React left out, gzip. */
export async function measureBytes(): Promise<ByteResult[]> {
  return Promise.all(byteBounds.map(measure))
}

async function measure(bound: ByteBound): Promise<ByteResult> {
  const entryPoint = path.join(import.meta.dirname, 'entries', bound.entry)
  const result = await build({
    entryPoints: [entryPoint],
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    outdir: 'out',
    external: ['react', 'react/*', 'react-dom', 'react-dom/*'],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
    // A package that exports nothing yet counts as one without the name that is asked for.
    logOverride: { 'import-is-undefined': 'error' },
  }).catch((error: BuildFailure) => error)
  if ('errors' in result && result instanceof Error) {
    const messages = result.errors.map((error) => error.text)
    const reason = messages.find((text) =>
      /^(No matching export|Import "\w+" will always be undefined|Could not resolve "@orgkit\/)/.test(text),
    )
    if (!reason) throw result
    return { ...bound, state: 'missing', reason }
  }
  const firstFiles = firstChunks(result.metafile)
  const sizes = result.outputFiles.map((file) => ({ file, kilobytes: gzipKilobytes(file) }))
  const sum = (kept: typeof sizes) => kept.reduce((total, { kilobytes }) => total + kilobytes, 0)
  const firstMeasured = sum(sizes.filter(({ file }) => firstFiles.has(path.relative('.', file.path))))
  const allMeasured = sum(sizes)
  const over =
    firstMeasured > (bound.firstKilobytes ?? Infinity) || allMeasured > (bound.allKilobytes ?? Infinity)
  return { ...bound, state: over ? 'over' : 'within', firstMeasured, allMeasured }
}

/** The entry's chunk and what it imports statically, to any depth. */
function firstChunks({ outputs }: Metafile): Set<string> {
  const entry = Object.keys(outputs).find((name) => outputs[name]?.entryPoint && name.endsWith('.js'))
  const found = new Set<string>()
  const visit = (name: string) => {
    const output = outputs[name]
    if (!output || found.has(name)) return
    found.add(name)
    for (const { kind, path: imported } of output.imports) if (kind === 'import-statement') visit(imported)
  }
  if (entry) visit(entry)
  return found
}

function gzipKilobytes(file: OutputFile): number {
  return gzipSync(file.contents, { level: 9 }).length / 1024
}
