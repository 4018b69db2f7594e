import {
  embeddedAdapter,
  type EmbeddedAdapter,
  type EmbeddedAdapterOptions,
  type SeedInvitation,
} from '@orgkit/adapters/embedded'
import { type Scenario, world } from './backend'

/** Acme invites somebody, as Ada. */
export const invitationId = 'inv_story'
export const invitedAddress = 'dorothy@solo.test'
const organizationId = 'org_acme'

export interface InvitedWorld {
  /** Over a pending invitation of Ada's to Dorothy, as Member. */
  invitation?: Partial<SeedInvitation>
  /** Dorothy's account: whether her address is verified. `null`: she has none. @default true */
  verified?: boolean | null
  /** Whether she is in Acme. @default false */
  isMember?: boolean
  /** Acme has no members yet: the app made it. @default false */
  isEmpty?: boolean
  signedInAs?: string | null
  settings?: EmbeddedAdapterOptions['settings']
  /** @default 'Acme' */
  organizationName?: string
}

/** The sample world with one invitation in it, seen by Dorothy. */
export function invitedWorld({
  invitation,
  verified = true,
  isMember = false,
  isEmpty = false,
  signedInAs = verified === null ? null : 'dorothy',
  settings,
  organizationName,
}: InvitedWorld = {}): EmbeddedAdapterOptions {
  const options = world()
  const [acme, ...others] = options.seed?.organizations ?? []
  if (!acme) throw new Error('stories: the sample world has no organization to be invited to.')
  return {
    ...options,
    signedInAs,
    settings: { ...options.settings, personalAccounts: false, membershipLimit: 25, ...settings },
    seed: {
      users: [
        ...(options.seed?.users ?? []),
        ...(verified === null
          ? []
          : [{ id: 'dorothy', name: 'Dorothy Vaughan', emails: [{ address: invitedAddress, verified }] }]),
      ],
      organizations: [
        {
          ...acme,
          name: organizationName ?? acme.name,
          members: { ...(isEmpty ? {} : acme.members), ...(isMember && { dorothy: 'org:member' }) },
          invitations: [{ id: invitationId, emailAddress: invitedAddress, ...invitation }],
        },
        ...others,
      ],
    },
  }
}

export const invitedScenario = (given: InvitedWorld = {}): Scenario => ({
  options: invitedWorld(given),
  organization: null,
})

/** Dorothy's host sends a code, and from `123456` on knows that the address is hers. */
export function verifiableScenario(): Scenario {
  let isProven = false
  // As the host keeps it: asked for at each call.
  const email = {
    address: invitedAddress,
    get verified() {
      return isProven
    },
  }
  const options = invitedWorld({ verified: null, signedInAs: 'dorothy' })
  return {
    options: {
      ...options,
      seed: {
        ...options.seed,
        users: [...(options.seed?.users ?? []), { id: 'dorothy', name: 'Dorothy Vaughan', emails: [email] }],
      },
    },
    organization: null,
    identity: () => ({
      sendVerificationCode: () => {},
      verifyAddress: (_, code) => {
        if (code !== '123456') throw new Error('A wrong code.')
        isProven = true
      },
    }),
  }
}

/** The token of the link that Ada copies. It says the same whatever became of the invitation since. */
export async function invitationToken(): Promise<string> {
  const { controls } = embeddedAdapter(invitedWorld())
  const { url } = await controls.as('ada').getInvitationLink({ organizationId, invitationId })
  return url.split('/').at(-1) ?? ''
}

/** Dorothy is invited to the app itself; the link comes by mail. */
export async function applicationInvitation(): Promise<{ adapter: EmbeddedAdapter; token: string }> {
  const adapter = embeddedAdapter(invitedWorld())
  await adapter.controls.backend('inviteToApplication', { emailAddress: invitedAddress })
  const [mail] = await adapter.controls.readMail(invitedAddress)
  return { adapter, token: mail?.link.split('/').at(-1) ?? '' }
}

/**
 * Two invitations wait for Dorothy, who is in no organization: to Acme and to Globex. `signedInAs` ada: one to each of `names` waits
 * for her, who is in four.
 */
export function waitingWorld(
  signedInAs: 'dorothy' | 'ada' = 'dorothy',
  names: readonly string[] = ['Stark Labs', 'Wayne Research'],
): EmbeddedAdapterOptions {
  const options = invitedWorld({ signedInAs })
  const [acme, globex, ...others] = options.seed?.organizations ?? []
  const address = signedInAs === 'ada' ? 'ada@acme.test' : invitedAddress
  const invite = (id: string) => [{ id, emailAddress: address, invitedBy: null }]
  return {
    ...options,
    settings: { ...options.settings, personalAccounts: signedInAs === 'ada' },
    seed: {
      users: options.seed?.users ?? [],
      organizations: [
        ...(acme ? [acme] : []),
        ...(globex
          ? [{ ...globex, ...(signedInAs === 'dorothy' && { invitations: invite('inv_globex') }) }]
          : []),
        ...others,
        ...(signedInAs === 'ada'
          ? names.map((name, index) => ({
              id: `org_waiting${index}`,
              name,
              members: { grace: 'org:admin' },
              invitations: [{ id: `inv_waiting${index}`, emailAddress: address }],
            }))
          : []),
      ],
    },
  }
}
