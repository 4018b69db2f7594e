import type { Random } from '../support/random'
import { type KnownValues, sampleOf } from './json-sample'
import {
  compileSchema,
  type DocumentOperation,
  jsonSchemaOf,
  type OpenapiDocument,
  operationsOf,
  type ParameterObject,
  parametersOf,
} from './openapi-document'

/** A request below `/api/orgkit/v1`, before it is sent. */
export interface SampleRequest {
  method: string
  /** Values of the path's fields, as they stand in the address. */
  fields: Record<string, string>
  query: [name: string, value: string][]
  /** The JSON body; `null` where the operation takes none. */
  body: Record<string, unknown> | null
  headers: Record<string, string>
}

/** An operation of the document as the proof of malformed requests needs it. */
export interface Target extends DocumentOperation {
  /** Whose values and whose credentials. */
  isBackend: boolean
  query: ParameterObject[]
  fields: ParameterObject[]
  takesJson: boolean
  takesBlob: boolean
  takesIdempotencyKey: boolean
  /** Whether the document allows this body. */
  allowsBody(body: unknown): boolean
  /** The address for these values. */
  pathOf(fields: Record<string, string>): string
  /** Whether an address of that path is this operation's, by its shape. */
  isAt(path: string): boolean
  /** Codes that the document lists below a status. */
  codesAt(status: number): string[]
}

export async function targetsOf(document: OpenapiDocument): Promise<Target[]> {
  return Promise.all(operationsOf(document).map(targetOf))
}

async function targetOf(operation: DocumentOperation): Promise<Target> {
  const { path, security, requestBody } = operation
  const bodySchema = jsonSchemaOf(operation)
  const allowsBody = bodySchema ? await compileSchema(bodySchema) : () => false
  const shape = new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`)
  return {
    ...operation,
    isBackend: security.some((scheme) => 'secretKey' in scheme),
    query: parametersOf(operation, 'query'),
    fields: parametersOf(operation, 'path'),
    takesJson: bodySchema !== undefined,
    takesBlob: requestBody !== undefined && bodySchema === undefined,
    takesIdempotencyKey: JSON.stringify(operation.parameters).includes('idempotencyKey'),
    allowsBody,
    pathOf: (fields) => path.replace(/\{(\w+)\}/g, (_, name: string) => fields[name] ?? 'x'),
    isAt: (found) => shape.test(found),
    codesAt: (status) =>
      (operation.responses[status]?.content['application/json']?.schema.allOf ?? []).flatMap(
        ({ properties }) => (properties?.error?.properties?.code?.enum ?? []) as string[],
      ),
  }
}

/** A request that the document allows. */
export function sampleRequest(target: Target, known: KnownValues, random: Random): SampleRequest {
  const schema = jsonSchemaOf(target)
  const sampled = ({ name, schema: of }: ParameterObject) => String(sampleOf(of, name, known, random))
  return {
    method: target.method,
    fields: Object.fromEntries(
      target.fields.map((field) => [field.name, encodeURIComponent(sampled(field))]),
    ),
    // A cursor is made by the server alone, and excludes an offset.
    query: target.query
      .filter(({ name, required }) => required || (name !== 'cursor' && random.next() < 0.5))
      .map((parameter) => [parameter.name, sampled(parameter)]),
    body: schema ? (sampleOf(schema, '', known, random) as Record<string, unknown>) : null,
    headers: schema ? { 'Content-Type': 'application/json' } : {},
  }
}
