import { type ErrorBody, OrgkitError } from '../errors'
import type { Instance } from '../model/instance'
import type { ActiveOrganization } from '../model/member'
import type { Session, SessionAnswer } from '../model/session'
import { creationLimit } from '../rules/organization'
import { accessTo, findOrganization, signedIn } from './access'
import { command, type CommandContext, query } from './command'
import { offersTo } from './enrollment'
import { liveCursor } from './live'
import { pageOfMemberships } from './membership-list'
import type { Transaction, UserRow } from './store'
import { countSuggestions } from './suggestion'
import { countUserInvitations } from './user-invitations'
import { creationFacts, viewSettings, viewUser } from './view'

export const getSession = query('getSession', readSession, { isSnapshot: true })

async function readSession({
  tx,
  actor,
  instance,
  input,
  now,
  tasks,
}: CommandContext<'getSession', void>): Promise<SessionAnswer> {
  const { settings } = instance
  if (!actor) return { session: null, settings: viewSettings(settings) }
  const { active, activeError } = await findActive(tx, actor, instance, input.organization, now)
  const own = await ownWays({ tx, user: actor, instance, now })
  return {
    session: {
      status: tasks.length > 0 ? 'pending' : 'active',
      user: viewUser(actor),
      tasks,
      active,
      activeError,
      ...own,
      limits: {
        createOrganization: creationLimit(creationFacts(actor, instance)),
      },
    },
    settings: viewSettings(settings),
    liveCursor: await liveCursor(tx, actor.id, active?.organization.id ?? null),
  }
}

/** Where the user is in, and how they could get in elsewhere. Nothing of it where organizations are off. */
async function ownWays({
  tx,
  user,
  instance,
  now,
}: {
  tx: Transaction
  user: UserRow
  instance: Instance
  now: Date
}): Promise<Pick<Session, 'memberships' | 'invitationCount' | 'suggestionCount'>> {
  if (!instance.settings.organizationsEnabled) {
    const memberships = { items: [], nextCursor: null, totalCount: 0 }
    return { memberships, invitationCount: 0, suggestionCount: 0 }
  }
  const offers = await offersTo(tx, { user, instance })
  return {
    memberships: await pageOfMemberships({ tx, actor: user, instance, input: {} }),
    invitationCount: await countUserInvitations(tx, { user, instance, now, offers }),
    suggestionCount: await countSuggestions(tx, { user, instance, offers }),
  }
}

export const setLastActiveOrganization = command('setLastActiveOrganization', {
  async run({ tx, actor, instance, input, now }) {
    const user = signedIn(actor)
    if (input.organizationId === null) {
      if (!instance.settings.personalAccounts) throw new OrgkitError({ code: 'personal_accounts_disabled' })
      await tx.users.update(user.id, { lastActiveOrganizationId: null })
      return { active: null, liveCursor: await liveCursor(tx, user.id, null), events: [] }
    }
    const cursor = await liveCursor(tx, user.id, input.organizationId)
    const organization = await tx.organizations.get(input.organizationId)
    const active = await accessTo(tx, user, instance, organization, now)
    if (!active) throw new OrgkitError({ code: 'not_found', field: 'organizationId' })
    await tx.users.update(user.id, { lastActiveOrganizationId: input.organizationId })
    await tx.memberships.update(input.organizationId, user.id, { lastActiveAt: now.toISOString() })
    return { active, liveCursor: cursor, events: [] }
  },
})

async function findActive(
  tx: Transaction,
  user: UserRow,
  instance: Instance,
  wish: string | null | undefined,
  now: Date,
): Promise<{ active: ActiveOrganization | null; activeError: ErrorBody | null }> {
  if (!instance.settings.organizationsEnabled) return { active: null, activeError: null }
  if (typeof wish === 'string') {
    const active = await accessTo(tx, user, instance, await findOrganization(tx, instance, wish), now)
    const unknown = { code: 'not_found', field: 'organization', meta: { organization: wish } } as const
    return { active, activeError: active ? null : new OrgkitError(unknown).toJSON() }
  }
  if (instance.settings.personalAccounts && wish === null) return { active: null, activeError: null }
  return { active: await findHinted(tx, user, instance, now), activeError: null }
}

/** Where the user last worked; where personal accounts are off, else the one used or joined last. */
async function findHinted(
  tx: Transaction,
  user: UserRow,
  instance: Instance,
  now: Date,
): Promise<ActiveOrganization | null> {
  const hint = user.lastActiveOrganizationId
  const hinted = hint && (await accessTo(tx, user, instance, await tx.organizations.get(hint), now))
  if (hinted || instance.settings.personalAccounts) return hinted || null
  const recent = { userId: user.id, words: [], sort: 'recent', limit: 1, offset: 0, after: null } as const
  const [row] = await tx.memberships.listByUser(recent)
  return row ? accessTo(tx, user, instance, await tx.organizations.get(row.organizationId), now) : null
}
