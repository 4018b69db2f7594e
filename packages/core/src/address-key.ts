/** The form in which an address is kept: without white space at its ends, in NFC. */
export function normalizeEmailAddress(address: string): string {
  return address.trim().normalize('NFC')
}

/** The form in which addresses are compared. Mailboxes that differ in case alone are one person's. */
export function addressKey(address: string): string {
  return normalizeEmailAddress(address).toLowerCase()
}
