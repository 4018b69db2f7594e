import { OrgkitError } from '@orgkit/core'
import type { Route } from '@orgkit/core/contract/app'
import { parseInput } from '@orgkit/core/contract/app-schema'
import type * as z from 'zod'
import { readBlobBody, readJsonBody } from './request-body'

/** The input of an operation from path, query and body. Throws `invalid_request` with the field at fault. */
export async function readInput<Input>(
  route: Route,
  schema: z.ZodType<Input>,
  request: Request,
  pathFields: Record<string, string>,
): Promise<Input> {
  const sent = await readFields(route, request)
  const twice = Object.keys(sent).find((field) => Object.hasOwn(pathFields, field))
  if (twice !== undefined) throw invalid(twice, 'It stands in the path.')
  // Zod passes it over, as no schema could name it; in a body it has been refused already.
  if (Object.hasOwn(sent, '__proto__')) throw invalid('__proto__', 'Unknown field.')
  const parsed = parseInput(schema, { ...sent, ...pathFields })
  if ('input' in parsed) return parsed.input
  throw invalid(parsed.field, parsed.message)
}

async function readFields({ at, blob }: Route, request: Request): Promise<Record<string, unknown>> {
  if (at.startsWith('GET ')) return readQuery(request)
  refuseQuery(request)
  return blob ? { [blob]: await readBlobBody(request, blob) } : readJsonBody(request)
}

function readQuery(request: Request): Record<string, unknown> {
  const fields = [...new URL(request.url).searchParams]
  const names = fields.map(([name]) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw invalid(twice, 'It was sent twice.')
  return Object.fromEntries(fields)
}

function refuseQuery(request: Request): void {
  const [first] = new URL(request.url).searchParams.keys()
  if (first !== undefined) throw invalid(first, 'A write takes no query string.')
}

function invalid(field: string | undefined, message: string): OrgkitError {
  return new OrgkitError({
    code: 'invalid_request',
    message: field === undefined ? message : `${field}: ${message}`,
    ...(field !== undefined && { field }),
  })
}
