import type { IncomingMessage, ServerResponse } from 'node:http'

/** No `Request` can be made with these. */
const unknownToFetch = /^(CONNECT|TRACE|TRACK)$/i

/**
 * The request of a Node.js server, for `requireSession` and `requireOrganization`: its method, address and headers. Its body stays
 * where it is, for the app to read.
 */
export function toRequest(incoming: IncomingMessage): Request {
  const { method = 'GET', url = '/', rawHeaders } = incoming
  const headers = new Headers()
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!
    // Those of HTTP/2 that begin with a colon are no headers.
    if (!name.startsWith(':')) headers.append(name, rawHeaders[index + 1]!)
  }
  // Never what a Host header says.
  const address = new URL(url.replace(/^\/+/, '/'), 'http://localhost')
  return new Request(address, { method: unknownToFetch.test(method) ? 'POST' : method, headers })
}

/** Sends the answer of a fetch handler. */
export async function sendResponse(outgoing: ServerResponse, response: Response): Promise<void> {
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) outgoing.setHeader(name, value)
  outgoing.end(Buffer.from(await response.arrayBuffer()))
}
