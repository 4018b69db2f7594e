import type { Random } from '../support/random'
import type { JsonSchema } from './openapi-document'

/** Values by the name of their field: those that are there, so that a request would do something but for its one fault. */
export type KnownValues = Readonly<Record<string, string>>

/** A value that the schema allows. Optional fields are there or not. */
export function sampleOf(schema: JsonSchema, name: string, known: KnownValues, random: Random): unknown {
  const { enum: choices, anyOf, oneOf, type, properties = {}, required = [], items = {} } = schema
  if ('const' in schema) return schema.const
  if (choices) return random.pick(choices)
  const branches = anyOf ?? oneOf
  if (branches) {
    const filled = branches.filter((branch) => branch.type !== 'null')
    return sampleOf(random.pick(filled.length > 0 ? filled : branches), name, known, random)
  }
  switch (Array.isArray(type) ? type.find((one) => one !== 'null') : type) {
    case 'object': {
      const fields = Object.keys(properties).filter(
        (field) => required.includes(field) || random.next() < 0.5,
      )
      return Object.fromEntries(
        fields.map((field) => [field, sampleOf(properties[field] ?? {}, field, known, random)]),
      )
    }
    case 'array':
      return Array.from({ length: Math.max(schema.minItems ?? 0, 1) + random.integer(2) }, () =>
        sampleOf(items, name.replace(/s$/, ''), known, random),
      )
    case 'boolean':
      return random.next() < 0.5
    case 'number':
    case 'integer':
      return Math.max(schema.minimum ?? 1, 1)
    case 'null':
      return null
    default:
      return known[name] ?? (schema.format && formats[schema.format]) ?? 'x'
  }
}

const formats: Record<string, string> = {
  'date-time': '2030-01-01T00:00:00.000Z',
  date: '2030-01-01',
  email: 'someone@acme.test',
  uri: 'https://acme.test/x',
}

export type JsonPath = readonly (string | number)[]

/** Where each value in it stands, itself at `[]` left out. */
export function pathsIn(value: unknown, path: JsonPath = []): JsonPath[] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : []
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  const below = keys.flatMap((key) => pathsIn((value as Record<string, unknown>)[key], [...path, key]))
  return path.length > 0 ? [path, ...below] : below
}

/** Where each object in it stands, itself at `[]`. */
export function objectPathsIn(value: unknown): JsonPath[] {
  const isObject = (found: unknown) => typeof found === 'object' && found !== null && !Array.isArray(found)
  return [[], ...pathsIn(value)].filter((path) => isObject(valueAt(value, path)))
}

export function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((found, key) => (found as Record<string, unknown>)[key], value)
}

/** A copy with another value there; `undefined` takes it away. */
export function withValueAt<Value>(value: Value, path: JsonPath, replacement: unknown): Value {
  const copy = structuredClone(value)
  const parent = valueAt(copy, path.slice(0, -1)) as Record<string, unknown>
  const key = path.at(-1) as string
  if (replacement !== undefined) parent[key] = replacement
  else if (Array.isArray(parent)) parent.splice(Number(key), 1)
  else delete parent[key]
  return copy
}
