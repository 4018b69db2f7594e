import * as z from 'zod'
import { errorCodes } from '../errors'
import { invitationStatuses } from '../model/invitation'

/* What the schemas of all contracts are made of. */

/** Names of the schemas in an OpenAPI document. */
export const schemaNames = z.registry<{ id: string }>()

const takenIds = new Set<string>()

/** Each name once, among all contracts: the registry would forget the schema that had it before. */
export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  if (takenIds.has(id)) throw new Error(`named: two schemas are called ${id}. Give one of them another name.`)
  takenIds.add(id)
  schemaNames.add(schema, { id })
  return schema
}

export const text = z.string().max(10_000)

/** How many there may be is the engine's to judge; the body's size bounds them. */
export const texts = z.array(text)

/** A number in a query string: plain decimals, so neither `1e3` nor ` 5` nor an empty text. Its range is the engine's to judge. */
export const queryNumber = z.codec(z.string().regex(/^-?\d{1,15}(\.\d{1,15})?$/), z.number(), {
  decode: Number,
  encode: String,
})

/** A query string has no `null`: an empty value stands for it. */
export const queryNullable = z.codec(text, text.nullable(), {
  decode: (value) => (value === '' ? null : value),
  encode: (value) => value ?? '',
})

export const time = z.iso.datetime()
export const count = z.int().min(0)
export const nullableText = z.string().nullable()

export const errorBody = named(
  'ErrorBody',
  z.object({
    code: z.enum(errorCodes),
    message: z.string(),
    field: z.string().optional(),
    meta: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]))
      .optional(),
    retryAfterSeconds: z.number().optional(),
  }),
)

export const refusal = named('Refusal', errorBody.omit({ message: true }))

export const limit = named(
  'Limit',
  z.object({
    allowed: z.boolean(),
    reason: z.enum(errorCodes).nullable(),
    used: count,
    maximum: count.nullable(),
  }),
)

/** A limit of its own: in an answer a count, in an input any number, whose range is the engine's to judge. */
export const limitOverride = (value: z.ZodType<number>) => z.union([value, z.null(), z.literal('instance')])

export const permitOverride = z.union([z.boolean(), z.literal('instance')])

export const invitationStatus = z.enum(invitationStatuses)

export const pageInput = {
  limit: queryNumber.optional(),
  cursor: text.optional(),
  offset: queryNumber.optional(),
}

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: nullableText, totalCount: count })

/** One row of the answer to a bulk write. */
export const bulkResult = <Value extends z.ZodType>(value: Value) =>
  z.union([z.object({ value, error: z.null() }), z.object({ value: z.null(), error: errorBody })])

/** The input as it was meant, or the field at fault: that of the first thing that is wrong. */
export function parseInput<Input>(
  schema: z.ZodType<Input>,
  input: unknown,
): { input: Input } | { field: string | undefined; message: string } {
  const result = schema.safeParse(input)
  if (result.success) return { input: result.data }
  const [issue] = result.error.issues
  const path =
    issue?.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : (issue?.path ?? [])
  return { field: path.length > 0 ? path.join('.') : undefined, message: issue?.message ?? 'invalid' }
}
