import { describeConformance } from '@orgkit/core/conformance'
import { describe, test } from 'vitest'
import { embeddedBackend } from './embedded-world'

// In a real browser, where pictures are drawn anew.
describeConformance(embeddedBackend, { describe, test })
