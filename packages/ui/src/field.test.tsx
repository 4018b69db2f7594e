import { render, screen } from '@testing-library/react'
import { createRef } from 'react'
import { expect, test } from 'vitest'
import { Field, TextInput } from './field'

test('joins label, help and prefix to the input', () => {
  const input = createRef<HTMLInputElement>()
  render(
    <Field label="Address" help="Part of your links">
      <TextInput ref={input} prefix="app.acme.test/" />
    </Field>,
  )
  expect(screen.getByRole('textbox', { name: 'Address' })).toBe(input.current)
  expect(input.current).toHaveAccessibleDescription('app.acme.test/ Part of your links')
  expect(input.current).toBeValid()
})

test('an error takes the place of the help and marks the input', () => {
  render(
    <Field label="Address" help="Part of your links" error="Taken. Try acme-hq">
      <TextInput />
    </Field>,
  )
  const input = screen.getByRole('textbox', { name: 'Address' })
  expect(input).toHaveAccessibleDescription('Taken. Try acme-hq')
  expect(input).toBeInvalid()
  expect(screen.queryByText('Part of your links')).toBeNull()
})

test('keeps the line below while it is empty', () => {
  const { container } = render(
    <Field label="Name">
      <TextInput />
    </Field>,
  )
  expect(container.querySelector('[data-orgkit="field-help"]')).toBeInTheDocument()
})
