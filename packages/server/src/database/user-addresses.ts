import {
  addressKey,
  type EmailAddress,
  emailAddressMaxLength,
  lengthOf,
  normalizeEmailAddress,
} from '@orgkit/core'

/**
 * What a user is found by: the key of each address, once. Longer ones than anybody can be invited at are left out: a host may
 * tell of anything, and an index takes no more than 2,704 bytes.
 */
export function addressKeysOf(emails: readonly EmailAddress[]): string[] {
  const found = emails
    .map(({ address }) => normalizeEmailAddress(address))
    .filter((address) => lengthOf(address) <= emailAddressMaxLength)
  return [...new Set(found.map(addressKey))]
}
