import { registerSchema, unregisterSchema, validate } from '@hyperjump/json-schema/openapi-3-1'
import type { OrgkitServer } from '@orgkit/server'

/** The parts of an OpenAPI document that tests walk through. References stand as they are. */
export interface OpenapiDocument {
  openapi: string
  paths: Record<string, Record<string, OperationObject>>
  components: Record<'schemas' | 'parameters' | 'headers' | 'securitySchemes', Record<string, JsonSchema>>
}

export interface OperationObject {
  operationId: string
  tags: string[]
  security: Record<string, string[]>[]
  parameters: (ParameterObject | Reference)[]
  requestBody?: { required: boolean; content: Record<string, { schema?: JsonSchema }> }
  responses: Record<string, ResponseObject>
}

export interface ParameterObject {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  schema: JsonSchema
}

export interface ResponseObject {
  description: string
  headers?: Record<string, Reference>
  content: Record<string, { schema: JsonSchema }>
}

export interface Reference {
  $ref: string
}

export interface JsonSchema {
  [keyword: string]: unknown
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
  items?: JsonSchema
  minItems?: number
  format?: string
  maxLength?: number
  minimum?: number
  pattern?: string
}

/** One operation, with where it is found. */
export interface DocumentOperation extends OperationObject {
  method: string
  path: string
}

/** The document as a stranger gets it. */
export async function readDocument({ fetch }: Pick<OrgkitServer, 'fetch'>): Promise<OpenapiDocument> {
  const response = await fetch(new Request('http://orgkit.test/api/orgkit/openapi.json'))
  if (response.status !== 200) throw new Error(`The document is answered with ${response.status}.`)
  return (await response.json()) as OpenapiDocument
}

export function operationsOf({ paths }: OpenapiDocument): DocumentOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  )
}

export function parametersOf(
  { parameters }: OperationObject,
  kind: ParameterObject['in'],
): ParameterObject[] {
  return parameters.filter(
    (parameter): parameter is ParameterObject => 'in' in parameter && parameter.in === kind,
  )
}

export const jsonSchemaOf = ({ requestBody }: OperationObject) =>
  requestBody?.content['application/json']?.schema

let count = 0

/** Whether values are what a schema of an OpenAPI 3.1 document says. The schema stands alone: it refers to nothing. */
export async function compileSchema(schema: JsonSchema): Promise<(value: unknown) => boolean> {
  const uri = `https://schema.test/${count++}`
  registerSchema(schema as never, uri, 'https://spec.openapis.org/oas/3.1/dialect/base')
  const check = await validate(uri)
  unregisterSchema(uri)
  return (value) => check(value as never).valid
}
