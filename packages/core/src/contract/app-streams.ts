import type { OrgkitEvent } from '../model/event'
import { type AppStreamName, appStreamRoutes } from './app-routes'
import type { Operation } from './operation'

export interface SubscribeInput {
  /** The organization whose events are heard beside the user's own. Of one that the caller is no member of nothing is heard. */
  organizationId?: string
  /**
   * Where to go on: `liveCursor` of a session's answer, or that of the last message. Left out: from now on; the first message
   * brings one at once.
   */
  cursor?: string
}

export interface LiveMessage {
  /** Where to go on after this message. Opaque. */
  cursor: string
  /** Each once, those of one stream in their order. What the caller may not read is left out. */
  events: readonly OrgkitEvent[]
  /** Something was missed that cannot be told any more: whoever shows anything asks for it again. */
  isReset: boolean
}

/** Input and message of every stream. */
export interface AppStreams {
  subscribe: { input: SubscribeInput; message: LiveMessage }
}

export type AppStreamInput<Name extends AppStreamName> = AppStreams[Name]['input']
export type AppStreamMessage<Name extends AppStreamName> = AppStreams[Name]['message']

/**
 * What the app contract answers with messages for as long as somebody listens. Apart from `app`, whose operations answer once:
 * these have no answer to keep, to repeat, or to compare.
 */
export const appStreams = {
  subscribe: {
    ...appStreamRoutes.subscribe,
    summary:
      'Tells the caller’s events, and those of one organization, as they happen, from a cursor on. Whether the caller may hear an ' +
      'event is asked when it is told. While a session task is open only the caller’s own are told.',
    session: 'pending',
    permission: null,
    errors: [],
  },
} as const satisfies Record<AppStreamName, Operation>
