import type { MailProviderPort } from '@orgkit/core/engine'

/** The best known, so that a story can show what happens. The server has a list of thousands. */
const bestKnown = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'yahoo.com',
  'icloud.com',
  'aol.com',
  'proton.me',
  'protonmail.com',
  'gmx.com',
  'gmx.de',
  'web.de',
  'mail.com',
  'mail.ru',
  'yandex.ru',
  'qq.com',
  '163.com',
  'zoho.com',
  'fastmail.com',
  'mailinator.com',
  'guerrillamail.com',
  'yopmail.com',
  '10minutemail.com',
])

/** Also what is below them. */
export const pageMailProviders: MailProviderPort = {
  isPublic(name) {
    const labels = name.split('.')
    return labels.some((_, index) => bestKnown.has(labels.slice(index).join('.')))
  },
}
