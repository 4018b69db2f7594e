import path from 'node:path'
import { findImports } from './imports'

/** What each package may lean on. An arrow that is missing here does not exist. */
const arrows: Record<string, { packages: string[]; modules: string[] }> = {
  core: { packages: [], modules: ['zod'] },
  adapters: { packages: ['core'], modules: ['eventsource-parser'] },
  react: { packages: ['core'], modules: ['@tanstack/react-query', 'react'] },
  ui: {
    packages: ['react', 'core'],
    modules: ['react', 'react-dom', 'radix-ui', 'class-variance-authority', 'react-hook-form'],
  },
  server: {
    packages: ['core'],
    modules: [
      'disposable-email-domains-js',
      'email-providers',
      'hono',
      'jose',
      '@hono/node-server',
      'kysely',
      'pg',
      '@electric-sql/pglite',
      'nodemailer',
      'sharp',
      'tldts',
      'zod',
      'node:*',
    ],
  },
}

/** What only installs beside a package: React Query reaches ui through the package react. */
const peersOnly: Record<string, string[]> = { react: ['react-dom'], ui: ['@tanstack/react-query'] }

/** What tests beside the source may use as well. The embedded adapter is how react and ui are tested. */
const testModules = [
  ...['vitest', '@testing-library/*', '@vitest/*', 'node:*', 'react', 'react-dom', 'axe-core'],
  // A guard is for it, and is tested with it.
  'express',
]
const testPackages: Record<string, string[]> = { react: ['adapters'], ui: ['adapters'] }

/** Nobody imports these, whatever the arrows say. */
const tops = ['demo', 'stories', 'test', 'bench', '.storybook', '.config']

/** What is wrong with the imports of one file; `file` is its path from the root of the repository. */
export function checkFile(file: string, text: string): string[] {
  const [, packageName = ''] = file.split('/')
  const packageFolder = `packages/${packageName}`
  const isTest = isTestFile(file)
  return findImports(file, text).flatMap((found) => {
    const complaint = found.specifier.startsWith('.')
      ? checkRelative(file, packageFolder, found.specifier, isTest)
      : checkModule(file, packageName, found.specifier, isTest)
    const leak =
      packageName === 'react' && found.reexportsValues && /^@orgkit\/core(\/|$)/.test(found.specifier)
        ? `re-exports values of "${found.specifier}"; only types may pass through`
        : undefined
    return [complaint, leak]
      .filter((text) => text !== undefined)
      .map((text) => `${file}:${found.line} ${text}`)
  })
}

/** Tests, and what they share: nothing published may import the folder `testing`. */
function isTestFile(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || file.includes('/src/testing/')
}

function checkRelative(
  file: string,
  packageFolder: string,
  specifier: string,
  isTest: boolean,
): string | undefined {
  const target = path.posix.join(path.posix.dirname(file), specifier)
  if (target !== packageFolder && !target.startsWith(`${packageFolder}/`)) {
    return `climbs out of its package: "${specifier}"`
  }
  return !isTest && isTestFile(`${target}/`) ? `imports what only tests may use: "${specifier}"` : undefined
}

function checkModule(
  file: string,
  packageName: string,
  specifier: string,
  isTest: boolean,
): string | undefined {
  const { scope, name } = parse(specifier)
  if (specifier.startsWith('/') || tops.includes(specifier.split('/')[0] ?? ''))
    return `imports "${specifier}"`
  if (scope === 'orgkit') {
    if (tops.includes(name)) return `imports "${specifier}"; nothing imports ${name}`
    if (packageName === 'demo' || name === packageName) return undefined
    const allowed = [
      ...(arrows[packageName]?.packages ?? []),
      ...(isTest ? (testPackages[packageName] ?? []) : []),
    ]
    return allowed.includes(name) ? undefined : `imports "${specifier}"; no arrow leads there`
  }
  if (packageName === 'demo') return undefined
  const allowed = [...(arrows[packageName]?.modules ?? []), ...(isTest ? testModules : [])]
  if (!allowed.some((pattern) => matches(pattern, name)))
    return `imports "${specifier}"; no arrow leads there`
  if (packageName === 'core' && name === 'zod' && !/-schema(\.test)?\.ts$/.test(file)) {
    return 'imports "zod" outside a schema module; it would reach a browser’s first chunk'
  }
  return undefined
}

export interface Manifest {
  private?: boolean
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

/** Where a package's manifest and its source disagree with the arrows or with each other. */
export function checkManifest(
  packageName: string,
  manifest: Manifest,
  files: Record<string, string>,
): string[] {
  if (packageName === 'demo') return []
  const arrow = arrows[packageName]
  if (!arrow) return [`packages/${packageName} is not in the list of arrows`]
  const declared = Object.keys({
    ...manifest.dependencies,
    ...manifest.optionalDependencies,
    ...manifest.peerDependencies,
  })
  const allowed = [
    ...arrow.packages.map((name) => `@orgkit/${name}`),
    ...arrow.modules,
    ...(peersOnly[packageName] ?? []),
  ]
  const extra = declared
    .filter((name) => !allowed.includes(name))
    .map((name) => `packages/${packageName}/package.json declares "${name}"; no arrow leads there`)
  const missing = Object.entries(files)
    .filter(([file]) => !isTestFile(file))
    .flatMap(([file, text]) =>
      findImports(file, text)
        .map(({ specifier }) => specifier)
        .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
        .map((specifier) => parse(specifier))
        .map(({ scope, name }) => (scope === 'orgkit' ? `@orgkit/${name}` : name))
        .filter((name) => name !== `@orgkit/${packageName}` && !declared.includes(name))
        .map((name) => `${file} imports "${name}", which its package.json does not declare`),
    )
  return [...extra, ...new Set(missing)]
}

/** `@orgkit/core/engine` → orgkit, core · `@hono/node-server/x` → @hono/node-server · `node:fs` → node:fs */
function parse(specifier: string): { scope?: 'orgkit'; name: string } {
  const [first = '', second = ''] = specifier.split('/')
  if (first === '@orgkit') return { scope: 'orgkit', name: second }
  return { name: first.startsWith('@') ? `${first}/${second}` : first }
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}
