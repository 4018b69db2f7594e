import { embeddedAdapter } from '@orgkit/adapters/embedded'
import type { SessionAnswer } from '@orgkit/core'
import { OrgkitProvider } from '@orgkit/react'
import { prefetchSession } from '@orgkit/react/server'
import {
  AcceptInvitation,
  ChooseOrganization,
  CreateOrganization,
  InviteMember,
  InviteMemberDialog,
  OrganizationSwitcher,
  SessionTaskGate,
  UserButton,
} from '@orgkit/ui'
import { createElement, type ReactElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test, vi } from 'vitest'

const adapter = embeddedAdapter({
  settings: { slugs: true },
  seed: {
    users: [{ id: 'ada', name: 'Ada Lovelace', email: 'ada@acme.test' }],
    organizations: [{ id: 'org_acme', name: 'Acme', members: { ada: 'org:admin' } }],
  },
})

/** As a server does it: no window, no effects, one answer that was loaded before. */
function render(element: ReactElement, initialSession?: SessionAnswer): string {
  expect(typeof window).toBe('undefined')
  const problems = vi.spyOn(console, 'error')
  const html = renderToString(createElement(OrgkitProvider, { adapter, initialSession }, element))
  expect(problems.mock.calls).toEqual([])
  problems.mockRestore()
  return html
}

const session = await prefetchSession({ adapter })

test.each<[string, ReactElement, string]>([
  ['OrganizationSwitcher', createElement(OrganizationSwitcher), 'Acme'],
  ['OrganizationSwitcher, open at once', createElement(OrganizationSwitcher, { defaultOpen: true }), 'Acme'],
  ['UserButton', createElement(UserButton), 'Ada Lovelace'],
  ['CreateOrganization', createElement(CreateOrganization), 'Create organization'],
  ['ChooseOrganization', createElement(ChooseOrganization), 'Acme'],
  ['SessionTaskGate', createElement(SessionTaskGate, null, 'What is behind it'), 'What is behind it'],
  ['InviteMember', createElement(InviteMember), 'Invite to Acme'],
])('%s renders on a server what the session says', (_, element, text) => {
  expect(render(element, session)).toContain(text)
})

test.each<[string, ReactElement]>([
  ['OrganizationSwitcher', createElement(OrganizationSwitcher)],
  ['UserButton', createElement(UserButton)],
  ['CreateOrganization', createElement(CreateOrganization)],
  ['ChooseOrganization', createElement(ChooseOrganization)],
  ['SessionTaskGate', createElement(SessionTaskGate, null, 'What is behind it')],
  ['InviteMember', createElement(InviteMember)],
  ['InviteMemberDialog', createElement(InviteMemberDialog, { open: true, onOpenChange: () => {} })],
  ['AcceptInvitation', createElement(AcceptInvitation, { token: 'inv_1.1.m.x' })],
])('%s renders on a server before anything is known, and shows nothing of what it guards', (_, element) => {
  const html = render(element)
  expect(html).not.toContain('What is behind it')
  expect(html).not.toContain('Acme')
})
