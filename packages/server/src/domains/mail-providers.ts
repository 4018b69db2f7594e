import { disposableEmailBlocklist } from 'disposable-email-domains-js'
import emailProviders from 'email-providers/all.json' with { type: 'json' }
import type { MailProviderPort } from '@orgkit/core/engine'
import { getPublicSuffix } from 'tldts'

/** Missing in both lists. */
const further = [
  'fastmail.com',
  'fastmail.fm',
  'tutanota.com',
  'tuta.com',
  'tuta.io',
  'duck.com',
  'simplelogin.com',
]

/**
 * The providers that two kept packages list, some 17,000, public and disposable, with what is below them; and names below which
 * anybody can register one, such as `co.uk`. Something that is registered below such a name is nobody's but its owner's, though
 * the name itself be listed.
 */
export function listedMailProviders(): MailProviderPort {
  let listed: ReadonlySet<string> | undefined
  return {
    isPublic(name) {
      listed ??= new Set([...emailProviders, ...disposableEmailBlocklist(), ...further])
      const suffix = getPublicSuffix(name, { allowPrivateDomains: true }) ?? ''
      if (suffix === name) return true
      for (let rest = name; rest !== suffix && rest !== ''; rest = parentOf(rest)) {
        if (listed.has(rest)) return true
      }
      return false
    },
  }
}

function parentOf(name: string): string {
  const dot = name.indexOf('.')
  return dot < 0 ? '' : name.slice(dot + 1)
}
