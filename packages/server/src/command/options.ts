import { parseArgs } from 'node:util'

/** One `--name VALUE` of a subcommand. */
export interface Option {
  /** What stands for the value in the help, e.g. `PORT`. */
  value: string
  about: string
  /** The environment variable that says the same; the flag goes before it. */
  variable?: string
  default?: string
}

export type Environment = Readonly<Record<string, string | undefined>>

/** The command was called in a wrong way: exit code 2. */
export class UsageError extends Error {}

/** What was given, or else stands in the environment, or else is the default. Throws on whatever it does not know. */
export function readOptions<Name extends string>(
  options: Record<Name, Option>,
  args: readonly string[],
  environment: Environment,
): Record<Name, string | undefined> {
  const given = parse(options, args)
  const entries = (Object.entries(options) as [Name, Option][]).map(([name, option]) => {
    // Empty is unset: that is how a container's settings leave one out.
    const fromEnvironment = option.variable === undefined ? undefined : environment[option.variable]
    return [name, given[name] || fromEnvironment || option.default]
  })
  return Object.fromEntries(entries) as Record<Name, string | undefined>
}

function parse(options: Record<string, Option>, args: readonly string[]): Record<string, string | undefined> {
  const known = Object.keys(options).map((name) => [name, { type: 'string' }] as const)
  try {
    return parseArgs({ args: [...args], options: Object.fromEntries(known) }).values
  } catch (error) {
    if (!(error instanceof TypeError && 'code' in error)) throw error
    // The first sentence says what; the others are about flags of another kind.
    throw new UsageError(error.message.replace(/\.?(\n|\. ).*/s, '.'), { cause: error })
  }
}

/** A whole number, within bounds. */
export function readCount(
  name: string,
  text: string | undefined,
  { minimum, maximum }: { minimum: number; maximum: number },
): number {
  const number = text !== undefined && /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (number >= minimum && number <= maximum) return number
  throw new UsageError(
    text === undefined
      ? `--${name} is missing: a whole number from ${minimum} to ${maximum}.`
      : `--${name} is "${text}". It takes a whole number from ${minimum} to ${maximum}.`,
  )
}

/** A line an option, with where else its value may come from. */
export function describeOptions(options: Record<string, Option>): string {
  const rows = Object.entries(options).map(([name, option]) => {
    const more = [
      ...(option.variable === undefined ? [] : [option.variable]),
      ...(option.default === undefined ? [] : [`default ${option.default}`]),
    ]
    return [
      `--${name} ${option.value}`,
      more.length > 0 ? `${option.about} (${more.join(', ')})` : option.about,
    ]
  })
  return describeRows(rows)
}

export function describeRows(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([left = '']) => left.length))
  return rows.map(([left = '', right = '']) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}
