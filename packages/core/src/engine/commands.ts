import type { AppOperationName } from '../contract/app'
import type { Command } from './command'
import { listUserMemberships } from './membership-list'
import { checkSlug, createOrganization, getOrganization, setOrganizationLogo } from './organization'
import { getSession, setLastActiveOrganization } from './session'

/** Every operation of the app contract, once. */
export const commands: { [Name in AppOperationName]: Command<Name> } = {
  getSession,
  setLastActiveOrganization,
  listUserMemberships,
  createOrganization,
  getOrganization,
  setOrganizationLogo,
  checkSlug,
}
