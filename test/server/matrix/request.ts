import type { ErrorBody } from '@orgkit/core'
import { type AppOperationName, appRoutes, type Route } from '@orgkit/core/contract/app'
import { type BackendOperationName, backendRoutes } from '@orgkit/core/contract/backend'
import { apiPath, type OrgkitServer } from '@orgkit/server'

export const ownUrl = 'http://matrix.test'

export interface Answer {
  status: number
  text: string
  /** `ok`, or the code of the refusal with the field at fault, as `not_found organizationId`. */
  outcome: string
}

/** Asks an operation of the app contract over HTTP. */
export function askApp(
  server: OrgkitServer,
  name: AppOperationName,
  input: object,
  headers: Record<string, string>,
): Promise<Answer> {
  return ask(server, apiPath, appRoutes[name], input, headers)
}

/** Asks an operation of the backend contract over HTTP. */
export function askBackend(
  server: OrgkitServer,
  name: BackendOperationName,
  input: object,
  headers: Record<string, string>,
): Promise<Answer> {
  return ask(server, `${apiPath}/backend`, backendRoutes[name], input, headers)
}

async function ask(
  server: OrgkitServer,
  root: string,
  { at, blob }: Route,
  input: object,
  headers: Record<string, string>,
): Promise<Answer> {
  const [method = '', template = ''] = at.split(' ')
  const rest = new Map(Object.entries(input))
  const path = template.replace(/\{(\w+)\}/g, (_, field: string) => {
    const value = String(rest.get(field))
    rest.delete(field)
    return encodeURIComponent(value)
  })
  const url = new URL(`${ownUrl}${root}${path}`)
  if (method === 'GET') for (const [field, value] of rest) url.searchParams.set(field, String(value))
  const picture = blob ? (rest.get(blob) as Blob) : null
  const body = method === 'GET' ? null : (picture ?? JSON.stringify(Object.fromEntries(rest)))
  const sent = new Headers(headers)
  if (body !== null) sent.set('Content-Type', picture?.type ?? 'application/json')
  const response = await server.fetch(new Request(url, { method, body, headers: sent }))
  const text = await response.text()
  return { status: response.status, text, outcome: outcomeOf(response.status, text) }
}

function outcomeOf(status: number, text: string): string {
  if (status === 200) return 'ok'
  const { error } = JSON.parse(text) as { error: ErrorBody }
  return outcomeOfError(error)
}

export function outcomeOfError({ code, field }: Pick<ErrorBody, 'code' | 'field'>): string {
  return field === undefined ? code : `${code} ${field}`
}
