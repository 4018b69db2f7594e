import type { EmbeddedAdapterOptions } from '@orgkit/adapters/embedded'
import type { EnrollmentMode } from '@orgkit/core'
import type { Scenario } from './backend'
import { waitingWorld } from './invitation'

export interface SuggestedWorld {
  /** Names of those that are suggested at `solo.test`, Dorothy's domain. @default Solo and Solo Robotics */
  names?: readonly string[]
  /** @default 'automatic_suggestion' */
  mode?: EnrollmentMode
  /** Whether Acme and Globex have sent an invitation too. @default false */
  isInvited?: boolean
  settings?: EmbeddedAdapterOptions['settings']
  roles?: EmbeddedAdapterOptions['roles']
}

/** Dorothy is in no organization; those at her domain are suggested to her. One domain each: the second is a part of the first. */
export function suggestedScenario({
  names = ['Solo', 'Solo Robotics'],
  mode = 'automatic_suggestion',
  isInvited = false,
  settings,
  roles,
}: SuggestedWorld = {}): Scenario {
  const options = waitingWorld()
  const organizations = (options.seed?.organizations ?? []).map((each) =>
    isInvited ? each : { ...each, invitations: [] },
  )
  const addresses = names.map((_, index) => `dorothy@${domainOf(index)}`)
  const users = (options.seed?.users ?? []).map((user) =>
    user.id === 'dorothy'
      ? { ...user, emails: addresses.map((address) => ({ address, verified: true })) }
      : user,
  )
  return {
    options: {
      ...options,
      ...(roles && { roles }),
      settings: { ...options.settings, domains: true, ...settings },
      seed: {
        users,
        organizations: [
          ...organizations,
          ...names.map((name, index) => ({
            id: `org_suggested${index}`,
            name,
            members: { grace: 'org:admin' },
            domains: [{ name: domainOf(index), enrollmentMode: mode }],
          })),
        ],
      },
    },
    organization: null,
  }
}

const domainOf = (index: number) => (index === 0 ? 'solo.test' : `team${index}.solo.test`)
