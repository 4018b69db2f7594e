import { CompleteProfile } from '@orgkit/ui'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test'
import { arabicTasks } from './arabic-tasks'
import { never, type Scenario } from './support/backend'
import { profile, withTasks } from './support/session-tasks'
import { expectShown } from './support/settled'

const meta = {
  title: 'Components/Complete profile',
  component: CompleteProfile,
  args: { appName: 'Notes', onCompleted: fn() },
  parameters: { docs: { story: { inline: false, height: '640px' } } },
} satisfies Meta<typeof CompleteProfile>

export default meta
type Story = StoryObj<typeof meta>

const scenario = (given: Scenario) => ({ backend: given })
const asked = (task = profile(), prepare?: Scenario['prepare']) =>
  scenario({
    prepare(adapter) {
      withTasks(adapter, [task])
      prepare?.(adapter)
    },
  })
const title = (name: string) => screen.findByRole('heading', { level: 1, name }, { timeout: 4000 })
const field = (name: string) => screen.findByRole('textbox', { name }, { timeout: 4000 })

/** At rest. */
export const Default: Story = {
  parameters: asked(),
  play: async () => {
    await expectShown(title('Tell us about you'))
  },
}

/** Begun elsewhere, and gone on with here, by keyboard alone. */
export const Resumed: Story = {
  parameters: asked(profile({ jobTitle: 'Mathematician' })),
  play: async ({ args }) => {
    await expect(await field('What do you do?')).toHaveValue('Mathematician')
    await userEvent.type(await field('Phone number'), '+1 555 0100{Enter}')
    await waitFor(() => expect(args.onCompleted).toHaveBeenCalledTimes(1))
    await waitFor(() => expect(screen.queryByRole('heading', { level: 1 })).toBeNull())
  },
}

/** Focus goes to the first that is missing. */
export const Missing: Story = {
  parameters: asked(),
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Continue' }))
    await waitFor(() => expect(screen.getAllByText('Please fill this in.')).toHaveLength(2))
    await expect(await field('What do you do?')).toHaveFocus()
  },
}

/** What the server says of one answer stands at its field, and the rest stays. */
export const Refused: Story = {
  parameters: asked(profile({ jobTitle: 'Mathematician' })),
  play: async () => {
    await userEvent.type(await field('Phone number'), '1{Enter}')
    await expectShown(screen.findByText('This cannot be used.'))
    await expect(await field('Phone number')).toHaveFocus()
    await expect(await field('What do you do?')).toHaveValue('Mathematician')
  },
}

export const Failing: Story = {
  parameters: asked(profile({ jobTitle: 'Mathematician', phone: '+1 555 0100' }), (adapter) => {
    adapter.completeSessionTask = () => Promise.reject(new Error('No answer.'))
  }),
  play: async () => {
    await field('Phone number')
    await userEvent.click(screen.getByRole('button', { name: 'Continue' }))
    await expectShown(screen.findByText(/What you typed is still here/))
  },
}

export const Loading: Story = {
  parameters: scenario({ prepare: ({ controls }) => void controls.delay('getSession', never()) }),
  play: async () => {
    await expect(await screen.findByText('Loading')).toHaveAttribute('role', 'status')
  },
}

export const LoadFailing: Story = {
  parameters: scenario({ prepare: ({ controls }) => void controls.fail('getSession', 'forbidden') }),
  play: async () => {
    await expectShown(screen.findByRole('button', { name: 'Try again' }))
  },
}

export const LongLabels: Story = {
  parameters: asked({
    key: 'complete-profile',
    fields: [
      {
        key: 'reason',
        label: 'What would you like to write down, and for whom, so that we can set things up for your team?',
        value: null,
      },
      { key: 'company', label: 'Company', value: null },
    ],
  }),
  play: async () => {
    await expectShown(field('Company'))
  },
}

export const Phone: Story = { ...Default, globals: { viewport: { value: 'phone' } } }

export const RightToLeft: Story = {
  globals: { direction: 'rtl' },
  parameters: scenario({
    ...arabicTasks,
    prepare: (adapter) =>
      void withTasks(adapter, [
        {
          key: 'complete-profile',
          fields: [
            { key: 'jobTitle', label: 'ما عملك؟', value: null },
            { key: 'phone', label: 'رقم الهاتف', value: null },
          ],
        },
      ]),
  }),
  play: async () => {
    await expectShown(title('عرّفنا بنفسك'))
  },
}
