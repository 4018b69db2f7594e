import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// How long a busy machine may take to load a chunk or to paint; a test that passes does not wait for it.
configure({ asyncUtilTimeout: 5000 })

afterEach(() => cleanup())

// What jsdom lacks and the components call. In a real browser these lines do nothing.
Element.prototype.hasPointerCapture ??= () => false
Element.prototype.setPointerCapture ??= () => {}
Element.prototype.releasePointerCapture ??= () => {}
Element.prototype.scrollIntoView ??= () => {}
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
}
