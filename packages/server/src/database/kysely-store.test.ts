import { afterAll } from 'vitest'
import { describeStore } from '../testing/store-facts'
import { openDatabase } from './open-database'

const database = await openDatabase({ url: 'memory:' })
afterAll(() => database.close())

describeStore(database)
