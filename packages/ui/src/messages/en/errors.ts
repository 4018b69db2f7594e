import type { ErrorCode } from '@orgkit/core'
import { formattedGroup } from '../formatted-group'

/** What an error's sentence may name. */
export interface ErrorFacts {
  minimum?: number
  maximum?: number
  /** Until the same call may succeed. */
  seconds?: number
}

type ErrorWords = Record<ErrorCode, string | ((facts: ErrorFacts) => string)>

export const errorsMessages = /* @__PURE__ */ formattedGroup(
  'errors',
  (format) =>
    ({
      unauthenticated: 'You are signed out. Sign in and try again.',
      session_pending: 'Something else has to be finished first. Reload the page.',
      forbidden: 'You may not do this.',
      not_found: 'It is not there any more.',
      cross_site_refused: 'The server did not trust this page. Reload it and try again.',
      unknown_instance: 'This app is not set up yet.',
      organizations_disabled: 'Organizations are turned off here.',
      personal_accounts_disabled: 'Personal accounts are turned off here.',
      slugs_disabled: 'Addresses are turned off here.',
      creation_forbidden: 'You may not create organizations.',
      creation_limit_reached: 'You have created as many organizations as you may.',
      seat_limit_reached: 'All seats are taken.',
      last_administrator: 'An organization needs one administrator.',
      already_administrator: 'This person is an administrator already.',
      deletion_disabled: 'Deleting organizations is turned off here.',
      roles_disabled: 'Roles of your own are turned off here.',
      role_limit_reached: 'There are as many roles as there may be. Delete one first.',
      role_taken: 'Another role has this name. Try another one.',
      role_is_default: 'New members get this role. Choose another one for them first.',
      role_is_creator: 'Whoever creates an organization gets this role. Choose another one for them first.',
      creator_permissions_missing:
        'Whoever creates an organization needs to manage it. Choose a role that may.',
      permission_taken: 'Another permission has this key. Try another one.',
      domains_disabled: 'Domains are turned off here.',
      domain_limit_reached: 'There are as many domains as there may be. Remove one first.',
      domain_taken: 'An organization has this domain already.',
      domain_public: 'Anybody can get an address at this provider. Use a domain of your own.',
      domain_verified: 'This domain is verified already.',
      dns_record_missing: 'The record is not there yet. It may take a while until everybody sees it.',
      code_wrong: 'This code is not right. Look at it again.',
      code_expired: 'This code has expired. Send a new one.',
      code_exhausted: 'This code was tried too often. Send a new one.',
      requests_disabled: 'Asking to join is turned off here.',
      request_declined: 'You asked before, and were turned down. Ask to be invited.',
      already_member: 'This person is in the organization already.',
      already_invited: 'This address has an open invitation already.',
      invitation_accepted: 'This invitation was accepted before.',
      invitation_declined: 'This invitation was declined.',
      invitation_revoked: 'This invitation was taken back. Ask for a new one.',
      invitation_expired: 'This invitation has expired. Ask for a new one.',
      wrong_account: 'This invitation is for another account.',
      address_unverified: 'Confirm your e-mail address first.',
      required: 'Something is missing here.',
      too_short: ({ minimum }: ErrorFacts) =>
        minimum === undefined ? 'This is too short.' : `At least ${format.number(minimum)} characters.`,
      too_long: ({ maximum }: ErrorFacts) =>
        maximum === undefined ? 'This is too long.' : `At most ${format.number(maximum)} characters.`,
      invalid_characters: 'It holds characters that cannot be used.',
      invalid_value: 'This cannot be used.',
      invalid_request: 'The server did not understand this. Reload the page.',
      slug_taken: 'Taken. Try another one.',
      image_unsupported: 'This is not a picture we can use. Choose a PNG, JPEG or WebP.',
      image_too_large: 'This file is larger than 512 kB. Choose a smaller one.',
      payload_too_large: 'This is too much at once.',
      unsupported_media_type: 'The server does not take this kind of file.',
      conflict: 'Somebody else changed this meanwhile. Look again.',
      idempotency_conflict: 'This was already sent with other words. Reload the page.',
      rate_limited: ({ seconds }: ErrorFacts) =>
        seconds === undefined
          ? 'Too many tries. Wait a moment.'
          : `Too many tries. Wait ${format.number(seconds)} ${format.plural(seconds, { one: 'second', other: 'seconds' })}.`,
      unreachable: 'The server gave no answer.',
      unsupported: 'This is not possible here.',
      internal: 'Something went wrong on the server.',
    }) satisfies ErrorWords,
)
