import type { ErrorBody, ErrorCode } from '@orgkit/react'

export interface ReasonFacts {
  maximum?: number | null
  /** Whom to ask, as the instance's settings say. */
  support?: string | null
}

/** Why something cannot be done, and what to do about it. */
export function reasonOf(code: ErrorCode, { maximum, support }: ReasonFacts = {}): string {
  const ask = support ? ` Ask ${support}.` : ''
  switch (code) {
    case 'forbidden':
      return 'Your role does not allow this. Ask an administrator.'
    case 'seat_limit_reached':
      return maximum ? `All ${maximum} seats are taken.${ask}` : `All seats are taken.${ask}`
    case 'creation_limit_reached':
      return maximum
        ? `You have created ${maximum} organizations, and may not create more.${ask}`
        : `You may not create more organizations.${ask}`
    case 'creation_forbidden':
      return `You may not create organizations here.${ask}`
    case 'rate_limited':
      return 'That was too often. Try again later.'
    case 'deletion_disabled':
      return `This organization cannot be deleted from here.${ask}`
    case 'last_administrator':
      return 'You are the last administrator. Make somebody else one first, or hand over.'
    case 'already_administrator':
      return 'They can do all that you can already.'
    case 'conflict':
      return 'Somebody else changed this meanwhile. What you see now is the newest.'
    case 'slug_taken':
      return 'Taken. Try another one.'
    case 'domain_public':
      return 'Anybody can get an address at this provider. Use a domain of your own.'
    case 'domain_taken':
      return 'An organization has this domain already.'
    case 'domain_limit_reached':
      return 'There are ten domains, and there may not be more. Remove one first.'
    case 'domain_verified':
      return 'Somebody has verified it meanwhile.'
    case 'code_wrong':
      return 'This code is not right. Look at it again.'
    case 'code_expired':
      return 'This code has expired. Send another one.'
    case 'code_exhausted':
      return 'This code was tried too often. Send another one.'
    case 'dns_record_missing':
      return 'The record is not there yet. It can take a while until everybody sees it.'
    case 'not_found':
      return 'It is not there any more.'
    case 'invalid_value':
      return 'This cannot be used here.'
    case 'required':
      return 'This cannot be empty.'
    case 'too_long':
    case 'too_short':
    case 'invalid_characters':
      return 'This cannot be used here.'
    case 'unreachable':
      return 'The server gave no answer. Try again.'
    default:
      return 'That did not work. Try again.'
  }
}

/** What an error says of one field; empty where it is about another, or nothing. */
export function problemOf(error: ErrorBody | null, field: string): string {
  return error?.field === field ? reasonOf(error.code) : ''
}
