import type { AdapterMethods, OrgkitEvent } from '@orgkit/core'
import type { AppInput, AppOperationName, AppOutput } from '@orgkit/core/contract/app'
import { applyEvents } from './apply-events'
import { ask } from './ask'
import type { Orgkit } from './orgkit'
import { writeOnce } from './write'

/** The operations that write. */
export type WriteName = {
  [Name in AppOperationName]: AppOutput<Name> extends { events: readonly OrgkitEvent[] } ? Name : never
}[AppOperationName]

/**
 * Sends a write once (see `writeOnce`), and applies the events of its answer. `finish` takes the place of applying them; by
 * then it is certain that whoever wrote is still the one who is signed in.
 */
export function sendWrite<Name extends WriteName>(
  orgkit: Orgkit,
  name: Name,
  input: AppInput<Name>,
  finish: (output: AppOutput<Name>) => unknown = ({ events }) => applyEvents(orgkit, events),
): Promise<AppOutput<Name>> {
  const methods: AdapterMethods = orgkit.adapter
  const userId = orgkit.cache.userId()
  return writeOnce(orgkit, name, input, async (idempotencyKey) => {
    const output = await ask(orgkit, methods[name](input, { idempotencyKey }))
    if (userId === orgkit.cache.userId()) await finish(output)
    return output
  })
}
