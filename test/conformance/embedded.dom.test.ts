import { describeConformance } from '@orgkit/core/conformance'
import { describe, test } from 'vitest'
import { embeddedBackend } from './embedded-world'

// jsdom has blobs, arrays and errors of its own: apps test there.
describeConformance(embeddedBackend, { describe, test })
