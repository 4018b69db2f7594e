import { logoMaxBytes, OrgkitError, type Refusal } from '@orgkit/core'

export const jsonMaxBytes = 1_000_000
/** Above the rule's 512 kB, so that the rule judges what is slightly larger, after it has been asked who sends it. */
export const blobMaxBytes = 600_000

/** What is read, and thrown away, of a body that is too large: a client that still sends would not see the answer. */
const drainMaxBytes = 8_000_000

/**
 * The fields of a JSON body; none where nothing was sent, as by a DELETE, typed or not. Throws `unsupported_media_type`,
 * `payload_too_large` or `invalid_request`.
 */
export async function readJsonBody(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get('Content-Type')
  if (type !== null && !isJson(type)) throw noJson()
  const bytes = await readBytes(request, jsonMaxBytes, {
    code: 'payload_too_large',
    meta: { maximumBytes: jsonMaxBytes },
  })
  if (bytes.length === 0) return {}
  if (type === null) throw noJson()
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new OrgkitError({ code: 'invalid_request', message: 'The body is no JSON in UTF-8.' })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new OrgkitError({ code: 'invalid_request', message: 'The body is no JSON object.' })
  }
  checkNesting(value)
  return value as Record<string, unknown>
}

/** More than anything that is asked for. What walks a value calls itself once for each level. */
const maximumDepth = 32

/**
 * Refuses what a schema does not see: a field `__proto__`, which Zod passes over at every level, and values so deep that walking
 * them overflows. Its own walk keeps a list in place of the stack.
 */
function checkNesting(body: object): void {
  const open: { value: object; path: string[] }[] = [{ value: body, path: [] }]
  for (let found = open.pop(); found; found = open.pop()) {
    const { value, path } = found
    if (Object.hasOwn(value, '__proto__')) throw refusal([...path, '__proto__'], 'Unknown field.')
    if (path.length >= maximumDepth) throw refusal(path.slice(0, 3), 'It is nested too deeply.')
    for (const [key, below] of Object.entries(value)) {
      if (typeof below === 'object' && below !== null) open.push({ value: below, path: [...path, key] })
    }
  }
}

function refusal(path: readonly string[], reason: string): OrgkitError {
  const field = path.join('.')
  return new OrgkitError({ code: 'invalid_request', field, message: `${field}: ${reason}` })
}

/** The body itself; `null` where none was sent. Throws `image_too_large`. */
export async function readBlobBody(request: Request, field: string): Promise<Blob | null> {
  const type = request.headers.get('Content-Type')
  const bytes = await readBytes(request, blobMaxBytes, {
    code: 'image_too_large',
    field,
    meta: { maximumBytes: logoMaxBytes },
  })
  if (bytes.length === 0 && type === null) return null
  return new Blob([bytes], { type: (type ?? '').split(';')[0]?.trim() })
}

function noJson(): OrgkitError {
  return new OrgkitError({ code: 'unsupported_media_type', message: 'Send the body as application/json.' })
}

function isJson(contentType: string): boolean {
  const [type = '', ...parameters] = contentType.toLowerCase().split(';')
  const charset = parameters
    .map((parameter) => parameter.trim())
    .find((parameter) => parameter.startsWith('charset='))
  return type.trim() === 'application/json' && (!charset || /^charset="?utf-8"?$/.test(charset))
}

async function readBytes(
  request: Request,
  maximumBytes: number,
  tooLarge: Refusal,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  if (request.body) {
    const reader = request.body.getReader()
    for (;;) {
      const { done, value } = await nextChunk(reader)
      if (done) break
      size += value.length
      if (size <= maximumBytes) chunks.push(value)
      if (size > drainMaxBytes) {
        await reader.cancel()
        break
      }
    }
  }
  if (size > maximumBytes) throw new OrgkitError(tooLarge)
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}

/** A client that goes away in the middle of its body asked for nothing that could be answered. */
async function nextChunk(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read()
  } catch (cause) {
    throw new OrgkitError({ code: 'invalid_request', message: 'The body ended too early.' }, { cause })
  }
}
