import { type Identity, OrgkitError } from '@orgkit/core'
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from 'jose'
import type { Identify } from './identify'
import { consoleLog, type Log } from './log'

export interface JwtIdentifyOptions {
  /** The `iss` of its tokens, letter by letter, e.g. `https://accounts.example.com/`. */
  issuer: string
  /**
   * The `aud` that tokens must name, one of these. Set it where the issuer also signs tokens for other apps: theirs would be taken
   * too.
   */
  audience?: string | readonly string[]
  /** Where the issuer publishes its keys. Fetched when first needed, kept for ten minutes, and again when a new key is named. */
  jwksUrl?: string
  /** The keys themselves, in place of `jwksUrl`. */
  keySet?: JSONWebKeySet
  /** @default the console */
  log?: Log
}

/** Two machines' clocks differ: a token that was signed a moment ago is not from the future. */
const clockToleranceSeconds = 5

/** https://openid.net/specs/openid-connect-core-1_0.html#IDToken: `sub` has no more. */
const subjectMaxLength = 255

/**
 * Identity from a JSON Web Token in `Authorization: Bearer …`, signed by a public key: `sub` is the id; `name`, `email`,
 * `email_verified` and `picture` are read where they are there. A token that is not good for any reason is nobody's: signed out.
 * Rejects with `unreachable` where the keys cannot be had.
 */
export function jwtIdentify({
  issuer,
  audience,
  jwksUrl,
  keySet,
  log = consoleLog,
}: JwtIdentifyOptions): Identify {
  if (issuer === '')
    throw new Error('jwtIdentify: issuer is empty, so anybody’s tokens would do. Give the `iss` of yours.')
  const getKey = keyGetter({ jwksUrl, keySet })
  const options: JWTVerifyOptions = {
    issuer,
    audience: typeof audience === 'string' ? audience : audience && [...audience],
    // A token without an end would be good for ever.
    requiredClaims: ['sub', 'exp'],
    clockTolerance: clockToleranceSeconds,
  }
  return async ({ headers }) => {
    const token = bearerOf(headers.get('Authorization'))
    if (token === null) return null
    try {
      return identityOf(await verify(token, getKey, options))
    } catch (error) {
      if (error instanceof KeySetUnreachable) {
        log({
          level: 'error',
          message: 'orgkit: the key set of the issuer cannot be had',
          error: error.cause,
        })
        throw new OrgkitError({ code: 'unreachable', message: 'The keys of the issuer cannot be had.' })
      }
      if (error instanceof errors.JOSEError) return null
      throw error
    }
  }
}

class KeySetUnreachable extends Error {}

function keyGetter({ jwksUrl, keySet }: Pick<JwtIdentifyOptions, 'jwksUrl' | 'keySet'>): JWTVerifyGetKey {
  if ((jwksUrl === undefined) === (keySet === undefined)) {
    throw new Error(
      'jwtIdentify: give either jwksUrl or keySet; without one of them no signature could be checked.',
    )
  }
  if (keySet) return createLocalJWKSet(keySet)
  const url = jwksUrl !== undefined && URL.canParse(jwksUrl) ? new URL(jwksUrl) : null
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Error(
      `jwtIdentify: jwksUrl is "${jwksUrl}", which is no http address, so no key could be fetched. ` +
        'Write e.g. https://accounts.example.com/.well-known/jwks.json.',
    )
  }
  const getKey = createRemoteJWKSet(url)
  return async (header, token) => {
    try {
      return await getKey(header, token)
    } catch (cause) {
      // These are about the token; all others, jose's own among them, are about the set or the way there.
      if (
        cause instanceof errors.JWKSNoMatchingKey ||
        cause instanceof errors.JWKSMultipleMatchingKeys ||
        cause instanceof errors.JOSENotSupported
      ) {
        throw cause
      }
      throw new KeySetUnreachable('', { cause })
    }
  }
}

async function verify(
  token: string,
  getKey: JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, getKey, options)).payload
  } catch (error) {
    // A token that names no key, and several that it may mean.
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error
    for await (const key of error) {
      try {
        return (await jwtVerify(token, key, options)).payload
      } catch (wrong) {
        if (!(wrong instanceof errors.JWSSignatureVerificationFailed)) throw wrong
      }
    }
    throw new errors.JWSSignatureVerificationFailed()
  }
}

function bearerOf(authorization: string | null): string | null {
  return /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? null
}

/** `null` where it names nobody. */
function identityOf({ sub, name, email, email_verified: verified, picture }: JWTPayload): Identity | null {
  if (typeof sub !== 'string' || sub === '' || sub.length > subjectMaxLength || sub.includes('\0'))
    return null
  const address = textOf(email)
  return {
    id: sub,
    name: textOf(name) ?? address ?? sub,
    // Some issuers write it as a text.
    emails: address === null ? [] : [{ address, verified: verified === true || verified === 'true' }],
    imageUrl: textOf(picture),
  }
}

function textOf(claim: unknown): string | null {
  return typeof claim === 'string' && claim.trim() !== '' ? claim : null
}
