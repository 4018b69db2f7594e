import { appRoutes, type AppOperationName } from '@orgkit/core/contract/app'
import { backendRoutes, type BackendOperationName } from '@orgkit/core/contract/backend'
import { aims } from './aims'
import { appInputs } from './app-inputs'
import { backendInputs } from './backend-inputs'
import type { Call } from './calls'
import { given } from './draw'
import type { Sight } from './sight'

/** Something to do. What exactly is drawn from the world as it is then, by `dice`: so a shorter sequence still makes sense. */
export interface Step {
  /** In the second instance. */
  isOther: boolean
  what: StepName
  dice: readonly number[]
}

const hostSteps = ['mail', 'address', 'live', 'session', 'access', 'later'] as const

export type StepName =
  `app.${AppOperationName}` | `backend.${BackendOperationName}` | (typeof hostSteps)[number]

/** What comes more often than the others: what is seldom possible, or what makes other things possible. */
const weights: Partial<Record<StepName, number>> = {
  'app.acceptInvitation': 8,
  'app.inviteMember': 6,
  'app.updateMemberRole': 5,
  'app.offerAdministration': 8,
  'app.acceptAdministration': 6,
  'app.createOrganizationRole': 5,
  'app.updateOrganizationRole': 4,
  'app.deleteOrganizationRole': 3,
  'app.createOrganization': 4,
  'app.updateOrganization': 4,
  'app.addDomain': 4,
  'app.startDomainVerification': 5,
  'app.finishDomainVerification': 10,
  'app.acceptSuggestion': 8,
  'app.approveMembershipRequest': 4,
  'app.completeSessionTask': 8,
  'app.withdrawAdministration': 4,
  'app.declineAdministration': 4,
  'app.declineMembershipRequest': 3,
  'app.leaveOrganization': 3,
  'app.removeMember': 3,
  'app.deleteOrganization': 1,
  'backend.deleteOrganization': 1,
  'backend.deleteUser': 3,
  'backend.addMember': 5,
  'backend.updateSettings': 5,
  'backend.updateOrganization': 4,
  'backend.createRole': 4,
  'backend.updateRole': 4,
  'backend.deleteRole': 4,
  'backend.createPermission': 6,
  'app.setOrganizationLogo': 1,
  'backend.updatePermission': 1,
  mail: 6,
  live: 3,
  later: 5,
}

const appNames = Object.keys(appRoutes) as AppOperationName[]
const backendNames = Object.keys(backendRoutes) as BackendOperationName[]
const usual = ({ at }: { at: string }) => (at.startsWith('GET ') ? 1 : 2)

export const stepNames: readonly StepName[] = [
  ...appNames.map((name) => [`app.${name}` as const, usual(appRoutes[name])] as const),
  ...backendNames.map((name) => [`backend.${name}` as const, usual(backendRoutes[name])] as const),
  ...hostSteps.map((name) => [name, 1] as const),
].flatMap(([name, weight]) => Array.from({ length: weights[name] ?? weight }, () => name))

/** What the step asks, as the world is now. `null`: nothing, such as a mail where none waits. */
export function callOf({ what, sight }: { what: StepName; sight: Sight }): Call | null {
  const instanceId = sight.rows.instance.id
  const { draw } = sight
  const aim = draw.oneIn(4) ? null : (aims[what]?.(sight) ?? null)
  const organizationId = aim?.organizationId ?? sight.organizationId()
  switch (what) {
    case 'later':
      return null
    case 'mail': {
      const { outbox } = sight.rows
      const codes = outbox.filter((row) => row.kind === 'domain_code')
      const from = codes.length > 0 && draw.oneIn(2) ? codes : outbox
      return from.length === 0 ? null : { kind: 'mail', instanceId, row: draw.of(from.slice(-5)) }
    }
    case 'address':
      return { kind: 'address', instanceId, token: sight.token() }
    case 'live': {
      const { listeners } = sight.trail
      const at = listeners.length > 0 && !draw.oneIn(5) ? draw.of(listeners.slice(-5)) : null
      const identity = at ? sight.identity(at.userId) : sight.actor(organizationId)
      const input = given({ organizationId: draw.of([organizationId, undefined]), cursor: at?.cursor })
      return { kind: 'live', instanceId, identity, input }
    }
    case 'session':
      return { kind: 'session', instanceId, identity: sight.actor(organizationId) }
    case 'access': {
      const identity = sight.actor(organizationId)
      const query = draw.of([{}, { permission: 'org:sys_memberships:manage' }, { role: 'org:admin' }])
      return { kind: 'access', instanceId, identity, organizationId, query }
    }
  }
  const [contract, name] = what.split('.') as ['app' | 'backend', string]
  const actor = () => (aim?.actorId ? sight.identity(aim.actorId) : sight.actor(organizationId))
  const identity = contract === 'app' ? actor() : null
  const key = draw.oneIn(12) ? { idempotencyKey: draw.of(['one', 'two', 'x'.repeat(201)]) } : {}
  if (contract === 'app') {
    const input = aim?.input ?? appInputs[name as AppOperationName](sight, organizationId)
    return { kind: 'app', instanceId, name, identity, input, ...key } as Call
  }
  const input = backendInputs[name as BackendOperationName](sight, organizationId)
  return { kind: 'backend', instanceId, name, input, ...key } as Call
}

const minute = 60_000
const day = 24 * 60 * minute

/** How far the clock goes on before the step: mostly not at all, so that things happen in the same moment. */
export function passedTime({ what, sight }: { what: StepName; sight: Sight }): number {
  if (what === 'later') return sight.draw.of([minute, 61 * minute, day, 31 * day, 91 * day])
  return sight.draw.of([0, 0, 1, 1000])
}
