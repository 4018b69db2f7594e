import { embeddedAdapter, sampleRoles, sampleWorld } from '@orgkit/adapters/embedded'
import { OrgkitProvider } from '@orgkit/react'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode, useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { CreateOrganizationDialog, type CreateOrganizationDialogProps } from './create-organization-dialog'
import './styles/index.css'

function open(props: Partial<CreateOrganizationDialogProps> = {}) {
  const adapter = embeddedAdapter({
    seed: sampleWorld(),
    roles: sampleRoles,
    signedInAs: 'ada',
    settings: { slugs: true },
  })
  const create = vi.spyOn(adapter, 'createOrganization')
  const hostSubmit = vi.fn<(event: unknown) => void>()
  function Example() {
    const [isOpen, setOpen] = useState(false)
    return (
      <form onSubmit={hostSubmit}>
        <button type="button" onClick={() => setOpen(true)}>
          New organization
        </button>
        <CreateOrganizationDialog slugPrefix="app.test/" {...props} open={isOpen} onOpenChange={setOpen} />
      </form>
    )
  }
  const view = render(
    <StrictMode>
      <OrgkitProvider adapter={adapter}>
        <Example />
      </OrgkitProvider>
    </StrictMode>,
  )
  return { adapter, create, hostSubmit, view }
}

const opener = () => screen.getByRole('button', { name: 'New organization', hidden: true })
const dialog = (name: string | RegExp = 'Create organization') => screen.findByRole('dialog', { name })
const gone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

afterEach(async () => {
  cleanup()
  sessionStorage.clear()
  await page.viewport(1024, 768)
})

test('opens with focus in the name, keeps it inside, and gives it back', async () => {
  open()
  await userEvent.click(opener())
  const box = await dialog()
  expect(await screen.findByLabelText('Name')).toHaveFocus()
  for (let press = 0; press < 8; press++) {
    await userEvent.tab()
    expect(box.contains(document.activeElement)).toBe(true)
  }
  await userEvent.keyboard('{Escape}')
  await gone()
  expect(opener()).toHaveFocus()
})

test('may be taken away while it is open', async () => {
  const { view } = open()
  await userEvent.click(opener())
  await dialog()
  view.unmount()
  await gone()
  expect(document.body.style.pointerEvents).not.toBe('none')
})
