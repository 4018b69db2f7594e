import { OrgkitError, orThrow } from '../errors'
import type { OrgkitEvent } from '../model/event'
import { addressKey } from '../rules/email-address'
import { changedMetadata, checkMetadata, normalizeAnswer } from '../rules/session-answers'
import { checkCreationLimit } from '../rules/settings'
import { checkStorable, isBlank, lengthOf, toStorable } from '../rules/text'
import { backendCommand, backendQuery } from './backend-command'
import { checkedPage, decodeListCursor, encodeListCursor } from './cursor'
import { endMembership } from './membership'
import { pageOfMemberships } from './membership-list'
import { pageOf } from './page'
import { settleRequest } from './request-changes'
import { found, instanceFor } from './scene'
import { viewBackendUser } from './view'

const userIdMaxLength = 200
const userNameMaxLength = 500
const addressMaximum = 50

export const upsertUser = backendCommand('upsertUser', {
  locks: ({ userId }) => [userId],
  async run({ tx, instance, input }) {
    const { userId: id, name, emails, imageUrl = null } = input
    if (isBlank(id)) throw new OrgkitError({ code: 'required', field: 'userId' })
    checkLength('userId', id, userIdMaxLength)
    orThrow(checkStorable('userId', id))
    checkLength('name', name, userNameMaxLength)
    if (emails.length > addressMaximum) {
      throw new OrgkitError({ code: 'too_long', field: 'emails', meta: { maximum: addressMaximum } })
    }
    const identity = {
      id,
      name: toStorable(name),
      emails: emails.map(({ address, verified }) => ({ address: toStorable(address), verified })),
      imageUrl: imageUrl === null ? null : toStorable(imageUrl),
    }
    return { user: viewBackendUser(await tx.users.upsert(identity), instance) }
  },
})

export const getUser = backendQuery('getUser', async ({ tx, instance, input }) => ({
  user: viewBackendUser(found(await tx.users.get(input.userId), 'userId'), instance),
}))

export const listUsers = backendQuery('listUsers', async ({ tx, instance, input }) => {
  const { limit, offset } = checkedPage(input)
  const after = input.cursor === undefined ? null : decodeListCursor('users', input.cursor)
  const key = input.emailAddress === undefined ? null : addressKey(input.emailAddress)
  return pageOf({
    limit,
    list: (most) => tx.users.list({ addressKey: key, limit: most, offset, after }),
    cursorOf: ({ id }) => encodeListCursor('users', id),
    view: (rows) => rows.map((row) => viewBackendUser(row, instance)),
    count: () => tx.users.count({ addressKey: key }),
  })
})

export const updateUser = backendCommand('updateUser', {
  locks: ({ userId }) => [userId],
  async run({ tx, instance, input, maximumCreationLimit }) {
    const { userId } = input
    const user = found(await tx.users.get(userId), 'userId')
    if (input.creationLimit !== undefined)
      orThrow(checkCreationLimit(input.creationLimit, maximumCreationLimit))
    const { mayCreateOrganizations = user.mayCreateOrganizations, creationLimit = user.creationLimit } = input
    const given = Object.entries(input.metadata ?? {})
    const told = Object.fromEntries(given.map(([key, value]) => [key, value && normalizeAnswer(value)]))
    orThrow(checkMetadata(told, user.metadata))
    const metadata = changedMetadata(user.metadata, told)
    const change = { mayCreateOrganizations, creationLimit, metadata }
    await tx.users.update(userId, change)
    return { user: viewBackendUser({ ...user, ...change }, instance) }
  },
})

export const deleteUser = backendCommand('deleteUser', {
  // All organizations of the user at once: each must keep an administrator.
  isExclusive: true,
  async run(scene) {
    const { tx, instance: whole, input } = scene
    let user = found(await tx.users.get(input.userId), 'userId')
    const events: OrgkitEvent[] = []
    for (const organizationId of await tx.memberships.listOrganizationIds(user.id)) {
      const organization = found(await tx.organizations.get(organizationId), 'organizationId')
      const membership = found(await tx.memberships.get(organizationId, user.id), 'userId')
      const instance = await instanceFor(tx, whole, organization)
      const ended = await endMembership({ ...scene, instance }, { organization, membership, user })
      user = { ...user, organizationCount: user.organizationCount - 1 }
      events.push(...ended.events)
    }
    for (const { organizationId } of await tx.requests.listByUser(user.id)) {
      const organization = found(await tx.organizations.get(organizationId), 'organizationId')
      events.push(...(await settleRequest(scene, { organization, user })).events)
    }
    await tx.users.delete(user.id)
    return { events }
  },
})

export const backendListUserMemberships = backendQuery(
  'listUserMemberships',
  async ({ tx, instance, input }) => {
    const { userId, ...page } = input
    const actor = found(await tx.users.get(userId), 'userId')
    return pageOfMemberships({ tx, actor, instance, input: page })
  },
)

function checkLength(field: string, text: string, maximum: number): void {
  if (lengthOf(text) > maximum) throw new OrgkitError({ code: 'too_long', field, meta: { maximum } })
}
