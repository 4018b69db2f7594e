import { expect, test } from 'vitest'
import { fakeBackend } from '../testing/fake-adapter'
import { session } from '../testing/fixtures'
import { prefetchSession } from './index'

test('asks for the organization that is given, and for the last one without', async () => {
  const backend = fakeBackend({ getSession: () => session() })
  await expect(prefetchSession({ adapter: backend.adapter, organization: 'acme' })).resolves.toEqual(
    session(),
  )
  await prefetchSession({ adapter: backend.adapter, organization: null })
  await prefetchSession({ adapter: backend.adapter })
  expect(backend.calls('getSession').map((call) => call.input)).toEqual([
    { organization: 'acme' },
    { organization: null },
    {},
  ])
})
