import {
  createGate,
  embeddedAdapter,
  type EmbeddedAdapter,
  type EmbeddedAdapterOptions,
  manyOrganizations,
  sampleRoles,
  sampleWorld,
} from '@orgkit/adapters/embedded'
import { OrgkitProvider, type IdentityPort, type ScopePort } from '@orgkit/react'
import { MessagesProvider, type MessageOverrides } from '@orgkit/ui'
import type { Decorator } from '@storybook/react-vite'
import { useState, type ReactNode } from 'react'

/** A backend for one story: the embedded one, seeded and disturbed. */
export interface Scenario {
  /** Made beforehand, in a loader: in place of `options` and `prepare`. */
  adapter?: EmbeddedAdapter
  options?: EmbeddedAdapterOptions
  /** Id or slug that the tab opens with; `null`: the personal account. @default 'org_acme' */
  organization?: string | null
  /** What goes wrong, or slowly. */
  prepare?: (adapter: EmbeddedAdapter) => void
  /** Beside `signOut`. `null`: the host gives no port at all. */
  identity?: ((adapter: EmbeddedAdapter) => Partial<IdentityPort>) | null
  /** BCP 47. @default 'en' */
  locale?: string
  messages?: MessageOverrides
}

/** The `backend` toolbar. A story names one, or brings a scenario of its own, in `parameters.backend`. */
export const backends = [
  'normal',
  'slow',
  'failing',
  'empty',
  'at-the-limit',
  'no-permission',
  'many',
] as const
export type Backend = (typeof backends)[number]

/** Ada in four organizations; Acme has four members. */
export function world(): EmbeddedAdapterOptions {
  const seed = sampleWorld()
  const [acme, ...others] = seed.organizations ?? []
  if (!acme) throw new Error('stories: the sample world has no organization, so there is nothing to show.')
  return {
    roles: sampleRoles,
    settings: { personalAccounts: true, slugs: true, supportContact: 'support@acme.test' },
    seed: {
      users: [
        ...seed.users,
        { id: 'alan', name: 'Alan Turing', email: 'alan@acme.test' },
        { id: 'katherine', name: 'Katherine Johnson', email: 'katherine@acme.test' },
      ],
      organizations: [
        { ...acme, members: { ...acme.members, alan: 'org:member', katherine: 'org:member' } },
        ...others,
      ],
    },
  }
}

/** The world with other settings. */
export function worldWith(settings: EmbeddedAdapterOptions['settings']): EmbeddedAdapterOptions {
  const options = world()
  return { ...options, settings: { ...options.settings, ...settings } }
}

export const scenarios: Record<Backend, Scenario> = {
  normal: {},
  slow: { options: { ...world(), latencyMs: 1500 } },
  failing: { prepare: ({ controls }) => void controls.fail('*', 'unreachable') },
  empty: { options: { ...world(), signedInAs: 'linus' }, organization: null },
  'at-the-limit': { options: worldWith({ creationLimit: 2, membershipLimit: 4 }) },
  'no-permission': { options: { ...worldWith({ userCreatedOrganizations: false }), signedInAs: 'grace' } },
  many: { options: { ...world(), seed: manySeed() }, organization: 'org_many04711' },
}

function manySeed() {
  const seed = sampleWorld()
  return { ...seed, organizations: [...(seed.organizations ?? []), ...manyOrganizations(10_000)] }
}

/** Never answers: what a story about loading waits for. */
export const never = createGate

declare module 'storybook/internal/csf' {
  interface Parameters {
    backend?: Backend | Scenario
  }
}

/** Puts a story on a backend of its own. The toolbar wins over the story, unless it says `normal`. */
export const withBackend: Decorator = (Story, { globals, parameters, id }) => {
  const chosen = globals.backend as Backend | undefined
  const own = (parameters.backend ?? 'normal') as Backend | Scenario
  const wanted = chosen && chosen !== 'normal' ? chosen : own
  const scenario = typeof wanted === 'string' ? scenarios[wanted] : wanted
  return (
    <Backed key={`${id} ${chosen}`} scenario={scenario}>
      <Story />
    </Backed>
  )
}

/** A provider on the scenario's backend. For tests outside of Storybook as well. */
export function Backed({ scenario, children }: { scenario: Scenario; children: ReactNode }) {
  const [{ adapter, identity, scope }] = useState(() => {
    const made = scenario.adapter ?? embeddedAdapter(scenario.options ?? world())
    if (!scenario.adapter) scenario.prepare?.(made)
    return {
      adapter: made,
      identity: scenario.identity === null ? undefined : { ...made.identity, ...scenario.identity?.(made) },
      scope: memoryScope(scenario.organization === undefined ? 'org_acme' : scenario.organization),
    }
  })
  const { locale = 'en', messages } = scenario
  return (
    <OrgkitProvider adapter={adapter} identity={identity} scope={scope} locale={locale} navigate={stay}>
      <MessagesProvider locale={locale} overrides={messages}>
        {children}
      </MessagesProvider>
    </OrgkitProvider>
  )
}

/** Of its own for each story: several stand on one page of the docs. */
export function memoryScope(first?: string | null): ScopePort {
  let wish = first
  return {
    read: () => wish,
    write: (organization) => {
      wish = organization === undefined ? undefined : (organization?.id ?? null)
    },
  }
}

/** A story goes nowhere. */
function stay(address: string) {
  console.info(`navigate: ${address}`)
}
