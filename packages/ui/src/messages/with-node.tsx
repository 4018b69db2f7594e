import type { ReactNode } from 'react'

// A private-use character: no message holds it.
const marker = '\ue000'

/** A message with an element in it, wherever the language puts it: `withNode((address) => signedInAs({ address }), <bdi>…</bdi>)`. */
export function withNode(message: (marker: string) => string, node: ReactNode): ReactNode {
  const [before, after] = message(marker).split(marker)
  return (
    <>
      {before}
      {node}
      {after}
    </>
  )
}
