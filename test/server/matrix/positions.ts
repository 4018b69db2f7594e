import type { OrgkitServer } from '@orgkit/server'
import { guestRole, keysIn } from './seed'
import { tokenOf, type World } from './world'

/** Fields of an input that name something, whose name somebody elsewhere may have. Cursors are asked in `cursors.ts`. */
export type NamingField =
  | 'organizationId'
  | 'organization'
  | 'organizations'
  | 'userId'
  | 'userIds'
  | 'fromUserId'
  | 'actorUserId'
  | 'invitationId'
  | 'invitations'
  | 'domainId'
  | 'suggestionId'
  | 'token'
  | 'roleKey'
  | 'nextRoleKey'
  | 'replacementRoleKey'
  | 'permission'
  | 'permissions'
  | 'key'
  | 'slug'
  | 'emailAddress'
  | 'query'
  | 'type'

/** What is put into one field, though it is something of another organization (B) or of another instance (Y). */
export interface Position {
  foreign: Readonly<Record<string, (world: World, server: OrgkitServer) => unknown>>
  /** Of the same kind, and of nobody. The answer has to be the same. */
  nowhere: unknown
  /** A field that cannot stand beside it. */
  without?: string
}

/** Every naming field of an input, by type: one that is added does not compile before it is asked. */
export type Positions<Input> = { [Field in Extract<keyof Input, NamingField>]: Position }

const y = keysIn('y')
const nowhereInvitation = 'inv_01jd0000000000000000000000'
const nowhereRole = 'role_01jd0000000000000000000000'
const nowhereOrganization = 'org_01jd0000000000000000000000'

const organizationOfY = { 'of Y': (world: World) => world.y.a.id }
const organization: Position = {
  foreign: { 'of B': (world) => world.x.b.id, ...organizationOfY },
  nowhere: nowhereOrganization,
}
const slugOfY = { 'slug of Y': (world: World) => world.y.a.slug }

/** In the app contract, where organization B is another's. */
export const organizations = {
  organization,
  organizationOrSlug: {
    ...organization,
    foreign: { ...organization.foreign, 'slug of B': (world) => world.x.b.slug, ...slugOfY },
  },
  /** In the backend contract, where all of the instance are the app's. */
  ofInstance: { foreign: organizationOfY, nowhere: nowhereOrganization },
  ofInstanceOrSlug: { foreign: { ...organizationOfY, ...slugOfY }, nowhere: nowhereOrganization },
  creators: {
    foreign: { 'user of Y': () => [{ name: 'Globex', userId: 'user_y_ada' }] },
    nowhere: [{ name: 'Globex', userId: 'user_nobody' }],
  },
} satisfies Record<string, Position>

const usersOfY = { 'of Y': () => 'user_y_ada', 'known in Y alone': () => `user_y_${y.only}` }

export const users = {
  /** Of the organization; `ben` and `bea` are of B alone. */
  member: { foreign: { 'of B': () => 'user_x_ben', ...usersOfY }, nowhere: 'user_nobody' },
  members: {
    foreign: { 'of B': () => ['user_x_ben', 'user_x_bea'], 'of Y': () => ['user_y_ada', 'user_y_grace'] },
    nowhere: ['user_nobody', 'user_noone'],
  },
  /** Offered a hand-over there. */
  giver: { foreign: { 'of B': () => 'user_x_bea', 'of Y': () => 'user_y_ada' }, nowhere: 'user_nobody' },
  /** Asks to join. */
  requester: {
    foreign: { 'of B': () => 'user_x_otto', 'of Y': () => 'user_y_omar' },
    nowhere: 'user_nobody',
  },
  requesters: {
    foreign: { 'of B': () => ['user_x_otto'], 'of Y': () => ['user_y_omar'] },
    nowhere: ['user_nobody'],
  },
  actor: { foreign: { 'of B': () => 'user_x_bea', ...usersOfY }, nowhere: 'user_nobody' },
  ofInstance: { foreign: usersOfY, nowhere: 'user_nobody' },
} satisfies Record<string, Position>

export const invitations = {
  ofOrganization: {
    foreign: {
      'of B': (world) => world.x.b.otherInvitationId,
      'to the app': (world) => world.x.applicationInvitationId,
      'of Y': (world) => world.y.a.otherInvitationId,
    },
    nowhere: nowhereInvitation,
  },
  /** For nora, who has the same address in Y. */
  own: {
    foreign: {
      'of B, to another': (world) => world.x.b.otherInvitationId,
      'of Y': (world) => world.y.a.invitationId,
      'to the app': (world) => world.x.applicationInvitationId,
    },
    nowhere: nowhereInvitation,
  },
  token: {
    foreign: { 'of Y': (world, server) => tokenOf(server, world.y, 'ada') },
    nowhere: `${nowhereInvitation}.1.c.${'x'.repeat(43)}`,
    without: 'invitationId',
  },
  toApplication: {
    foreign: {
      'of A': (world) => world.x.a.otherInvitationId,
      'to the app of Y': (world) => world.y.applicationInvitationId,
    },
    nowhere: nowhereInvitation,
  },
} satisfies Record<string, Position>

const nowhereDomain = 'dom_01jd0000000000000000000000'

export const domains = {
  ofOrganization: {
    foreign: { 'of B': (world) => world.x.b.domainId, 'of Y': (world) => world.y.a.domainId },
    nowhere: nowhereDomain,
  },
  unverified: {
    foreign: { 'of B': (world) => world.x.b.newDomainId, 'of Y': (world) => world.y.a.newDomainId },
    nowhere: nowhereDomain,
  },
  /** For nora, who has the same addresses in Y. */
  suggestion: {
    foreign: {
      'to others': (world) => world.x.b.domainId,
      'of an unverified domain': (world) => world.x.a.newDomainId,
      'of Y': (world) => world.y.a.domainId,
    },
    nowhere: nowhereDomain,
  },
} satisfies Record<string, Position>

const rolesOfY = {
  'of an organization of Y': (world: World) => world.y.a.roleKey,
  'of the instance Y': () => y.spareRole,
}

export const roles = {
  ofOrganization: { foreign: { 'of B': (world) => world.x.b.roleKey, ...rolesOfY }, nowhere: nowhereRole },
  /** Roles of organizations are not the instance's to change. */
  ofInstance: { foreign: { 'of A': (world) => world.x.a.roleKey, ...rolesOfY }, nowhere: nowhereRole },
  key: { foreign: { 'of Y': () => y.spareRole }, nowhere: 'org:nothing' },
  permission: { foreign: { 'of Y': () => y.permission }, nowhere: 'org:nothing:write' },
  permissions: { foreign: { 'of Y': () => [y.permission] }, nowhere: ['org:nothing:write'] },
} satisfies Record<string, Position>

const addressesOfY = {
  'known in Y alone': () => `${y.only}@matrix.test`,
  'of somebody in both, in Y': () => 'both-y@matrix.test',
}

export const texts = {
  /** Slugs are one space in an instance: that B has one is no secret. */
  slug: { foreign: slugOfY, nowhere: 'nothing-yet' },
  invitations: {
    foreign: {
      'of B': () => [{ emailAddress: 'ben@matrix.test', roleKey: guestRole.key }],
      'known in Y alone': () => [{ emailAddress: `${y.only}@matrix.test`, roleKey: guestRole.key }],
    },
    nowhere: [{ emailAddress: 'nobody-yet@matrix.test', roleKey: guestRole.key }],
  },
  memberAddress: {
    foreign: { 'of B': () => 'ben@matrix.test', ...addressesOfY },
    nowhere: 'nobody-yet@matrix.test',
  },
  address: { foreign: addressesOfY, nowhere: 'nobody-yet@matrix.test' },
  memberName: { foreign: { 'of B': () => 'ben', 'of Y': () => 'ada of y' }, nowhere: 'qqq' },
  organizationName: { foreign: { 'of B': () => 'Second', 'of Y': () => 'first-y' }, nowhere: 'qqq' },
  /** Happened in B alone. */
  eventType: { foreign: { 'in B alone': () => 'organization.updated' }, nowhere: 'administration.declined' },
} satisfies Record<string, Position>
