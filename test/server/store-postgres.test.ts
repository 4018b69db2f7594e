import { openDatabase } from '@orgkit/server'
import { afterAll } from 'vitest'
import { describeStore } from '../../packages/server/src/testing/store-facts'
import { freshDatabase } from '../support/postgres'

const { url, drop } = await freshDatabase()
const database = await openDatabase({ url })
afterAll(async () => {
  await database.close()
  await drop()
})

describeStore(database)
