import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { openDatabase } from '@orgkit/server'
import openapiTypescript, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestServer, ownOrigin } from '../../packages/server/src/testing/test-server'
import { readDocument } from './openapi-document'

/* What a stranger does with the document: types by openapi-typescript, calls by openapi-fetch, and no line of orgkit's. */

/** Checked against the types that were made from the document, and then run. */
const program = `
import createClient from 'openapi-fetch'
import type { paths } from './paths'

interface Options {
  baseUrl: string
  fetch: (request: Request) => Promise<Response>
  publishableKey: string
  secretKey: string
}

export async function run({ baseUrl, fetch, publishableKey, secretKey }: Options) {
  const headers = { Authorization: 'Bearer ada', 'Orgkit-Publishable-Key': publishableKey }
  const app = createClient<paths>({ baseUrl, fetch, headers })
  const backend = createClient<paths>({ baseUrl, fetch, headers: { Authorization: 'Bearer ' + secretKey } })

  const create = () => app.POST('/organizations', {
    body: { name: 'Acme' },
    params: { header: { 'Idempotency-Key': 'once' } },
  })
  const created = await create()
  if (created.error) throw new Error(created.error.error.message)
  const organizationId: string = created.data.organization.id
  const again = await create()

  const members = await app.GET('/organizations/{organizationId}/members', {
    params: { path: { organizationId }, query: { limit: 10, sort: 'joined' } },
  })
  const invited = await app.POST('/organizations/{organizationId}/invitations', {
    params: { path: { organizationId } },
    body: { emailAddress: 'grace@acme.test', expiresInDays: 7 },
  })
  const refused = await app.POST('/organizations', { body: { name: ' ' } })
  const isRequired: boolean = refused.error?.error.code === 'required'

  const invitedToApp = await backend.POST('/backend/application-invitations', {
    body: { emailAddress: 'linus@acme.test' },
  })
  const listed = await backend.GET('/backend/application-invitations', {
    params: { query: { status: 'pending', limit: 10 } },
  })
  const stranger = await createClient<paths>({ baseUrl, fetch }).GET('/backend/application-invitations')

  return {
    name: created.data.organization.name,
    isTheSame: again.data?.organization.id === organizationId,
    members: members.data?.items.map(({ user }) => user.name),
    invited: invited.data?.invitation.emailAddress,
    isRequired,
    invitedToApp: invitedToApp.data?.invitation.status,
    listed: listed.data?.items.map(({ emailAddress }) => emailAddress),
    stranger: stranger.error?.error.code,
  }
}
`

const mistakes: [string, string, string][] = [
  ['a field of the body', `{ name: 'Acme' }`, `{ title: 'Acme' }`],
  ['no required field', `{ emailAddress: 'linus@acme.test' }`, `{}`],
  ['the type of a field', `expiresInDays: 7`, `expiresInDays: '7'`],
  ['a path', `'/organizations/{organizationId}/members'`, `'/organization/{organizationId}/members'`],
  [
    'a method',
    `app.GET('/organizations/{organizationId}/members'`,
    `app.PUT('/organizations/{organizationId}/members'`,
  ],
  ['a field of the path', `path: { organizationId }`, `path: { organization: organizationId }`],
  ['a sort', `sort: 'joined'`, `sort: 'oldest'`],
  ['a number of the query', `limit: 10, sort`, `limit: '10', sort`],
  ['a header', `'Idempotency-Key': 'once'`, `'Idempotency-Key': 1`],
  ['a field of the answer', `organization.name`, `organization.title`],
  ['a field of a list', `({ user }) => user.name`, `({ person }) => person.name`],
  ['a code', `code === 'required'`, `code === 'name_missing'`],
]

const database = await openDatabase({ url: 'memory:' })
const { server, instance, logged } = await createTestServer(database)
const cache = path.resolve('node_modules/.cache')
mkdirSync(cache, { recursive: true })
/** Below the repository, so that the program finds openapi-fetch as any app does. */
const folder = mkdtempSync(path.join(cache, 'openapi-client-'))
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await database.close()
})

let complaints: (name: string) => string[]

beforeAll(async () => {
  const document = await readDocument(server)
  write('paths.ts', astToString(await openapiTypescript(JSON.stringify(document))))
  write('program.ts', program)
  mistakes.forEach(([, right, wrong], index) => write(mistakeFile(index), program.replace(right, wrong)))
  const names = ['paths.ts', 'program.ts', ...mistakes.map((_, index) => mistakeFile(index))]
  const checked = ts.createProgram(
    names.map((name) => path.join(folder, name)),
    {
      strict: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      types: [],
      skipLibCheck: true,
    },
  )
  complaints = (name) => {
    const file = checked.getSourceFile(path.join(folder, name))
    return [...checked.getSyntacticDiagnostics(file), ...checked.getSemanticDiagnostics(file)].map(
      ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'),
    )
  }
})

const mistakeFile = (index: number) => `mistake-${index}.ts`
const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text)

test('types made from the document fit a program that uses it', () => {
  expect(complaints('paths.ts')).toEqual([])
  expect(complaints('program.ts')).toEqual([])
})

test.each(mistakes.map(([what, right], index) => [what, right, index] as const))(
  'and do not fit one that is wrong in %s',
  (_, right, index) => {
    expect(program).toContain(right)
    expect(complaints(mistakeFile(index))).not.toEqual([])
  },
)

test('the program creates, lists and invites, in the app and in the backend', async () => {
  const { outputText } = ts.transpileModule(program, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  })
  write('program.mjs', outputText)
  const file = pathToFileURL(path.join(folder, 'program.mjs')).href
  const { run } = (await import(/* @vite-ignore */ file)) as { run(options: object): Promise<object> }
  const answer = await run({
    baseUrl: `${ownOrigin}/api/orgkit/v1`,
    fetch: server.fetch,
    publishableKey: instance.publishableKey,
    secretKey: instance.secretKey,
  })
  expect(answer).toEqual({
    name: 'Acme',
    isTheSame: true,
    members: ['ada'],
    invited: 'grace@acme.test',
    isRequired: true,
    invitedToApp: 'pending',
    listed: ['linus@acme.test'],
    stranger: 'unauthenticated',
  })
  expect(logged).toEqual([])
})
