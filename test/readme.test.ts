import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { backendClient } from '@orgkit/server/client'
import { openDatabase } from '@orgkit/server'
import ts from 'typescript'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createTestServer, ownOrigin } from '../packages/server/src/testing/test-server'

/* What the README shows is true of the packages as they are: each of its programs fits their types. */

/** What a reader has already, by the name that the README calls it. */
const given: Record<string, string> = {
  app: `declare const app: { put(path: string, answer: (context: { req: { raw: Request } }) => Promise<void>): void }`,
  auth: `declare const auth: import('@orgkit/server').BetterAuthLike`,
  body: `declare const body: { email: string }`,
  hasPhone: `declare function hasPhone(userId: string): boolean`,
  options: `declare const options: Omit<import('@orgkit/server').CreateServerOptions, 'sessionTasks'>\nimport { createServer } from '@orgkit/server'`,
  orgkit: `declare const orgkit: import('@orgkit/server').OrgkitServer`,
  secretKey: `declare const secretKey: string`,
  token: `declare const token: string`,
  AcceptInvitation: `import { AcceptInvitation } from '@orgkit/ui'`,
  YourSignUp: `declare function YourSignUp(props: { token: string }): React.JSX.Element`,
}

const programs = [...readFileSync('README.md', 'utf8').matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm)].map(
  ([, kind = '', code = ''], index) => ({ name: `program-${index}.${kind}`, code }),
)
const backendProgram = programs.find(({ code }) => code.includes('@orgkit/server/client'))?.code ?? ''
const firstLine = ({ code }: { code: string }) => code.trim().split('\n')[0]

const cache = path.resolve('node_modules/.cache')
mkdirSync(cache, { recursive: true })
/** Below the repository, so that the programs find the packages as any app does. */
const folder = mkdtempSync(path.join(cache, 'readme-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The program as a module, with what it uses and does not make itself. */
function moduleOf(code: string): string {
  const isUsed = (name: string) => new RegExp(`\\b${name}\\b`).test(code)
  const isMade = (name: string) => new RegExp(`(const|import \\{[^}]*) ${name}\\b`).test(code)
  const names = Object.keys(given).filter((name) => isUsed(name) && !isMade(name))
  return [...names.map((name) => given[name]), code, 'export {}'].join('\n')
}

function complaintsOf(files: Record<string, string>): string[] {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
  const { config } = ts.readConfigFile('tsconfig.base.json', ts.sys.readFile) as {
    config: { compilerOptions: object }
  }
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...config.compilerOptions, types: ['node', 'react'], noEmit: true, noUnusedLocals: false },
    process.cwd(),
  )
  const paths = Object.keys(files).map((name) => path.join(folder, name))
  const checked = ts.createProgram(paths, options)
  return paths
    .filter((each) => !each.endsWith('.d.ts'))
    .flatMap((each) => {
      const file = checked.getSourceFile(each)
      return [...checked.getSyntacticDiagnostics(file), ...checked.getSemanticDiagnostics(file)].map(
        ({ messageText }) => `${path.basename(each)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
      )
    })
}

/** The README's own, and one whose mistake has to be found, in one go: most of the time goes into the packages' types. */
let complaints: string[]
beforeAll(() => {
  complaints = complaintsOf({
    ...Object.fromEntries(programs.map(({ name, code }) => [name, moduleOf(code)])),
    'bundler.d.ts': `declare module '*.css'`,
    'wrong.ts': moduleOf(backendProgram.replace(`name: 'Example'`, `title: 'Example'`)),
  })
})

test.each(programs.map((program) => [firstLine(program), program.name]))('%s … fits the types', (_, name) => {
  expect(complaints.filter((line) => line.startsWith(`${name}: `))).toEqual([])
})

test('one that does not fit would be found', () => {
  expect(programs.length).toBeGreaterThan(6)
  expect(complaints.filter((line) => line.startsWith('wrong.ts: '))).toEqual([
    expect.stringContaining(`'title' does not exist`),
  ])
})

test('what it does from a server of one’s own is done', async () => {
  const database = await openDatabase({ url: 'memory:' })
  onTestFinished(() => database.close())
  const { server, instance } = await createTestServer(database)
  const { outputText } = ts.transpileModule(backendProgram.replace(/^import .*$/m, ''), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  })
  const AsyncFunction = (async () => {}).constructor as new (
    ...text: string[]
  ) => (...values: unknown[]) => Promise<ReturnType<typeof backendClient>>
  const run = new AsyncFunction('backendClient', 'secretKey', `${outputText}\nreturn backend`)
  const backend = await run(
    (options: { secretKey: string }) =>
      backendClient({
        ...options,
        baseUrl: `${ownOrigin}/api/orgkit/v1`,
        fetch: (url, init) => server.fetch(new Request(url, init)),
      }),
    instance.secretKey,
  )

  const { items } = await backend.listOrganizations({})
  expect(items.map(({ name, memberCount }) => [name, memberCount]).sort()).toEqual([
    ['Example', 1],
    ['North', 0],
    ['South', 0],
  ])
  const organizationId = String(items.find(({ name }) => name === 'Example')?.id)
  const members = await backend.listMembers({ organizationId })
  expect(members.items.map(({ user, role }) => [user.id, role.key])).toEqual([['user_hedy', 'org:admin']])
  const invitations = await backend.listInvitations({ organizationId })
  expect(invitations.items.map(({ emailAddress }) => emailAddress)).toEqual(['grace@example.com'])
  expect((await backend.getSettings({})).settings).toMatchObject({ membershipLimit: 20 })
})
