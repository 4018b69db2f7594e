import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkFile, checkManifest, type Manifest } from './support/boundaries'

const root = path.resolve(import.meta.dirname, '..')
const packageNames = readdirSync(path.join(root, 'packages')).filter((name) =>
  existsSync(path.join(root, 'packages', name, 'package.json')),
)

function readSource(packageName: string): Record<string, string> {
  const folder = path.join(root, 'packages', packageName, 'src')
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.[cm]?tsx?$/.test(file))
      .map((file) => [
        `packages/${packageName}/src/${file.split(path.sep).join('/')}`,
        readFileSync(path.join(folder, file), 'utf8'),
      ]),
  )
}

describe.each(packageNames)('%s', (name) => {
  test('imports only along the arrows', () => {
    expect(Object.entries(readSource(name)).flatMap(([file, text]) => checkFile(file, text))).toEqual([])
  })

  test('declares what it imports, and nothing that no arrow leads to', () => {
    const manifest = JSON.parse(
      readFileSync(path.join(root, 'packages', name, 'package.json'), 'utf8'),
    ) as Manifest
    expect(checkManifest(name, manifest, readSource(name))).toEqual([])
  })
})

describe('the checker reports', () => {
  test.each([
    ['packages/core/src/rule.ts', `import { z } from 'zod'`],
    ['packages/core/src/app-schema.ts', `import React from 'react'`],
    ['packages/core/src/engine/member.ts', `import { createHmac } from 'node:crypto'`],
    ['packages/core/src/a.ts', `export * from '@orgkit/adapters/http'`],
    ['packages/core/src/a.ts', `const load = () => import('@orgkit/ui')`],
    ['packages/core/src/a.ts', `type Client = import('kysely').Kysely<unknown>`],
    ['packages/core/src/a.ts', `import kysely = require('kysely')`],
    ['packages/core/src/a.ts', `import '../../server/src/index'`],
    ['packages/core/src/a.ts', `import 'orgkit'`],
    ['packages/core/src/member.test.ts', `import { httpAdapter } from '@orgkit/adapters/http'`],
    ['packages/adapters/src/http/index.ts', `import { useSession } from '@orgkit/react'`],
    ['packages/adapters/src/http/index.ts', `import { createWorld } from '../../../../test/support/world'`],
    ['packages/react/src/provider.tsx', `import { httpAdapter } from '@orgkit/adapters/http'`],
    ['packages/react/src/index.ts', `export { OrgkitError } from '@orgkit/core'`],
    ['packages/react/src/index.ts', `export * from '@orgkit/core'`],
    ['packages/react/src/provider.tsx', `import { Dialog } from 'radix-ui'`],
    ['packages/react/src/provider.tsx', `import { render } from '@testing-library/react'`],
    ['packages/react/src/provider.tsx', `import { fakeAdapter } from './testing/fake-adapter'`],
    ['packages/ui/src/member.tsx', `import { useQuery } from '@tanstack/react-query'`],
    ['packages/ui/src/member.tsx', `import { embeddedAdapter } from '@orgkit/adapters/embedded'`],
    ['packages/server/src/index.ts', `import { useSession } from '@orgkit/react'`],
    ['packages/server/src/index.ts', `import { seed } from '@orgkit/demo'`],
    ['packages/server/src/index.ts', `import 'react'`],
    ['packages/demo/src/server.ts', `import '../../server/src/index'`],
    ['packages/demo/src/server.ts', `import '../../../stories/world'`],
  ])('%s: %s', (file, text) => {
    expect(checkFile(file, text)).toHaveLength(1)
  })

  test('dependencies that no arrow leads to, and imports that are not declared', () => {
    const files = { 'packages/adapters/src/http/index.ts': `import { app } from '@orgkit/core/contract/app'` }
    expect(checkManifest('adapters', { dependencies: { zod: '4' } }, files)).toEqual([
      'packages/adapters/package.json declares "zod"; no arrow leads there',
      'packages/adapters/src/http/index.ts imports "@orgkit/core", which its package.json does not declare',
    ])
    expect(checkManifest('newcomer', {}, {})).toHaveLength(1)
  })

  test('nothing where all is well', () => {
    const good: [string, string][] = [
      ['packages/core/src/contract/app-schema.ts', `import * as z from 'zod'`],
      ['packages/core/src/engine/member.ts', `import { checkRemoveMember } from '../rules/member'`],
      ['packages/adapters/src/http/index.ts', `import { app } from '@orgkit/core/contract/app'`],
      ['packages/react/src/index.ts', `export type { Member } from '@orgkit/core'`],
      ['packages/react/src/index.ts', `export { type Member, type Role } from '@orgkit/core'`],
      ['packages/react/src/member.test.tsx', `import { embeddedAdapter } from '@orgkit/adapters/embedded'`],
      ['packages/react/src/testing/render.tsx', `import { render } from '@testing-library/react'`],
      ['packages/react/src/member.test.tsx', `import { renderWith } from './testing/render'`],
      ['packages/ui/src/row.tsx', `const load = () => import('./dialog')`],
      ['packages/server/src/index.ts', `import { readFile } from 'node:fs/promises'`],
      ['packages/demo/src/server.ts', `import { createServer } from '@orgkit/server'`],
      ['packages/core/src/a.ts', `// import 'react'\nexport const text = "import 'react'"`],
    ]
    expect(good.flatMap(([file, text]) => checkFile(file, text))).toEqual([])
  })
})
