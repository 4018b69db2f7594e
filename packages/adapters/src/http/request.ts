import { OrgkitError } from '@orgkit/core'
import type { Route } from '@orgkit/core/contract/app'

export interface HttpRequest {
  method: string
  /** With its query string. */
  path: string
  body?: BodyInit
  contentType?: string
}

/** An operation's input as a request, by the rules in core's contract/operation.ts. Throws `invalid_request` for what no path can hold. */
export function createRequest({ at, blob }: Route, input: Record<string, unknown>): HttpRequest {
  const [method = '', template = ''] = at.split(' ')
  const rest = { ...input }
  let path = template.replace(/\{(\w+)\}/g, (_, field: string) => {
    delete rest[field]
    return segment(field, String(input[field] ?? ''))
  })
  let body: HttpRequest['body']
  let contentType: string | undefined
  if (blob) {
    const file = input[blob]
    if (file instanceof Blob) {
      body = file
      contentType = file.type || 'application/octet-stream'
    }
  } else if (method === 'GET') {
    const query = new URLSearchParams()
    for (const [field, value] of Object.entries(rest)) {
      if (value !== undefined) query.set(field, value === null ? '' : String(value))
    }
    const text = query.toString()
    if (text) path += `?${text}`
  } else {
    body = JSON.stringify(rest)
    contentType = 'application/json'
  }
  return { method, path, body, contentType }
}

/** Encoded. Dots alone would climb up in the path, however encoded, nothing at all would shorten it, half a character has no code. */
function segment(field: string, text: string): string {
  if (/^\.{0,2}$|\p{Surrogate}/u.test(text)) throw new OrgkitError({ code: 'invalid_request', field })
  return encodeURIComponent(text)
}
