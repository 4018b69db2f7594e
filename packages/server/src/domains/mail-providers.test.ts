import { normalizeDomainName } from '@orgkit/core'
import { expect, test } from 'vitest'
import { listedMailProviders } from './mail-providers'

const { isPublic } = listedMailProviders()

test.each(
  (
    'gmail.com googlemail.com outlook.com hotmail.fr yahoo.co.uk icloud.com proton.me protonmail.com gmx.de web.de t-online.de ' +
    'mail.ru yandex.ru qq.com 163.com naver.com hey.com fastmail.com tutanota.com zoho.com libero.it orange.fr aol.com'
  ).split(' '),
)('%s is a public provider', (name) => {
  expect(isPublic(name)).toBe(true)
})

test.each('mailinator.com guerrillamail.com 10minutemail.com yopmail.com temp-mail.org'.split(' '))(
  '%s is a disposable one',
  (name) => {
    expect(isPublic(name)).toBe(true)
  },
)

test('so is what is below them', () => {
  for (const name of ['mail.gmail.com', 'a.b.yahoo.co.uk', 'x.mailinator.com'])
    expect(isPublic(name)).toBe(true)
})

test('a name below which anybody registers is nobody’s', () => {
  for (const name of ['co.uk', 'com.au', 'github.io', 'web.id', 'pp.ua']) expect(isPublic(name)).toBe(true)
})

test.each(
  'acme.com acme.test acme.co.uk google.com microsoft.com mygmail.com gmail.com.acme.test acme.web.id bücher.example'.split(
    ' ',
  ),
)('%s is an organization’s own', (name) => {
  expect(isPublic(normalizeDomainName(name))).toBe(false)
})
