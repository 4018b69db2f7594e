import { fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { checkLogo, LogoInput, logoMaxBytes } from './logo-input'

const file = (type: string, bytes = 10) => new File([new Uint8Array(bytes)], 'logo', { type })
const picker = () => document.querySelector('input[type=file]') as HTMLInputElement

test('takes PNG, JPEG and WebP up to 512 kB', () => {
  expect(checkLogo({ type: 'image/webp', size: logoMaxBytes })).toBeNull()
  expect(checkLogo({ type: 'image/png', size: logoMaxBytes + 1 })).toBe('size')
  expect(checkLogo({ type: 'image/svg+xml', size: 1 })).toBe('type')
})

test('hands over a chosen picture, also the same one twice', async () => {
  const onSelectFile = vi.fn<(file: File) => void>()
  render(<LogoInput name="Acme" onSelectFile={onSelectFile} />)
  const picture = file('image/png')
  await userEvent.upload(picker(), picture)
  await userEvent.upload(picker(), picture)
  expect(onSelectFile).toHaveBeenCalledTimes(2)
})

test('refuses a dropped file with a sentence that the button is described by', () => {
  const onSelectFile = vi.fn<(file: File) => void>()
  render(<LogoInput name="Acme" onSelectFile={onSelectFile} />)
  fireEvent.drop(screen.getByRole('group', { name: 'Logo' }), {
    dataTransfer: { files: [file('application/pdf')], types: ['Files'] },
  })
  expect(onSelectFile).not.toHaveBeenCalled()
  expect(screen.getByRole('button', { name: 'Upload logo' })).toHaveAccessibleDescription(/Choose a PNG/)
})

test('shows a later refusal of the server again after a good choice', async () => {
  const { rerender } = render(<LogoInput name="Acme" onSelectFile={() => {}} />)
  await userEvent.upload(picker(), file('image/png'))
  rerender(<LogoInput name="Acme" onSelectFile={() => {}} error="Not uploaded. Try again." />)
  expect(screen.getByText('Not uploaded. Try again.')).toBeInTheDocument()
})
