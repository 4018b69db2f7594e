import type { AppOperationName } from '@orgkit/core/contract/app-routes'

/** What an answer of each operation holds, and a proxy's does not. */
const reliedOn: Record<AppOperationName, string> = {
  getSession: 'session settings',
  setLastActiveOrganization: 'active events',
  listUserMemberships: 'items totalCount',
  createOrganization: 'active events',
  getOrganization: 'organization membership',
  setOrganizationLogo: 'organization events',
  checkSlug: 'slug suggestions',
}

/** Whether it is an answer of this operation at all. No validation: the server is trusted, what stands between is not. */
export function isAnswerOf(name: AppOperationName, answer: unknown): boolean {
  return isRecord(answer) && reliedOn[name].split(' ').every((field) => answer[field] !== undefined)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
