import type { AppInput, AppOperationName, AppOutput } from '../contract/app'
import type { OrgkitEvent, EventDraft } from '../model/event'
import type { Instance } from '../model/instance'
import type { EnginePorts } from './ports'
import type { MembershipRow, OrganizationRow, Transaction, UserRow } from './store'

/** Ports that only compute, and may be asked inside a transaction. */
export type CommandPorts = Pick<EnginePorts, 'tokens' | 'links'>

/** What a command is given inside its transaction, after its locks and after the contract row's permission was asked. */
export interface CommandContext<Name extends AppOperationName, Prepared> {
  tx: Transaction
  input: AppInput<Name>
  instance: Instance
  now: Date
  /** The caller, under lock in a write. `null` only where the contract row lets everybody in. */
  actor: UserRow | null
  /** The organization and the caller's membership, where the contract row asks for a permission in one. */
  access: { organization: OrganizationRow; membership: MembershipRow } | null
  prepared: Prepared
  ports: CommandPorts
  /** Appends to the stream of the event's organization or user, whose lock the command holds, and answers with it. */
  tell(draft: EventDraft): Promise<OrgkitEvent>
}

export interface CommandDefinition<Name extends AppOperationName, Prepared> {
  /**
   * I/O that a transaction may not do. Runs after a first look at session and permission, outside the transaction; the
   * transaction asks both again.
   */
  prepare?(facts: { input: AppInput<Name>; instance: Instance; ports: EnginePorts }): Promise<Prepared>
  run(context: CommandContext<Name, Prepared>): Promise<AppOutput<Name>>
}

export interface Command<Name extends AppOperationName> extends CommandDefinition<Name, unknown> {
  name: Name
  kind: 'read' | 'write'
}

/** A command that changes nothing: no locks, no idempotency. */
export function query<Name extends AppOperationName>(
  name: Name,
  run: CommandDefinition<Name, void>['run'],
): Command<Name> {
  return { name, kind: 'read', run: run as Command<Name>['run'] }
}

/** A command that writes. The caller's row is locked, then the organization of `input.organizationId` where there is one. */
export function command<Name extends AppOperationName, Prepared = void>(
  name: Name,
  definition: CommandDefinition<Name, Prepared>,
): Command<Name> {
  return { name, kind: 'write', ...(definition as CommandDefinition<Name, unknown>) }
}
