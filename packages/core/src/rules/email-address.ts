import { refuse, type Refusal } from '../errors'
import { lengthOf } from './text'

export { addressKey, normalizeEmailAddress } from '../address-key'

/** https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1 and its erratum 1690 */
export const emailAddressMaxLength = 254
const localPartMaxLength = 64

/**
 * One address, without a name or a route: no white space, no quotes, nothing unseen, a domain with a dot. Whether anybody reads it is for the
 * mail to find out.
 */
const shape =
  /^[^\s@"(),:;<>[\\\]\p{Cc}\p{Cf}\p{Cs}]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{N}][\p{L}\p{N}\p{M}-]*$/u

/** Asked of the normalized address. */
export function checkEmailAddress(address: string): Refusal | null {
  const field = 'emailAddress'
  if (address === '') return refuse('required', { field })
  if (lengthOf(address) > emailAddressMaxLength) {
    return refuse('too_long', { field, meta: { maximum: emailAddressMaxLength } })
  }
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  const isDotted = local.startsWith('.') || local.endsWith('.') || local.includes('..')
  if (!shape.test(address) || isDotted || lengthOf(local) > localPartMaxLength) {
    return refuse('invalid_value', { field })
  }
  return null
}
