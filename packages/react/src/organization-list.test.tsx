import { expect, test } from 'vitest'
import { applyEvents } from './apply-events'
import { useOrganizationList } from './organization-list'
import { useOrgkit } from './context'
import { fakeBackend } from './testing/fake-adapter'
import { creationEvents, event, organization, page, session } from './testing/fixtures'
import { renderReady, renderWith, settle } from './testing/render'

const first = page(['acme', 'blue'], { nextCursor: 'after-blue', totalCount: 5 })
const initialSession = session({ memberships: first })
const useList = () => ({ ...useOrganizationList(), orgkit: useOrgkit('test') })

const slugs = (result: { current: ReturnType<typeof useList> }) =>
  result.current.userMemberships.data.map((item) => item.organization.slug)

test('is loading, and then shows the page that came with the session', async () => {
  const backend = fakeBackend()
  const { result } = renderWith(backend, useList)
  expect(result.current).toMatchObject({
    isLoaded: false,
    userMemberships: { isLoading: true, data: [], count: 0 },
  })
  await settle(() => backend.last('getSession').answer(initialSession))
  expect(result.current).toMatchObject({
    isLoaded: true,
    userMemberships: { isLoading: false, count: 5, hasNextPage: true, isError: false },
  })
  expect(backend.calls('listUserMemberships')).toHaveLength(0)
})

test('a session that cannot be loaded is an error of the list', async () => {
  const backend = fakeBackend()
  const { result } = renderWith(backend, useList)
  await settle(() => backend.last('getSession').fail('forbidden'))
  expect(result.current.userMemberships).toMatchObject({
    isLoading: false,
    isError: true,
    error: { code: 'forbidden' },
  })
})

test('loads page after page, each once, the rows before staying', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useList, { initialSession })
  await settle(() => {
    result.current.userMemberships.fetchNext()
    result.current.userMemberships.fetchNext()
  })
  expect(backend.calls('listUserMemberships')).toHaveLength(1)
  expect(backend.last('listUserMemberships').input).toEqual({ limit: 50, cursor: 'after-blue' })
  expect(result.current.userMemberships.isFetching).toBe(true)
  await settle(() =>
    backend
      .last('listUserMemberships')
      .answer(page(['coop', 'dune'], { nextCursor: 'after-dune', totalCount: 5 })),
  )
  expect(slugs(result)).toEqual(['acme', 'blue', 'coop', 'dune'])
  await settle(() => result.current.userMemberships.fetchNext())
  expect(slugs(result)).toEqual(['acme', 'blue', 'coop', 'dune'])
  await settle(() => backend.last('listUserMemberships').answer(page(['echo'], { totalCount: 5 })))
  expect(slugs(result)).toEqual(['acme', 'blue', 'coop', 'dune', 'echo'])
  expect(result.current.userMemberships.hasNextPage).toBe(false)
  await settle(() => result.current.userMemberships.fetchNext())
  expect(backend.calls('listUserMemberships')).toHaveLength(2)
})

test('a failed page keeps the rows, and fetchNext tries it again', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useList, { initialSession })
  await settle(() => result.current.userMemberships.fetchNext())
  await settle(() => backend.last('listUserMemberships').fail('rate_limited'))
  expect(result.current.userMemberships).toMatchObject({ isError: true, error: { code: 'rate_limited' } })
  expect(slugs(result)).toEqual(['acme', 'blue'])
  await settle(() => result.current.userMemberships.fetchNext())
  await settle(() => backend.last('listUserMemberships').answer(page(['coop'], { totalCount: 5 })))
  expect(slugs(result)).toEqual(['acme', 'blue', 'coop'])
  expect(result.current.userMemberships.error).toBeNull()
})

test('whoever shifts between two pages is shown once', async () => {
  const backend = fakeBackend({ listUserMemberships: () => page(['blue', 'coop'], { totalCount: 5 }) })
  const { result } = renderReady(backend, useList, { initialSession })
  await settle(() => result.current.userMemberships.fetchNext())
  await settle()
  expect(slugs(result)).toEqual(['acme', 'blue', 'coop'])
})

test('unmounting in flight gives the page up', async () => {
  const backend = fakeBackend()
  const { result, unmount } = renderReady(backend, useList, { initialSession })
  await settle(() => result.current.userMemberships.fetchNext())
  unmount()
  expect(backend.last('listUserMemberships').signal?.aborted).toBe(true)
})

test('a renamed organization shows its name on a later page', async () => {
  const backend = fakeBackend({ listUserMemberships: () => page(['coop', 'dune'], { totalCount: 4 }) })
  const { result } = renderReady(backend, useList, { initialSession })
  await settle(() => result.current.userMemberships.fetchNext())
  const renamed = organization('dune', { name: 'Dunes', version: 2 })
  await settle(() =>
    applyEvents(result.current.orgkit, [
      event({ type: 'organization.updated', organizationId: renamed.id, organization: renamed }),
    ]),
  )
  expect(result.current.userMemberships.data.map((item) => item.organization.name)).toContain('Dunes')
})

test('a created organization makes the later pages be asked again', async () => {
  const backend = fakeBackend({ listUserMemberships: () => page(['coop', 'dune'], { totalCount: 5 }) })
  const { result } = renderReady(backend, useList, { initialSession })
  await settle(() => result.current.userMemberships.fetchNext())
  backend.script.listUserMemberships = () => page(['coop', 'daisy', 'dune'], { totalCount: 6 })
  await settle(() => applyEvents(result.current.orgkit, creationEvents('daisy')))
  expect(slugs(result)).toEqual(['acme', 'blue', 'coop', 'daisy', 'dune'])
  expect(result.current.userMemberships.count).toBe(6)
})

test('revalidate asks for the session and the pages that are loaded', async () => {
  const backend = fakeBackend({
    listUserMemberships: () => page(['coop'], { totalCount: 3 }),
    getSession: () => initialSession,
  })
  const { result } = renderReady(backend, useList, { initialSession })
  await settle(() => result.current.userMemberships.fetchNext())
  await settle(() => void result.current.userMemberships.revalidate())
  expect(backend.calls('getSession')).toHaveLength(1)
  expect(backend.calls('listUserMemberships')).toHaveLength(2)
})

test('revalidate asks for all pages that are loaded, not for the last one alone', async () => {
  const backend = fakeBackend({
    listUserMemberships: ({ cursor }) =>
      cursor === 'after-blue'
        ? page(['coop'], { nextCursor: 'after-coop', totalCount: 4 })
        : page(['dune'], { totalCount: 4 }),
    getSession: () => initialSession,
  })
  const { result } = renderReady(backend, useList, { initialSession })
  for (let count = 0; count < 2; count++) {
    await settle(() => result.current.userMemberships.fetchNext())
    await settle()
  }
  expect(slugs(result)).toEqual(['acme', 'blue', 'coop', 'dune'])
  await settle(() => void result.current.userMemberships.revalidate())
  const cursors = backend.calls('listUserMemberships').map(({ input }) => input.cursor)
  expect(cursors).toEqual(['after-blue', 'after-coop', 'after-blue', 'after-coop'])
})
