import * as z from 'zod'
import type { AppStreamName } from './app-routes'
import type { AppStreamInput, AppStreamMessage } from './app-streams'
import { events } from './schema/event-schema'
import { named, text } from './wire-schema'

export type AppStreamSchemas = {
  [Name in AppStreamName]: {
    input: z.ZodType<AppStreamInput<Name>>
    message: z.ZodType<AppStreamMessage<Name>>
  }
}

/** Input and message of every stream of the app contract. */
export const appStreamSchemas: AppStreamSchemas = {
  subscribe: {
    input: z.strictObject({ organizationId: text.optional(), cursor: text.optional() }),
    message: named('LiveMessage', z.object({ cursor: z.string(), events, isReset: z.boolean() })),
  },
}
