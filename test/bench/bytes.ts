import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type BuildFailure, type Metafile, type OutputFile } from 'esbuild'
import { byteBounds, type ByteBound } from './bounds'

export interface ByteResult extends ByteBound {
  /**
   * `missing`: the entry asks for a component or package that does not exist yet. That is not a pass. `standing`: over a bound that
   * was never reached, and no worse than before.
   */
  state: 'within' | 'over' | 'standing' | 'missing'
  firstMeasured?: number
  openedMeasured?: number
  /** What only a further click loads. */
  laterMeasured?: number
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
  const { outputs } = result.metafile
  const chunkOf = (module: string) => {
    const chunk = Object.keys(outputs).find((name) => outputs[name]?.entryPoint?.endsWith(module))
    if (chunk === undefined)
      throw new Error(`bench: ${bound.what} has no chunk of ${module}. Name what it loads.`)
    return chunk
  }
  const entry = chunkOf(`entries/${bound.entry}`)
  const first = reached(outputs, [entry], ['import-statement'])
  const styles = outputs[entry]?.cssBundle
  const opened = new Set(first)
  if (styles !== undefined) opened.add(styles)
  if (bound.opens !== undefined) {
    for (const name of reached(outputs, [chunkOf(bound.opens)], ['import-statement'])) opened.add(name)
  }
  // Not every output: esbuild also writes chunks for what the packages could load and this entry never asks for.
  const all = new Set([...opened, ...reached(outputs, [entry], ['import-statement', 'dynamic-import'])])

  const sizes = new Map(
    result.outputFiles.map((file) => [path.relative('.', file.path), gzipKilobytes(file)] as const),
  )
  const sum = (names: Set<string>) =>
    [...names].reduce((total, name) => total + (sizes.get(name) ?? Number.NaN), 0)
  const firstMeasured = sum(first)
  const openedMeasured = sum(opened)
  const allMeasured = sum(all)
  const isWithin = (openedKilobytes = Infinity) =>
    firstMeasured <= (bound.firstKilobytes ?? Infinity) &&
    openedMeasured <= openedKilobytes &&
    allMeasured <= (bound.allKilobytes ?? Infinity)
  const isStanding = bound.standing !== undefined && isWithin(bound.standing.openedKilobytes)
  return {
    ...bound,
    state: isWithin(bound.openedKilobytes) ? 'within' : isStanding ? 'standing' : 'over',
    firstMeasured,
    openedMeasured: bound.opens === undefined ? undefined : openedMeasured,
    laterMeasured: bound.opens === undefined ? undefined : allMeasured - openedMeasured,
    allMeasured,
  }
}

/** These chunks and what they import in the given ways, to any depth. */
function reached(
  outputs: Metafile['outputs'],
  from: readonly string[],
  kinds: readonly string[],
): Set<string> {
  const found = new Set<string>()
  const visit = (name: string) => {
    const output = outputs[name]
    if (!output || found.has(name)) return
    found.add(name)
    for (const { kind, path: imported } of output.imports) if (kinds.includes(kind)) visit(imported)
  }
  from.forEach(visit)
  return found
}

function gzipKilobytes(file: OutputFile): number {
  return gzipSync(file.contents, { level: 9 }).length / 1024
}
