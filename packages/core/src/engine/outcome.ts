import { OrgkitError, type Refusal } from '../errors'

/** A command that refuses and keeps what it wrote, such as a counted try: thrown once the transaction is committed. */
export class Refused {
  constructor(readonly refusal: Refusal) {}
}

export type Outcome<Answer> = Answer | Refused

/** The answer; throws what was refused. */
export function settle<Answer>(outcome: Outcome<Answer>): Answer {
  if (outcome instanceof Refused) throw new OrgkitError(outcome.refusal)
  return outcome
}
