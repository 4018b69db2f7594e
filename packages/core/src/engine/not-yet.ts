import type { AppOperationName } from '../contract/app'
import { OrgkitError } from '../errors'
import { type Command, query } from './command'

/** For the time until the command is there; nothing that is released holds one. */
export function notYet<Name extends AppOperationName>(name: Name): Command<Name> {
  return query(name, () => {
    throw new OrgkitError({ code: 'unsupported' })
  })
}
