import { abortCases } from './abort'
import { activeOrganizationCases } from './active-organization'
import { answerInvitationCases } from './answer-invitation'
import { authorizationCases } from './authorization'
import type { ConformanceCase } from './case'
import { creationLimitCases } from './creation-limit'
import { idempotencyCases } from './idempotency'
import { invitationCases } from './invitations'
import { logoCases } from './logo'
import { memberCases } from './members'
import { membershipListCases } from './membership-list'
import { membershipSearchCases } from './membership-search'
import { organizationCases } from './organization'
import { organizationNameCases } from './organization-name'
import { sessionCases } from './session'
import { slugCases } from './slug'

/** Every case of the suite, by noun. */
export const chapters: Readonly<Record<string, readonly ConformanceCase[]>> = {
  authorization: authorizationCases,
  session: sessionCases,
  'active organization': activeOrganizationCases,
  organization: organizationCases,
  'organization name': organizationNameCases,
  'creation limit': creationLimitCases,
  slug: slugCases,
  logo: logoCases,
  'membership list': membershipListCases,
  'membership search': membershipSearchCases,
  member: memberCases,
  invitation: invitationCases,
  'answer to an invitation': answerInvitationCases,
  idempotency: idempotencyCases,
  abort: abortCases,
}
