import { embeddedAdapter, sampleRoles, sampleWorld } from '@orgkit/adapters/embedded'
import { OrgkitProvider } from '@orgkit/react'
import { prefetchSession } from '@orgkit/react/server'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { renderToString } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { OrganizationSwitcher } from './organization-switcher'
import { UserButton } from './user-button'

const chunks = vi.hoisted(() => ({ areAway: true }))

interface PanelProps {
  popover: { open: boolean }
}

/** A panel whose chunk is away while `chunks.areAway`. */
const panel = (name: string) => () => {
  if (chunks.areAway) throw new Error('Failed to fetch dynamically imported module')
  return { [name]: ({ popover }: PanelProps) => (popover.open ? <div role="dialog" /> : null) }
}
vi.mock('./organization-switcher-content', () => panel('SwitcherContent')())
vi.mock('./user-button-content', () => panel('UserButtonContent')())

function world() {
  return embeddedAdapter({ roles: sampleRoles, seed: sampleWorld(), settings: { personalAccounts: true } })
}

test.each([
  ['the switcher', OrganizationSwitcher, 'Acme, switch organization', 'The list did not load. Try again'],
  ['the user button', UserButton, 'Ada Lovelace, account menu', 'The menu did not load. Try again'],
])(
  '%s says that its panel did not come, and opens at the next press',
  async (_, Component, label, problem) => {
    chunks.areAway = true
    const adapter = world()
    const user = userEvent.setup()
    render(
      <OrgkitProvider adapter={adapter} identity={adapter.identity}>
        <Component />
      </OrgkitProvider>,
    )
    const trigger = await screen.findByRole('button', { name: label })
    await user.click(trigger)
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(problem))
    expect(trigger).toHaveAccessibleName(`${label}. ${problem}`)
    expect(trigger).toHaveFocus()
    expect(screen.queryByRole('dialog')).toBeNull()
    chunks.areAway = false
    await user.click(trigger)
    expect(await screen.findByRole('dialog')).toBeInTheDocument()
    expect(trigger).toHaveAccessibleName(label)
  },
)

test('a server renders the triggers with their names, and nothing of the panels', async () => {
  const adapter = world()
  const initialSession = await prefetchSession({ adapter, organization: 'org_acme' })
  const html = renderToString(
    <OrgkitProvider adapter={adapter} initialSession={initialSession}>
      <OrganizationSwitcher defaultOpen />
      <UserButton defaultOpen showName />
    </OrgkitProvider>,
  )
  expect(html).toContain('Acme, switch organization')
  expect(html).toContain('Ada Lovelace, account menu')
  expect(html).not.toContain('role="dialog"')
})
