import {
  backend,
  type BackendInput,
  type BackendOperationName,
  type BackendOutput,
} from '../contract/backend'
import { OrgkitError } from '../errors'
import type { Instance } from '../model/instance'
import { compareKeys } from '../name-key'
import { type Exclusive, isExclusive } from './command'
import { found, instanceFor, type Scene } from './scene'
import type { OrganizationRow, Transaction } from './store'

/** What a command of the backend contract is given: no caller, since the secret key speaks for the app itself. */
export interface BackendContext<Name extends BackendOperationName> extends Scene {
  input: BackendInput<Name>
  /** The organization of `input.organizationId`, under lock in a write. */
  organization: OrganizationRow | null
  /** How many organizations whoever runs the server lets a user create at most (A11). */
  maximumCreationLimit: number
}

export interface BackendCommandDefinition<Name extends BackendOperationName> {
  /** Users who are locked before the organization. */
  locks?(input: BackendInput<Name>): readonly string[]
  /** Keeps every other write of the instance waiting, in place of all other locks. */
  isExclusive?: Exclusive<BackendInput<Name>>
  /** It is asked of organizations that are gone as well: `organization` is then `null`. */
  isOfDeletedToo?: boolean
  run(context: BackendContext<Name>): Promise<BackendOutput<Name>>
}

export interface BackendCommand<Name extends BackendOperationName> extends BackendCommandDefinition<Name> {
  name: Name
  kind: 'read' | 'write'
}

export function backendQuery<Name extends BackendOperationName>(
  name: Name,
  run: BackendCommandDefinition<Name>['run'],
  definition: Pick<BackendCommandDefinition<Name>, 'isOfDeletedToo'> = {},
): BackendCommand<Name> {
  return { name, kind: 'read', ...definition, run }
}

export function backendCommand<Name extends BackendOperationName>(
  name: Name,
  definition: BackendCommandDefinition<Name>,
): BackendCommand<Name> {
  return { name, kind: 'write', ...definition }
}

/** Throws `organizations_disabled` where the operation is about them and the instance has none (A1). */
export function checkBackend({ settings }: Instance, name: BackendOperationName): void {
  const errors: readonly string[] = backend[name].errors
  if (errors.includes('organizations_disabled') && !settings.organizationsEnabled) {
    throw new OrgkitError({ code: 'organizations_disabled' })
  }
}

/** Takes the locks of a write, or reads. Throws `not_found` where the input names an organization that is not there. */
export async function backendAccess<Name extends BackendOperationName>(
  tx: Transaction,
  {
    command,
    input,
    instance,
  }: { command: BackendCommand<Name>; input: BackendInput<Name>; instance: Instance },
): Promise<{ organization: OrganizationRow | null; instance: Instance }> {
  const isLocked = command.kind === 'write' && !isExclusive(command, input)
  if (isLocked) {
    const userIds = [...new Set(command.locks?.(input) ?? [])].sort(compareKeys)
    for (const id of userIds) await tx.lockUser(id)
  }
  const { organizationId } = input as { organizationId?: string }
  if (organizationId === undefined) return { organization: null, instance }
  const row = await (isLocked ? tx.lockOrganization(organizationId) : tx.organizations.get(organizationId))
  if (!row && command.isOfDeletedToo) return { organization: null, instance }
  const organization = found(row, 'organizationId')
  return { organization, instance: await instanceFor(tx, instance, organization) }
}
