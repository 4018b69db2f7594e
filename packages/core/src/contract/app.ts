import type { Refusal } from '../errors'
import type { OrgkitEvent } from '../model/event'
import type { ActiveOrganization, UserMembership } from '../model/member'
import type { Organization } from '../model/organization'
import type { Page, PageInput } from '../model/page'
import type { SessionAnswer } from '../model/session'
import { type AppOperationName, appRoutes } from './app-routes'
import type { Operation } from './operation'

export { appRoutes, type AppOperationName } from './app-routes'
export * from './operation'

export interface GetSessionInput {
  /**
   * Id or slug of the organization that this tab works in. `null`: the personal account; where personal accounts are off it
   * is the same as leaving it out. Left out: the one that the user last worked in.
   */
  organization?: string | null
}

export interface SetLastActiveOrganizationInput {
  /** `null`: the personal account. */
  organizationId: string | null
}

export interface SetLastActiveOrganizationOutput {
  active: ActiveOrganization | null
  events: readonly OrgkitEvent[]
}

export type MembershipSort = 'name' | 'recent'

export interface ListUserMembershipsInput extends PageInput {
  /** Beginnings of words in the organization's name or slug. At most 100 characters. */
  query?: string
  /** @default 'name' */
  sort?: MembershipSort
}

export interface CreateOrganizationInput {
  /** 1 to 100 characters, white space at the ends is dropped. Markup is text. */
  name: string
  /** Left out where slugs are on: proposed from the name. Refused with `slugs_disabled` where they are off. */
  slug?: string
}

export interface CreateOrganizationOutput {
  organization: Organization
  membership: UserMembership
  /** The new organization as the active one: whoever creates it works in it next, without another request. */
  active: ActiveOrganization
  events: readonly OrgkitEvent[]
}

export interface GetOrganizationInput {
  /** Id or slug. */
  organization: string
}

export interface SetOrganizationLogoInput {
  organizationId: string
  /** PNG, JPEG or WebP, at most 512 kB. `null` removes it. */
  logo: Blob | null
}

export interface OrganizationOutput {
  organization: Organization
  events: readonly OrgkitEvent[]
}

export interface CheckSlugInput {
  slug: string
}

export interface CheckSlugOutput {
  slug: string
  /** `null`: it is free to use. `slug_taken`, or why it cannot be one. */
  refusal: Refusal | null
  /** Free ones that resemble it; empty while it is free itself. */
  suggestions: readonly string[]
}

/** Input and output of every operation. A row added here makes every adapter, engine and server fail to compile until it is met. */
export interface AppOperations {
  getSession: { input: GetSessionInput; output: SessionAnswer }
  setLastActiveOrganization: {
    input: SetLastActiveOrganizationInput
    output: SetLastActiveOrganizationOutput
  }
  listUserMemberships: { input: ListUserMembershipsInput; output: Page<UserMembership> }
  createOrganization: { input: CreateOrganizationInput; output: CreateOrganizationOutput }
  getOrganization: { input: GetOrganizationInput; output: ActiveOrganization }
  setOrganizationLogo: { input: SetOrganizationLogoInput; output: OrganizationOutput }
  checkSlug: { input: CheckSlugInput; output: CheckSlugOutput }
}

export type AppInput<Name extends AppOperationName> = AppOperations[Name]['input']
export type AppOutput<Name extends AppOperationName> = AppOperations[Name]['output']

/** The app contract: what a signed-in user of an app can ask. */
export const app = {
  getSession: {
    ...appRoutes.getSession,
    summary:
      'Who is calling, what they must finish, where they work, and the first page of their organizations.',
    session: 'any',
    permission: null,
    errors: [],
  },
  setLastActiveOrganization: {
    ...appRoutes.setLastActiveOrganization,
    summary:
      'Remembers where the caller works, as a hint for the next session, and answers with that organization.',
    session: 'active',
    permission: null,
    errors: ['not_found', 'organizations_disabled', 'personal_accounts_disabled', 'idempotency_conflict'],
  },
  listUserMemberships: {
    ...appRoutes.listUserMemberships,
    summary: 'The organizations that the caller belongs to.',
    session: 'pending',
    permission: null,
    errors: ['organizations_disabled', 'invalid_value', 'too_long'],
  },
  createOrganization: {
    ...appRoutes.createOrganization,
    summary: 'Creates an organization; the caller becomes its first member with the creator role.',
    session: 'pending',
    permission: null,
    errors: [
      'organizations_disabled',
      'creation_forbidden',
      'creation_limit_reached',
      'required',
      'too_short',
      'too_long',
      'invalid_characters',
      'slug_taken',
      'slugs_disabled',
      'idempotency_conflict',
    ],
  },
  getOrganization: {
    ...appRoutes.getOrganization,
    summary:
      'An organization that the caller belongs to, by id or slug, with the caller’s membership and limits.',
    session: 'active',
    permission: null,
    errors: ['not_found', 'organizations_disabled'],
  },
  setOrganizationLogo: {
    ...appRoutes.setOrganizationLogo,
    summary: 'Sets or removes the logo.',
    session: 'active',
    permission: 'org:sys_profile:manage',
    errors: [
      'not_found',
      'forbidden',
      'organizations_disabled',
      'image_unsupported',
      'image_too_large',
      'idempotency_conflict',
    ],
  },
  checkSlug: {
    ...appRoutes.checkSlug,
    summary: 'Whether a slug is free, and free ones that resemble it.',
    session: 'pending',
    permission: null,
    errors: ['organizations_disabled', 'slugs_disabled'],
  },
} as const satisfies Record<AppOperationName, Operation>
