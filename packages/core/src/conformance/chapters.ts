import { abortCases } from './abort'
import { activeOrganizationCases } from './active-organization'
import { authorizationCases } from './authorization'
import type { ConformanceCase } from './case'
import { creationLimitCases } from './creation-limit'
import { idempotencyCases } from './idempotency'
import { logoCases } from './logo'
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
  idempotency: idempotencyCases,
  abort: abortCases,
}
