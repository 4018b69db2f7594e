import { useSyncExternalStore } from 'react'

/** The path of the page and its hash, such as `/notes/settings#invite`. Rendered again when they change: no need of a router. */
export function usePath(): { path: string; hash: string } {
  const address = useSyncExternalStore(subscribe, () => location.pathname + location.hash)
  const [path = '', hash = ''] = address.split('#')
  return { path, hash }
}

const moved = 'notes:moved'

/** Goes to an address of this app without loading the page anew. `replace`: "back" does not lead to the one before. */
export function navigate(address: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', address)
  else history.pushState(null, '', address)
  dispatchEvent(new Event(moved))
}

function subscribe(listener: () => void): () => void {
  addEventListener('popstate', listener)
  addEventListener(moved, listener)
  return () => {
    removeEventListener('popstate', listener)
    removeEventListener(moved, listener)
  }
}

/** A part of a path as it was written. What is no percent-encoding stands for itself. */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
