/**
 * Every code that orgkit answers with. Short states, not sentences: people read `messages[code]`.
 * The list is closed; a new code brings its message in every language and its HTTP status.
 */
export const errorCodes = [
  // who is asking
  'unauthenticated',
  'session_pending',
  'forbidden',
  'not_found',
  'cross_site_refused',
  'unknown_instance',
  // what the instance allows
  'organizations_disabled',
  'personal_accounts_disabled',
  'slugs_disabled',
  'creation_forbidden',
  'creation_limit_reached',
  'seat_limit_reached',
  'last_administrator',
  'already_administrator',
  'deletion_disabled',
  'roles_disabled',
  'role_limit_reached',
  'role_taken',
  'role_is_default',
  'role_is_creator',
  'creator_permissions_missing',
  'permission_taken',
  // domains and what comes of them
  'domains_disabled',
  'domain_limit_reached',
  'domain_taken',
  'domain_public',
  'domain_verified',
  'dns_record_missing',
  'code_wrong',
  'code_expired',
  'code_exhausted',
  'requests_disabled',
  'request_declined',
  // invitations
  'already_member',
  'already_invited',
  'invitation_accepted',
  'invitation_declined',
  'invitation_revoked',
  'invitation_expired',
  'wrong_account',
  'address_unverified',
  // what was sent
  'required',
  'too_short',
  'too_long',
  'invalid_characters',
  'invalid_value',
  'invalid_request',
  'slug_taken',
  'image_unsupported',
  'image_too_large',
  'payload_too_large',
  'unsupported_media_type',
  // two at once
  'conflict',
  'idempotency_conflict',
  'rate_limited',
  // the way there
  'unreachable',
  'unsupported',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** Facts that go with a code, such as `{ maximum: 100 }`. JSON only. */
export type ErrorMeta = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

/** An error as it stands in an answer (`{ "error": { … } }`) and inside data. */
export interface ErrorBody {
  code: ErrorCode
  /** For developers. People read `messages[code]`. */
  message: string
  /** The input field that is at fault, e.g. `slug`. */
  field?: string
  meta?: ErrorMeta
  /** Seconds to wait before the same call may succeed. */
  retryAfterSeconds?: number
}

/** What a rule answers: the reason why not. `null` means that nothing stands against it. */
export type Refusal = Omit<ErrorBody, 'message'>

export function refuse(code: ErrorCode, facts: Omit<Refusal, 'code'> = {}): Refusal {
  return { code, ...facts }
}

const brand = Symbol.for('orgkit.error')

/** The one error class, the same in the engine, on the wire and in the browser. */
export class OrgkitError extends Error implements ErrorBody {
  override readonly name = 'OrgkitError'
  readonly code: ErrorCode
  readonly field?: string
  readonly meta?: ErrorMeta
  readonly retryAfterSeconds?: number

  constructor(body: Refusal & { message?: string }, options?: ErrorOptions) {
    super(body.message ?? (body.field ? `${body.code}: ${body.field}` : body.code), options)
    this.code = body.code
    if (body.field !== undefined) this.field = body.field
    if (body.meta !== undefined) this.meta = body.meta
    if (body.retryAfterSeconds !== undefined) this.retryAfterSeconds = body.retryAfterSeconds
    Object.defineProperty(this, brand, { value: true })
  }

  toJSON(): ErrorBody {
    return {
      code: this.code,
      message: this.message,
      ...(this.field !== undefined && { field: this.field }),
      ...(this.meta !== undefined && { meta: this.meta }),
      ...(this.retryAfterSeconds !== undefined && { retryAfterSeconds: this.retryAfterSeconds }),
    }
  }
}

/** Recognises an `OrgkitError`, also one made by a second copy of this package. */
export function isOrgkitError(value: unknown): value is OrgkitError {
  return typeof value === 'object' && value !== null && brand in value
}

/** Throws the refusal as an `OrgkitError`; passes on `null`. */
export function orThrow(refusal: Refusal | null): void {
  if (refusal) throw new OrgkitError(refusal)
}
