import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { Button } from './button'

test('keeps focus and ignores presses while loading', async () => {
  const onClick = vi.fn<() => void>()
  const { rerender } = render(<Button onClick={onClick}>Continue</Button>)
  const button = screen.getByRole('button', { name: 'Continue' })
  await userEvent.click(button)
  rerender(
    <Button loading onClick={onClick}>
      Continue
    </Button>,
  )
  await userEvent.click(button)
  expect(onClick).toHaveBeenCalledTimes(1)
  expect(button).toHaveFocus()
  expect(button).toHaveAttribute('aria-busy', 'true')
})

test('sends no form by Enter while loading', async () => {
  const onSubmit = vi.fn<(event: { preventDefault: () => void }) => void>((event) => event.preventDefault())
  render(
    <form onSubmit={onSubmit}>
      <input aria-label="Name" />
      <Button type="submit" loading>
        Continue
      </Button>
    </form>,
  )
  await userEvent.type(screen.getByLabelText('Name'), 'Acme{Enter}')
  expect(onSubmit).not.toHaveBeenCalled()
})
