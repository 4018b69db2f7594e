import type { Position } from './positions'
import type { Answer } from './request'
import type { Matrix, World } from './world'

export interface Question {
  field: string
  position: Position
  /** Right, whatever stands in the field. */
  inputOf(world: World): Promise<object> | object
  ask(world: World, input: object): Promise<Answer>
}

/**
 * Puts what is nobody's into a field, and then each thing that is another's, every time in a world of its own. Gives in words what
 * told the two apart or changed what is another's; nothing else is right.
 */
export async function findDifferences(matrix: Matrix, question: Question): Promise<string[]> {
  const { position } = question
  const nobodys = await askWith(matrix, question, position.nowhere)
  // An input that is wrong as such says nothing of who asks.
  const faults = /^(invalid_request|required|internal)/.test(nobodys.outcome)
    ? [`is asked wrongly: ${nobodys.answer}`]
    : []
  for (const [where, valueOf] of Object.entries(position.foreign)) {
    const others = await askWith(matrix, question, valueOf)
    faults.push(...others.changes.map((change) => `${where} changes ${change}`))
    if (others.answer !== nobodys.answer)
      faults.push(`${where} answers ${others.answer} in place of ${nobodys.answer}`)
  }
  return faults
}

async function askWith(matrix: Matrix, { field, position, inputOf, ask }: Question, given: unknown) {
  const world = { x: await matrix.copy(matrix.template.x), y: matrix.template.y }
  const { [position.without ?? '']: _, ...input } = { ...(await inputOf(world)) } as Record<string, unknown>
  const value = typeof given === 'function' ? await given(world, matrix.server) : given
  const { status, outcome, text } = await ask(world, { ...input, [field]: value })
  // Where it changes something of A, all that is of B stays.
  const kept = outcome === 'ok' ? [world.x.b.id, 'user_x_bea', 'user_x_ben'] : undefined
  return {
    outcome,
    answer: `${status} ${blank(text, value, matrix.isSeeded)}`,
    changes: [...(await matrix.changesOf(world.x, kept)), ...(await matrix.changesOf(world.y))],
  }
}

/** Without what was sent, and without ids and times that the call itself made. */
function blank(text: string, sent: unknown, isSeeded: (text: string) => boolean): string {
  const own = textsOf(sent).reduce((rest, each) => rest.replaceAll(each, '(sent)'), opened(text))
  return own.replace(/(?:[a-z]{3}|role)_[0-9a-z]{26}|\d{4}-\d\d-\d\dT[\d:.]+Z/g, (made) =>
    isSeeded(made) ? made : '(made)',
  )
}

/** With what stands in the live cursor, ids and all. */
function opened(text: string): string {
  return text.replace(/(?<="liveCursor":")[\w-]+/g, (cursor) => Buffer.from(cursor, 'base64url').toString())
}

function textsOf(sent: unknown): string[] {
  if (typeof sent === 'string') return [sent]
  return typeof sent === 'object' && sent !== null ? Object.values(sent).flatMap(textsOf) : []
}
