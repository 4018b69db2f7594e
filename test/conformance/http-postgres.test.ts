import { describeConformance } from '@orgkit/core/conformance'
import { openDatabase } from '@orgkit/server'
import { afterAll, describe, test } from 'vitest'
import { freshDatabase } from '../support/postgres'
import { httpBackend } from './http-world'

const { url, drop } = await freshDatabase()
const { backend, close } = await httpBackend('http over Postgres', () => openDatabase({ url }))
afterAll(async () => {
  await close()
  await drop()
})

describeConformance(backend, { describe, test })
