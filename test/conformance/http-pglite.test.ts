import { describeConformance } from '@orgkit/core/conformance'
import { openDatabase } from '@orgkit/server'
import { afterAll, describe, test } from 'vitest'
import { httpBackend } from './http-world'

const { backend, close } = await httpBackend('http over PGlite', () => openDatabase({ url: 'memory:' }))
afterAll(close)

describeConformance(backend, { describe, test })
