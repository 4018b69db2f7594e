import { backend, type BackendInput, type BackendOperationName } from '../contract/backend'
import { app, type AppOperationName } from '../contract/app'
import type { ErrorCode } from '../errors'
import { equal, refusal } from './assert'
import { ask as askApp, neededFor } from './authorization'
import { type ConformanceCase, organizationsOn, type TestWorld } from './case'

const unknownId = 'org_01jd0000000000000000000000'
const unknownInvitationId = 'inv_01jd0000000000000000000000'
const unknownDomainId = 'dom_01jd0000000000000000000000'
const unknownUserId = 'nobody'
const emailAddress = 'new@elsewhere.test'
const inOrganization = { organizationId: unknownId }
const member = { ...inOrganization, userId: unknownUserId }
const invitation = { ...inOrganization, invitationId: unknownInvitationId }

/** An input that is right but for what it names. A new row of the contract does not compile before it has one. */
const inputs: { [Name in BackendOperationName]: BackendInput<Name> } = {
  upsertUser: { userId: 'bea', name: 'Bea', emails: [] },
  getUser: { userId: unknownUserId },
  listUsers: {},
  updateUser: { userId: unknownUserId, creationLimit: 5 },
  deleteUser: { userId: unknownUserId },
  listUserMemberships: { userId: unknownUserId },
  createOrganization: { name: 'Acme', userId: unknownUserId },
  createOrganizations: { organizations: [{ name: 'Acme' }] },
  listOrganizations: {},
  getOrganization: { organization: unknownId },
  updateOrganization: { ...inOrganization, name: 'Globex' },
  deleteOrganization: inOrganization,
  listMembers: inOrganization,
  addMember: member,
  updateMemberRole: { ...member, roleKey: 'org:member' },
  removeMember: member,
  inviteMember: { ...inOrganization, emailAddress },
  inviteMembers: { ...inOrganization, invitations: [{ emailAddress }] },
  listInvitations: inOrganization,
  resendInvitation: invitation,
  revokeInvitation: invitation,
  listDomains: inOrganization,
  addDomain: { ...inOrganization, name: 'acme.test' },
  updateDomain: { ...inOrganization, domainId: unknownDomainId, enrollmentMode: 'manual_invitation' },
  removeDomain: { ...inOrganization, domainId: unknownDomainId },
  inviteToApplication: { emailAddress },
  listApplicationInvitations: {},
  resendApplicationInvitation: { invitationId: unknownInvitationId },
  revokeApplicationInvitation: { invitationId: unknownInvitationId },
  getSettings: {},
  updateSettings: { slugs: true },
  listRoles: {},
  createRole: { key: 'org:editor', name: 'Editor', permissions: [] },
  updateRole: { roleKey: 'org:nobody', name: 'Nobody' },
  deleteRole: { roleKey: 'org:nobody' },
  setDefaultRole: { roleKey: 'org:nobody' },
  setCreatorRole: { roleKey: 'org:nobody' },
  listPermissions: {},
  createPermission: { key: 'org:notes:write', name: 'Notes' },
  updatePermission: { permission: 'org:notes:read', name: 'Notes' },
  deletePermission: { permission: 'org:notes:read' },
  listEvents: inOrganization,
}

const names = Object.keys(backend) as BackendOperationName[]
const errorsOf = (name: BackendOperationName): readonly ErrorCode[] => backend[name].errors
const answering = (code: ErrorCode) => names.filter((name) => errorsOf(name).includes(code))

const appNames = (Object.keys(app) as AppOperationName[]).filter((name) =>
  (app[name].errors as readonly ErrorCode[]).includes('idempotency_conflict'),
)

const ask = (world: TestWorld, name: BackendOperationName, idempotencyKey?: string): Promise<unknown> =>
  world.backend(name, inputs[name], idempotencyKey === undefined ? {} : { idempotencyKey })

/** What holds for every operation of the backend contract, read from it. */
export const backendOperationCases: ConformanceCase[] = [
  ...answering('organizations_disabled').map((name): ConformanceCase => ({
    title: `${name} answers organizations_disabled where organizations are off (A1)`,
    covers: [`backend.${name}:organizations_disabled`],
    needs: ['backend'],
    async run(world) {
      await refusal(ask(world, name), 'organizations_disabled')
    },
  })),

  {
    title:
      'where organizations are off the app still tells of users, and changes settings, roles and permissions',
    covers: [
      'backend.upsertUser',
      'backend.createRole',
      'backend.createPermission',
      'backend.updateSettings',
    ],
    needs: ['backend'],
    async run(world) {
      for (const name of ['upsertUser', 'createRole', 'createPermission', 'updateSettings'] as const) {
        await ask(world, name)
      }
    },
  },

  ...answering('not_found').map((name): ConformanceCase => ({
    title: `${name} answers not_found to what there is not`,
    covers: [`backend.${name}:not_found`],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      const { field } = await refusal(ask(world, name), 'not_found')
      equal(typeof field, 'string', 'it names the field')
    },
  })),

  {
    title: 'no write of the app takes a key that was used for something else, whatever it is about',
    covers: answering('idempotency_conflict').map((name) => `backend.${name}:idempotency_conflict` as const),
    needs: ['backend', 'idempotency'],
    settings: { ...organizationsOn, backendRequestsPerTenSeconds: null },
    async run(world) {
      await world.backend(
        'upsertUser',
        { userId: 'cleo', name: 'Cleo', emails: [] },
        { idempotencyKey: 'key' },
      )
      for (const name of answering('idempotency_conflict')) {
        await refusal(ask(world, name, 'key'), 'idempotency_conflict')
      }
      const { items } = await world.backend('listUsers', {})
      equal(
        items.map(({ id }) => id),
        ['cleo'],
        'nothing has happened',
      )
      await ask(world, 'upsertUser', 'another')
    },
  },

  {
    title: 'no write of a user takes a key that was used for something else, whatever it is about',
    covers: appNames.map((name) => `${name}:idempotency_conflict` as const),
    needs: ['idempotency', ...new Set(appNames.flatMap(neededFor))],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const { organization } = await ada.createOrganization({ name: 'Other' }, { idempotencyKey: 'key' })
      for (const name of appNames) {
        await refusal(askApp(ada, name, organization.id, { idempotencyKey: 'key' }), 'idempotency_conflict')
      }
      equal(
        (await ada.getOrganization({ organization: organization.id })).organization,
        organization,
        'it is as it was',
      )
    },
  },

  {
    title: 'a write of the app repeated with its key is answered the same, and reads overlook a key',
    covers: ['backend.createRole', 'backend.updateSettings', 'backend.listRoles'],
    needs: ['backend', 'idempotency'],
    settings: organizationsOn,
    async run(world) {
      const first = await ask(world, 'createRole', 'role')
      equal(await ask(world, 'createRole', 'role'), first, 'a role is made once')
      const set = (slugs: boolean, idempotencyKey: string) =>
        world.backend('updateSettings', { slugs }, { idempotencyKey })
      const on = await set(true, 'on')
      await set(false, 'off')
      equal(await set(true, 'on'), on, 'the answer is that of then')
      equal((await world.backend('getSettings', {})).settings.slugs, false, 'and is not done again')
      for (const name of ['listRoles', 'getSettings'] as const) await ask(world, name, 'role')
      equal((await world.backend('listRoles', {})).items.length, 3, 'reads are never remembered')
    },
  },
]
