import type { AppInput, AppOperationName, AppOutput } from '../contract/app'
import type { Instance } from '../model/instance'
import type { Outcome } from './outcome'
import type { SessionTask } from '../model/session'
import type { EnginePorts } from './ports'
import type { Scene } from './scene'
import type { MembershipRow, OrganizationRow } from './store'

export type { CommandPorts } from './scene'

/** What a command is given inside its transaction, after its locks and after the contract row's permission was asked. */
export interface CommandContext<Name extends AppOperationName, Prepared> extends Scene {
  input: AppInput<Name>
  /** The organization and the caller's membership, where the contract row asks for a permission in one. */
  access: { organization: OrganizationRow; membership: MembershipRow } | null
  /** What the caller must finish before the app opens, in order. */
  tasks: readonly SessionTask[]
  prepared: Prepared
}

/** Always, or with some inputs. */
export type Exclusive<Input> = boolean | ((input: Input) => boolean)

export function isExclusive<Input>(
  { isExclusive: when }: { isExclusive?: Exclusive<Input> },
  input: Input,
): boolean {
  return typeof when === 'function' ? when(input) : when === true
}

/** What a first look is given, without any lock. */
export type LookContext<Name extends AppOperationName> = Omit<
  CommandContext<Name, void>,
  'tell' | 'tellAll' | 'tellUsers' | 'tasks' | 'prepared'
>

export interface CommandDefinition<Name extends AppOperationName, Prepared, Seen = void> {
  /**
   * Reads what `prepare` has to know, after session and permission, in the transaction of the first look. It holds no lock and
   * writes nothing but counters; whatever it throws refuses the call. The transaction of `run` reads all of it again.
   */
  look?(context: LookContext<Name>): Promise<Seen>
  /**
   * I/O that a transaction may not do. Runs after a first look at session and permission, outside the transaction; the
   * transaction asks both again.
   */
  prepare?(facts: {
    input: AppInput<Name>
    instance: Instance
    ports: EnginePorts
    seen: Seen
  }): Promise<Prepared>
  /** Users beside the caller who are locked with them, before the organization. */
  alsoLocks?(input: AppInput<Name>): readonly string[]
  /**
   * Keeps every other write of the instance waiting, in place of all other locks: only once a first look at session and
   * permission, without any lock, has let the caller pass. The transaction asks both again.
   */
  isExclusive?: Exclusive<AppInput<Name>>
  /** Everything is read as it was at one moment. For reads alone. */
  isSnapshot?: boolean
  /** A `Refused` is thrown as well, but only once all that was written is committed. */
  run(context: CommandContext<Name, Prepared>): Promise<Outcome<AppOutput<Name>>>
}

export interface Command<Name extends AppOperationName> extends CommandDefinition<Name, unknown, unknown> {
  name: Name
  kind: 'read' | 'write'
}

/** A command that changes nothing: no locks, no idempotency. */
export function query<Name extends AppOperationName>(
  name: Name,
  run: CommandDefinition<Name, void>['run'],
  options: Pick<CommandDefinition<Name, void>, 'isSnapshot'> = {},
): Command<Name> {
  return { name, kind: 'read', run: run as Command<Name>['run'], ...options }
}

/**
 * A command that writes. The instance is locked beside other writes, then the caller's row with `alsoLocks`, then the
 * organization of `input.organizationId` where there is one.
 */
export function command<Name extends AppOperationName, Prepared = void, Seen = void>(
  name: Name,
  definition: CommandDefinition<Name, Prepared, Seen>,
): Command<Name> {
  return { name, kind: 'write', ...(definition as CommandDefinition<Name, unknown, unknown>) }
}
