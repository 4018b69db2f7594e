import { describeConformance } from '@orgkit/core/conformance'
import { describe, test } from 'vitest'
import { embeddedBackend } from './embedded-world'

describeConformance(embeddedBackend, { describe, test })
