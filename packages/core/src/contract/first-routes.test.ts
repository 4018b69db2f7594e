import { expect, test } from 'vitest'
import { appRoutes } from './app-routes'
import { appOperationNames } from './first-routes'

test('every operation is named once', () => {
  expect([...appOperationNames].sort()).toEqual(Object.keys(appRoutes).sort())
})
