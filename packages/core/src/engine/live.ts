import type { LiveMessage } from '../contract/app'
import type { OrgkitEvent } from '../model/event'
import type { Instance } from '../model/instance'
import { type Listener, mayHear } from '../rules/live'
import { decodeCursor, encodeCursor } from './cursor'
import { instanceFor } from './scene'
import type { EventStream, Transaction, UserRow } from './store'
import { authorityOf } from './view'

/** What there is to tell somebody who listens. */
export interface LiveReading extends LiveMessage {
  userId: string
  /** There is more behind the cursor already. */
  hasMore: boolean
}

/** Up to where somebody has heard. */
interface Position {
  userId: string
  user: number
  organizationId: string | null
  /** `null`: nothing of that organization was to be heard. */
  organization: number | null
}

/** At most so many of one stream are told at once. */
const pageSize = 100
/** Whoever is farther behind asks anew instead: that is less. */
const maximumBehind = 1000

export interface LiveListener {
  instance: Instance
  actor: UserRow
  /** Whether a session task is open: then only the user's own stream is heard. */
  isPending: boolean
}

/**
 * The events behind a cursor that the listener may hear now. Those that they may not move the cursor without a word, and an
 * organization of others is as quiet as one that does not exist.
 */
export async function readLive(
  tx: Transaction,
  { instance, actor, isPending }: LiveListener,
  { organizationId = null, cursor }: { organizationId?: string | null; cursor?: string },
): Promise<LiveReading> {
  const userId = actor.id
  const from = cursor === undefined ? undefined : readPosition(cursor, userId)
  const own = await readStream(tx, { userId }, from === null ? null : from?.user)
  const listener =
    organizationId === null || isPending || !instance.settings.organizationsEnabled
      ? null
      : await listenerIn(tx, instance, organizationId, userId)
  const isSame = from?.organizationId === organizationId
  const after = from && (isSame ? from.organization : null)
  const ofOrganization =
    organizationId !== null && listener ? await readStream(tx, { organizationId }, after) : null
  const heard = ofOrganization?.events.filter((event) => listener && mayHear(event, listener))
  return {
    userId,
    cursor: writePosition({
      userId,
      user: own.at,
      organizationId,
      organization: ofOrganization && ofOrganization.at,
    }),
    events: [...own.events, ...(heard ?? [])],
    isReset: own.isReset || ofOrganization?.isReset === true,
    hasMore: own.hasMore || ofOrganization?.hasMore === true,
  }
}

/** Where to listen from, for whoever is told what there is: in the same snapshot, or after this. */
export async function liveCursor(
  tx: Transaction,
  userId: string,
  organizationId: string | null,
): Promise<string> {
  return writePosition({
    userId,
    user: await tx.events.lastSequence({ userId }),
    organizationId,
    organization: organizationId === null ? null : await tx.events.lastSequence({ organizationId }),
  })
}

async function listenerIn(
  tx: Transaction,
  instance: Instance,
  organizationId: string,
  userId: string,
): Promise<Listener | null> {
  const organization = await tx.organizations.get(organizationId)
  const membership = organization && (await tx.memberships.get(organizationId, userId))
  if (!organization || !membership) return null
  const { permissions } = authorityOf(await instanceFor(tx, instance, organization), membership.roleKey)
  return { userId, permissions, joinedAt: membership.joinedAt }
}

interface StreamReading {
  events: readonly OrgkitEvent[]
  /** The number of the last one that is heard by now. */
  at: number
  isReset: boolean
  hasMore: boolean
}

/** `after`: `undefined` from now on; `null` from now on, and what came before was missed. */
async function readStream(
  tx: Transaction,
  stream: EventStream,
  after: number | null | undefined,
): Promise<StreamReading> {
  const last = await tx.events.lastSequence(stream)
  const fromNow = { events: [], at: last, isReset: after !== undefined, hasMore: false }
  // Ahead of the stream: of another database, or of this one before it was put back.
  if (after == null || after > last || last - after > maximumBehind) return fromNow
  if (after === last) return { ...fromNow, isReset: false }
  const events = await tx.events.listAfter(stream, after, pageSize)
  // Numbers have no gaps: what is not there is kept no longer.
  if (events[0]?.sequence !== after + 1) return fromNow
  const at = events.at(-1)?.sequence ?? after
  return { events, at, isReset: false, hasMore: at < last }
}

const madeFor = 'live'

function writePosition({ userId, user, organizationId, organization }: Position): string {
  return encodeCursor([madeFor, userId, String(user), organizationId ?? '', String(organization ?? '')])
}

/** `null`: not understood, or somebody else's. */
function readPosition(cursor: string, reader: string): Position | null {
  let parts: readonly string[]
  try {
    parts = decodeCursor(cursor, 5)
  } catch {
    return null
  }
  const [kind, userId = '', user = '', organizationId = '', organization = ''] = parts
  const isNumber = (text: string) => /^\d{1,15}$/.test(text)
  if (kind !== madeFor || userId !== reader || !isNumber(user)) return null
  if (organization !== '' && !isNumber(organization)) return null
  return {
    userId,
    user: Number(user),
    organizationId: organizationId || null,
    organization: organization === '' ? null : Number(organization),
  }
}
