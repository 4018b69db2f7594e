import { readFileSync } from 'node:fs'
import type { InstanceSettings } from '@orgkit/core'
import { instanceSettingsSchema, parseInput } from '@orgkit/core/contract/app-schema'
import { UsageError } from './options'

const schema = instanceSettingsSchema.partial().strict()

/** Some settings of an instance, as JSON in a file. Throws `UsageError` where one is unknown or of another kind. */
export function readSettingsFile(file: string): Partial<InstanceSettings> {
  const parsed = parseInput(schema, readJson(file))
  if ('input' in parsed) return parsed.input
  const where = parsed.field === undefined ? '' : `, at "${parsed.field}"`
  throw new UsageError(
    `${file} holds no settings of an instance${where}: ${parsed.message}. There are: ${Object.keys(schema.shape).join(', ')}.`,
  )
}

function readJson(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`--settings names ${file}, which cannot be read: ${(error as Error).message}`)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`${file} is no JSON: ${(error as Error).message}`)
  }
}
