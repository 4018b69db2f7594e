import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runOrgkit } from './run'

async function orgkit(args: string[], environment: Record<string, string> = {}) {
  const printed: string[] = []
  const complaints: string[] = []
  const code = await runOrgkit(args, {
    environment: { ORGKIT_DATABASE_URL: 'memory:', ...environment },
    print: (line) => printed.push(line),
    complain: (line) => complaints.push(line),
  })
  return { code, printed: printed.join('\n'), complained: complaints.join('\n') }
}

describe('help', () => {
  test.each([['--help'], ['-h'], ['help']])('orgkit %s lists the commands', async (flag) => {
    const { code, printed, complained } = await orgkit([flag])
    expect({ code, complained }).toEqual({ code: 0, complained: '' })
    for (const name of ['serve', 'migrate', 'seed']) expect(printed).toContain(`orgkit ${name}`)
  })

  test.each([
    ['serve', '--publishable-key KEY'],
    ['migrate', '--folder FOLDER'],
    ['seed', '--organizations N'],
  ])('orgkit %s --help tells its options, whatever else is given', async (name, option) => {
    const { code, printed } = await orgkit([name, '--nonsense', '--help'])
    expect(code).toBe(0)
    expect(printed).toContain(`orgkit ${name}`)
    expect(printed).toContain(option)
  })
})

describe('a wrong call ends with 2 and says what is wrong', () => {
  test.each<[string[], string]>([
    [[], 'what is it to do'],
    [['destroy'], 'there is no command "destroy"'],
    [['constructor'], 'there is no command "constructor"'],
    [['migrate', '--force'], "Unknown option '--force'"],
    [['migrate', 'now'], "Unexpected argument 'now'"],
    [['seed'], '--organizations is missing: a whole number from 1'],
    [['seed', '--organizations'], '--organizations'],
    [['seed', '--organizations', 'many'], '--organizations is "many"'],
    [['seed', '--organizations', '0'], '--organizations is "0"'],
    [['seed', '--organizations', '1e3'], '--organizations is "1e3"'],
    [['seed', '--organizations', '10', '--members', '0'], '--members is "0"'],
    [['seed', '--organizations', '10'], 'memory:'],
    [['serve'], '--jwks-url (ORGKIT_JWKS_URL): '],
  ])('orgkit %j', async (args, complaint) => {
    const { code, printed, complained } = await orgkit(args)
    expect({ code, printed }).toEqual({ code: 2, printed: '' })
    expect(complained).toContain(complaint)
    expect(complained).toMatch(/--help/)
  })
})

test('what fails on the way ends with 1, and says why without the password', async () => {
  const url = 'postgres://ada:the-password@127.0.0.1:9/orgkit'
  const { code, complained } = await orgkit(['migrate'], { ORGKIT_DATABASE_URL: url })
  expect(code).toBe(1)
  expect(complained).toMatch(/^orgkit migrate failed: .*ECONNREFUSED/)
  expect(complained).not.toContain('the-password')
})

test('migrate tells what it ran, once', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'orgkit-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const migrate = () => orgkit(['migrate', '--folder', folder], { ORGKIT_DATABASE_URL: '' })
  const first = await migrate()
  expect(first.code).toBe(0)
  expect(first.printed).toMatch(/^\d+ migrations: 0001-organizations, /)
  expect(await migrate()).toEqual({ code: 0, printed: 'nothing to do', complained: '' })
})
