import type { Organization } from '@orgkit/core'
import type { UpdateOrganizationInput } from '@orgkit/core/contract/app'
import type { Orgkit } from './orgkit'
import {
  type About,
  type OrganizationWriteInput,
  type OrganizationWriteState,
  orRenew,
  useOrganizationWrite,
} from './organization-write'
import { sendWrite } from './send-write'

export type OrganizationChange = Omit<UpdateOrganizationInput, 'organizationId'>

/**
 * Changes the name or the slug. With `version`, the one of the organization that was shown, a change that somebody else has
 * overtaken is refused with `conflict`; the session is asked again before that is told.
 *
 * Rejects with `required`, `too_short`, `too_long`, `invalid_characters`, `slug_taken`, `slugs_disabled` (with `field`),
 * `conflict`, `forbidden`, `not_found`, `organizations_disabled` or `unreachable`.
 */
export function useUpdateOrganization(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  updateOrganization: (change: OrganizationChange) => Promise<Organization>
} {
  const [updateOrganization, state] = useOrganizationWrite('useUpdateOrganization', runUpdate, input)
  return { updateOrganization, ...state }
}

async function runUpdate(orgkit: Orgkit, { organizationId, what }: About<OrganizationChange>) {
  const writing = sendWrite(orgkit, 'updateOrganization', { organizationId, ...what })
  return (await orRenew(orgkit, 'conflict', writing)).organization
}

/**
 * Deletes the organization with all that belongs to it; there is no way back. Where this tab works in it, it works nowhere
 * afterwards, as after leaving. `limits.deleteOrganization` says beforehand whether the caller may.
 *
 * Rejects with `forbidden`, `deletion_disabled`, `not_found`, `organizations_disabled` or `unreachable`.
 */
export function useDeleteOrganization(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  deleteOrganization: () => Promise<void>
} {
  const [run, state] = useOrganizationWrite<void, void>('useDeleteOrganization', runDelete, input)
  return { deleteOrganization: run, ...state }
}

async function runDelete(orgkit: Orgkit, { organizationId }: About<void>): Promise<void> {
  await sendWrite(orgkit, 'deleteOrganization', { organizationId })
}
