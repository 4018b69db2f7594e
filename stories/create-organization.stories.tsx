import type { EmbeddedAdapter } from '@orgkit/adapters/embedded'
import {
  Button,
  CreateOrganization,
  CreateOrganizationDialog,
  type CreateOrganizationDialogProps,
} from '@orgkit/ui'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test'
import { arabicOnboarding } from './arabic-onboarding'
import { never, type Scenario, worldWith } from './support/backend'
import { expectShown } from './support/settled'

const meta = {
  title: 'Components/Create organization',
  component: CreateOrganization,
  args: { slugPrefix: 'app.acme.test/', onDone: fn(), onCreated: fn(), onCancel: fn() },
  parameters: { docs: { story: { inline: false, height: '560px' } } },
} satisfies Meta<typeof CreateOrganization>

export default meta
type Story = StoryObj<typeof meta>

const scenario = (given: Scenario) => ({ backend: given })
const failing = (prepare: (controls: EmbeddedAdapter['controls']) => void) =>
  scenario({ prepare: ({ controls }) => prepare(controls) })
const nameField = (name = 'Name') => screen.findByLabelText(name, undefined, { timeout: 4000 })
const submit = (name = 'Continue') => screen.getByRole('button', { name })
const heading = (name: string | RegExp) => screen.findByRole('heading', { name })
const picture = () => {
  const pixel =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  return new File([Uint8Array.from(atob(pixel), (letter) => letter.charCodeAt(0))], 'logo.png', {
    type: 'image/png',
  })
}
const chooseLogo = async () => {
  await nameField()
  const input = document.querySelector<HTMLInputElement>('input[type="file"]')
  if (input) await userEvent.upload(input, picture())
  await screen.findByRole('button', { name: 'Replace logo' })
}

export const Default: Story = {
  play: async () => {
    await userEvent.type(await nameField(), 'Acme Robotics')
    await expect(screen.getByLabelText('Address')).toHaveValue('acme-robotics')
    await expectShown(screen.findByText('Free to use'))
  },
}

export const Loading: Story = {
  parameters: failing((controls) => void controls.delay('getSession', never())),
  play: async () => {
    await expect(await screen.findByText('Loading')).toHaveAttribute('role', 'status')
  },
}

/** The page itself did not load. */
export const NotLoaded: Story = {
  parameters: failing((controls) => void controls.fail('getSession', 'forbidden')),
  play: async () => {
    await expectShown(screen.findByRole('button', { name: 'Try again' }))
  },
}

/** The server gives no answer: what was typed stays, and trying again is the same write. */
export const Failing: Story = {
  parameters: failing((controls) => void controls.fail('createOrganization', 'unreachable')),
  play: async () => {
    await userEvent.type(await nameField(), 'Acme Robotics{Enter}')
    await expect(await screen.findByRole('alert')).toHaveTextContent('Nothing that you typed is lost.')
    await expect(await nameField()).toHaveValue('Acme Robotics')
  },
}

export const Empty: Story = {
  play: async () => {
    await nameField()
    await userEvent.click(submit())
    await expectShown(screen.findByText('Give your organization a name.'))
    await expect(await nameField()).toHaveFocus()
  },
}

export const AtTheLimit: Story = {
  parameters: { backend: 'at-the-limit' },
  play: async () => {
    await expectShown(heading('You have reached your limit'))
    await expect(screen.getByRole('link')).toHaveAttribute('href', 'mailto:support@acme.test')
  },
}

export const NotAllowed: Story = {
  parameters: { backend: 'no-permission' },
  play: async () => {
    await expectShown(heading('You cannot create organizations'))
    await expect(screen.queryByLabelText('Name')).toBeNull()
  },
}

export const SlugTaken: Story = {
  play: async () => {
    await userEvent.type(await nameField(), 'Acme')
    await expectShown(screen.findByRole('button', { name: 'acme-hq' }))
  },
}

/** A free one is taken over by a press. */
export const SlugSuggestion: Story = {
  play: async () => {
    await userEvent.type(await nameField(), 'Acme')
    await userEvent.click(await screen.findByRole('button', { name: 'acme-hq' }))
    await expect(screen.getByLabelText('Address')).toHaveValue('acme-hq')
    await expectShown(screen.findByText('Free to use'))
  },
}

export const WithoutSlugs: Story = {
  parameters: scenario({ options: worldWith({ slugs: false }) }),
  play: async () => {
    await userEvent.type(await nameField(), 'Acme Robotics')
    await expect(screen.queryByLabelText('Address')).toBeNull()
  },
}

export const WithLogo: Story = {
  play: async () => {
    await chooseLogo()
    await userEvent.type(await nameField(), 'Acme Robotics')
    await expectShown(screen.findByText('Free to use'))
  },
}

export const LogoRefused: Story = {
  play: async () => {
    await nameField()
    const input = document.querySelector<HTMLInputElement>('input[type="file"]')
    const lie = new File(['This is no picture.'], 'logo.png', { type: 'image/png' })
    if (input) await userEvent.upload(input, lie)
    await expectShown(screen.findByText(/not a picture we can use/))
  },
}

/** The organization is there, its logo is not. */
export const LogoFailed: Story = {
  parameters: failing((controls) => void controls.fail('setOrganizationLogo', 'unreachable')),
  play: async () => {
    await chooseLogo()
    await userEvent.type(await nameField(), 'Acme Robotics{Enter}')
    await expectShown(heading('Acme Robotics has no logo yet'))
    await expect(submit('Try the logo again')).toHaveFocus()
  },
}

export const LongNames: Story = {
  play: async () => {
    const name = 'International Consortium for the Advancement of Exceedingly Long Organization Names, North'
    await userEvent.click(await nameField())
    await userEvent.paste(name)
    await waitFor(() => expect(screen.getByText('Free to use')).toBeVisible(), { timeout: 4000 })
    await userEvent.click(submit())
    await expectShown(heading(/is ready/))
  },
}

/** The address is the person's to type. */
export const NoLatinLetters: Story = {
  play: async () => {
    await userEvent.type(await nameField(), '株式会社東京デザイン工房')
    await expect(screen.getByLabelText('Address')).toHaveValue('')
    await expectShown(screen.findByText(/no Latin letters/))
  },
}

export const Done: Story = {
  play: async ({ args }) => {
    await userEvent.type(await nameField(), 'Acme Robotics{Enter}')
    await expectShown(heading('Acme Robotics is ready'))
    const open = submit('Open Acme Robotics')
    await expect(open).toHaveFocus()
    await userEvent.click(open)
    await expect(args.onDone).toHaveBeenCalledOnce()
  },
}

export const Dialog: Story = {
  render: ({ slugPrefix }) => <Example slugPrefix={slugPrefix} />,
  play: async () => {
    const opener = await screen.findByRole('button', { name: 'New organization' })
    await userEvent.click(opener)
    const dialog = within(await screen.findByRole('dialog', { name: 'Create organization' }))
    await expect(await dialog.findByLabelText('Name')).toHaveFocus()
    await userEvent.keyboard('Acme Robotics')
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await expect(opener).toHaveFocus()
    await userEvent.click(opener)
    await expect(await nameField()).toHaveValue('Acme Robotics')
    await expectShown(screen.findByText('Free to use'))
  },
}

export const DialogDone: Story = {
  render: ({ slugPrefix }) => <Example slugPrefix={slugPrefix} defaultName="Acme Robotics" defaultOpen />,
  play: async () => {
    await userEvent.type(await nameField(), '{Enter}')
    await expectShown(screen.findByRole('dialog', { name: 'Acme Robotics is ready' }))
  },
}

function Example({
  defaultOpen = false,
  ...props
}: Partial<CreateOrganizationDialogProps> & { defaultOpen?: boolean }) {
  const [open, setOpen] = useState(defaultOpen)
  return (
    <>
      <Button onClick={() => setOpen(true)}>New organization</Button>
      <CreateOrganizationDialog {...props} open={open} onOpenChange={setOpen} />
    </>
  )
}

export const RightToLeft: Story = {
  globals: { direction: 'rtl' },
  parameters: { backend: arabicOnboarding },
  play: async () => {
    await userEvent.type(await nameField('الاسم'), 'Acme Robotics')
    await expectShown(screen.findByText('متاح للاستخدام'))
  },
}

export const Phone: Story = {
  ...Dialog,
  globals: { viewport: { value: 'phone' } },
}
