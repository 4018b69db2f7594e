import { AcceptTerms } from '@orgkit/ui'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test'
import { arabicTasks } from './arabic-tasks'
import { never, type Scenario } from './support/backend'
import { terms, withTasks } from './support/session-tasks'
import { expectShown } from './support/settled'

const meta = {
  title: 'Components/Accept terms',
  component: AcceptTerms,
  args: { appName: 'Notes', onAccepted: fn() },
  parameters: { docs: { story: { inline: false, height: '560px' } } },
} satisfies Meta<typeof AcceptTerms>

export default meta
type Story = StoryObj<typeof meta>

const scenario = (given: Scenario) => ({ backend: given })
const asked = (task = terms(), prepare?: Scenario['prepare']) =>
  scenario({
    prepare(adapter) {
      withTasks(adapter, [task])
      prepare?.(adapter)
    },
  })
const title = (name: string) => screen.findByRole('heading', { level: 1, name }, { timeout: 4000 })
const accept = () => screen.findByRole('button', { name: 'Accept and continue' }, { timeout: 4000 })

/** At rest. */
export const Default: Story = {
  parameters: asked(),
  play: async () => {
    await expectShown(title('Before you go on'))
    await expect(screen.getByRole('link', { name: /Read the terms/ })).toHaveAttribute(
      'href',
      'https://notes.test/terms',
    )
  },
}

/** By keyboard alone; afterwards there is nothing left to show. */
export const Accepting: Story = {
  parameters: asked(),
  play: async ({ args }) => {
    await accept()
    await userEvent.tab()
    await expect(screen.getByRole('link', { name: /Read the terms/ })).toHaveFocus()
    await userEvent.tab()
    await expect(await accept()).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(args.onAccepted).toHaveBeenCalledTimes(1))
    await waitFor(() => expect(screen.queryByRole('heading', { level: 1 })).toBeNull())
  },
}

/** The app shows them on the page. */
export const WithText: Story = {
  args: {
    children: ({ version }) => (
      <>
        <p style={{ margin: 0 }}>These are the terms of {version}.</p>
        {Array.from({ length: 12 }, (_, index) => (
          <p key={index}>
            {index + 1}. What you write stays yours. We keep it for you, show it to nobody else, and give it
            back when you ask for it.
          </p>
        ))}
      </>
    ),
  },
  parameters: asked(terms('2026-11', null)),
  play: async () => {
    await expectShown(screen.findByRole('region', { name: 'The terms' }))
    await expect(screen.queryByRole('link')).toBeNull()
  },
}

/** Another version by the time of the click is shown again, and nothing is accepted unseen. */
export const Changed: Story = {
  parameters: scenario({
    prepare(adapter) {
      const state = withTasks(adapter, [terms('2026-11')])
      const { completeSessionTask } = adapter
      adapter.completeSessionTask = (input, options) => {
        if (input.termsVersion === '2026-11') state.tasks = [terms('2026-12')]
        return completeSessionTask(input, options)
      }
    },
  }),
  play: async ({ args }) => {
    await userEvent.click(await accept())
    await expectShown(screen.findByText(/The terms have changed meanwhile/))
    await expect(screen.getByText('2026-12')).toBeVisible()
    await expect(args.onAccepted).not.toHaveBeenCalled()
  },
}

export const Failing: Story = {
  parameters: asked(terms(), (adapter) => {
    adapter.completeSessionTask = () => Promise.reject(new Error('No answer.'))
  }),
  play: async () => {
    await userEvent.click(await accept())
    await expectShown(screen.findByText(/That did not work/))
    await expect(await accept()).toHaveFocus()
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

/** Nothing is to be accepted: nothing is shown. */
export const Nothing: Story = {
  play: async () => {
    await waitFor(() => expect(screen.queryByRole('region')).toBeNull())
  },
}

export const Phone: Story = { ...Default, globals: { viewport: { value: 'phone' } } }

export const RightToLeft: Story = {
  globals: { direction: 'rtl' },
  parameters: scenario({ ...arabicTasks, prepare: (adapter) => void withTasks(adapter, [terms()]) }),
  play: async () => {
    await expectShown(title('قبل أن تتابع'))
  },
}
