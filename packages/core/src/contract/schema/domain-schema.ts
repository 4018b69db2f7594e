import * as z from 'zod'
import { domainProofs, enrollmentModes } from '../../model/domain'
import { count, named, nullableText, pageOf, time } from '../wire-schema'
import { organizationSummary } from './organization-schema'

export const enrollmentMode = z.enum(enrollmentModes)
export const domainProof = z.enum(domainProofs)

export const domain = named(
  'Domain',
  z.object({
    id: z.string(),
    organizationId: z.string(),
    name: z.string(),
    status: z.enum(['unverified', 'verified']),
    enrollmentMode,
    verification: z
      .discriminatedUnion('method', [
        z.object({
          method: z.literal('email_code'),
          emailAddress: z.string(),
          expiresAt: time,
          triesLeft: count,
        }),
        z.object({ method: z.literal('dns_txt'), recordName: z.string(), recordValue: z.string() }),
      ])
      .nullable(),
    pendingRequestCount: count,
    createdAt: time,
    verifiedAt: time.nullable(),
    version: count,
  }),
)

export const domainPage = named('DomainPage', pageOf(domain))

export const membershipRequest = named(
  'MembershipRequest',
  z.object({
    organizationId: z.string(),
    user: z.object({
      id: z.string(),
      name: z.string(),
      imageUrl: nullableText,
      emailAddress: z.string(),
    }),
    domainName: z.string(),
    status: z.enum(['pending', 'approved', 'declined', 'withdrawn']),
    createdAt: time,
  }),
)

export const membershipRequestPage = named('MembershipRequestPage', pageOf(membershipRequest))

export const suggestion = named(
  'Suggestion',
  z.object({
    id: z.string(),
    organization: organizationSummary,
    domainName: z.string(),
    status: z.enum(['open', 'requested', 'declined']),
    requestedAt: time.nullable(),
  }),
)

export const suggestionPage = named('SuggestionPage', pageOf(suggestion))
