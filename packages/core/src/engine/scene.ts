import { OrgkitError } from '../errors'
import type { EventDraft, OrgkitEvent, UserEventDraft } from '../model/event'
import type { Instance } from '../model/instance'
import type { EnginePorts } from './ports'
import type { EventAudit, OrganizationRow, Transaction, UserRow } from './store'

/** Ports that only compute, and may be asked inside a transaction. */
export type CommandPorts = Pick<EnginePorts, 'tokens' | 'links' | 'mailProviders'>

/** Where something happens: one transaction at one time, by a user or by the app itself. */
export interface Scene {
  tx: Transaction
  /** Where the operation is about an organization, with the organization's own roles among the instance's. */
  instance: Instance
  now: Date
  /** Under lock in a write. `null`: signed out, or the backend API. */
  actor: UserRow | null
  ports: CommandPorts
  /**
   * Appends to the stream of the event's organization or user, whose lock the command holds, and answers with it. `audit`: what
   * the audit trail says of it.
   */
  tell(draft: EventDraft, audit?: EventAudit): Promise<OrgkitEvent>
  /** The same for many users at once, under the instance's exclusive lock: each of them at most once. */
  tellUsers(drafts: readonly UserEventDraft[]): Promise<readonly OrgkitEvent[]>
  /** The same for many of one organization, in their order, by one write. */
  tellAll(
    organizationId: string,
    entries: readonly { draft: EventDraft; audit: EventAudit }[],
  ): Promise<readonly OrgkitEvent[]>
}

/** The instance as an organization sees it: its own roles stand behind the instance's. `null`: as the app itself does. */
export async function instanceFor(
  tx: Transaction,
  instance: Instance,
  organization: Pick<OrganizationRow, 'id' | 'roleCount'> | null,
): Promise<Instance> {
  if (!organization || organization.roleCount === 0) return instance
  return { ...instance, roles: [...instance.roles, ...(await tx.roles.list(organization.id))] }
}

/** Throws `not_found` with the field. */
export function found<Row>(row: Row | null | undefined, field: string): Row {
  if (row) return row
  throw new OrgkitError({ code: 'not_found', field })
}
