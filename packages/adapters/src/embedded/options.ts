import {
  type Application,
  type CustomPermission,
  defaultAdminRole,
  defaultMemberRole,
  defaultSettings,
  type Instance,
  type InstanceSettings,
  type Role,
  withHeldPermissions,
} from '@orgkit/core'
import type { Clock, SessionTaskOption } from '@orgkit/core/engine'
import type { Seed } from './seed'

export interface EmbeddedAdapterOptions {
  /** @default those of a new instance, with organizations on */
  settings?: Partial<InstanceSettings>
  /** @default `org:admin` and `org:member` */
  roles?: readonly Role[]
  /** The app's own. Those that only stand in `roles` are added, with their key for a name. @default [] */
  permissions?: readonly CustomPermission[]
  /** On `free` no organization has more than 5 members, whatever the settings say. @default 'pro' */
  plan?: Application['plan']
  /** ISO 8601, UTC. Defaults of settings are dated by it. @default now */
  applicationCreatedAt?: string
  /** Users and organizations to begin with. @default one user, `ada` */
  seed?: Seed
  /** Id of the user who is signed in at first. `null`: nobody. @default the first user of the seed */
  signedInAs?: string | null
  /**
   * Keeps everything in `localStorage` under this key, over reloads and for all tabs. The seed then only fills an empty place;
   * settings and roles always come from the options. Without `localStorage` (on a server) nothing is kept. @default nothing is kept
   */
  persist?: string
  /** How long each call takes. @default 0 */
  latencyMs?: number
  /** Where invitations lead, with `:token`. @default '/invite/:token' of the page's origin */
  invitationUrl?: string
  /**
   * What users must finish before the app opens, in this order: orgkit's own by key, and the app's as `{ key, isPending }`.
   * @default ['accept-terms', 'complete-profile', 'choose-organization']
   */
  sessionTasks?: readonly SessionTaskOption[]
  /** @default the time of day */
  clock?: Clock
}

export const instanceId = 'ins_embedded'

const firstSeed: Seed = { users: [{ id: 'ada', name: 'Ada Lovelace', email: 'ada@example.com' }] }

export type CheckedOptions = Required<
  Pick<EmbeddedAdapterOptions, 'seed' | 'signedInAs' | 'latencyMs' | 'clock'>
> & {
  instance: Instance
  persist: string | null
  invitationUrl: string
  sessionTasks: readonly SessionTaskOption[] | undefined
}

/** The options with their defaults. Throws on those that cannot work. */
export function checkOptions(options: EmbeddedAdapterOptions): CheckedOptions {
  const { roles = [defaultAdminRole, defaultMemberRole], seed = firstSeed, latencyMs = 0, persist } = options
  const { permissions = [], plan = 'pro' } = options
  const { signedInAs = seed.users[0]?.id ?? null, clock = { now: () => new Date() } } = options
  if (persist === '')
    refuse(
      '`persist` is empty',
      'It is the key in `localStorage`',
      'Give one, such as "orgkit", or leave it out',
    )
  if (!(latencyMs >= 0))
    refuse(`\`latencyMs\` is ${latencyMs}`, 'It is how long each call takes', 'Give 0 or more')
  if (signedInAs !== null && !seed.users.some(({ id }) => id === signedInAs) && persist === undefined) {
    refuse(
      `\`signedInAs\` is "${signedInAs}"`,
      'The seed has no such user',
      'Add the user to `seed.users`, or give `null`',
    )
  }
  const { applicationCreatedAt: createdAt = clock.now().toISOString() } = options
  const settings = checkSettings(
    { ...defaultSettings({ createdAt }, 'development'), organizationsEnabled: true, ...options.settings },
    roles,
  )
  const instance: Instance = {
    id: instanceId,
    application: { id: 'app_embedded', plan, createdAt },
    environment: 'development',
    settings,
    roles,
    permissions: withHeldPermissions(permissions, roles),
  }
  const { invitationUrl = `${globalThis.location?.origin ?? 'http://localhost'}/invite/:token` } = options
  const { sessionTasks } = options
  return {
    instance,
    seed,
    signedInAs,
    latencyMs,
    clock,
    persist: persist ?? null,
    invitationUrl,
    sessionTasks,
  }
}

export function checkSettings(settings: InstanceSettings, roles: readonly Role[]): InstanceSettings {
  const keys = roles.map(({ key }) => key)
  if (new Set(keys).size < keys.length) {
    refuse('two of `roles` have the same key', 'A membership names its role by key', 'Give each role its own')
  }
  for (const name of ['creatorRoleKey', 'defaultRoleKey'] as const) {
    if (!keys.includes(settings[name])) {
      refuse(
        `\`settings.${name}\` is "${settings[name]}"`,
        'Members would hold a role that does not exist',
        'Add it to `roles`',
      )
    }
  }
  return settings
}

function refuse(what: string, why: string, remedy: string): never {
  throw new Error(`embeddedAdapter: ${what}. ${why}. ${remedy}.`)
}
