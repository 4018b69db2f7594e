import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useRef, type KeyboardEvent as ReactKeyboardEvent } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { PopoverPanel } from './popover'
import './styles/index.css'
import { usePopover } from './use-popover'

interface ExampleProps {
  align?: 'start' | 'end'
  onEscape?: (event: KeyboardEvent) => void
}

function Example({ align, onEscape }: ExampleProps) {
  const { open, setOpen, trigger, triggerProps, panelProps } = usePopover()
  const search = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" ref={trigger} {...triggerProps} onClick={() => setOpen(!open)}>
        Acme
      </button>
      <PopoverPanel
        {...panelProps}
        align={align}
        initialFocus={search}
        onEscape={onEscape}
        aria-label="Organizations"
      >
        <input ref={search} aria-label="Find" />
        <button type="button">Create</button>
      </PopoverPanel>
      <button type="button">Elsewhere</button>
    </>
  )
}

const trigger = () => screen.getByRole('button', { name: 'Acme' })
const panel = () => screen.queryByRole('dialog', { name: 'Organizations' })
const box = () => (panel() as HTMLElement).getBoundingClientRect()
const opened = async () => {
  await userEvent.click(trigger())
  await Promise.all((panel() as HTMLElement).getAnimations().map((each) => each.finished))
}
const gone = () => vi.waitFor(() => expect(panel()).toBeNull())

afterEach(async () => {
  cleanup()
  vi.restoreAllMocks()
  document.documentElement.removeAttribute('dir')
  await page.viewport(1024, 768)
})

test('opens in the top layer and moves focus into the search field', async () => {
  render(<Example />)
  await opened()
  expect(panel()?.parentElement?.matches(':popover-open')).toBe(true)
  expect(screen.getByLabelText('Find')).toHaveFocus()
  expect(trigger()).toHaveAttribute('aria-expanded', 'true')
})

test('closes on a second press on the trigger', async () => {
  render(<Example />)
  await opened()
  await userEvent.click(trigger())
  await gone()
  expect(trigger()).toHaveAttribute('aria-expanded', 'false')
})

test('gives focus back to the trigger on Escape', async () => {
  render(<Example />)
  await opened()
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(trigger()).toHaveFocus())
  await gone()
})

test('opens again while it is leaving', async () => {
  render(<Example />)
  await opened()
  await userEvent.keyboard('{Escape}')
  await opened()
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(panel()).toBeVisible()
  expect(screen.getByLabelText('Find')).toHaveFocus()
})

test('stays open when an Escape was used for something else', async () => {
  render(<Example onEscape={(event) => event.preventDefault()} />)
  await opened()
  await userEvent.keyboard('{Escape}')
  expect(panel()).toBeVisible()
  expect(screen.getByLabelText('Find')).toHaveFocus()
})

test('closes on a press elsewhere, which keeps its effect', async () => {
  render(<Example />)
  await opened()
  await userEvent.click(screen.getByRole('button', { name: 'Elsewhere' }))
  await gone()
  expect(screen.getByRole('button', { name: 'Elsewhere' })).toHaveFocus()
})

test('closes when the keyboard leaves it', async () => {
  render(<Example />)
  await opened()
  await userEvent.tab()
  expect(screen.getByRole('button', { name: 'Create' })).toHaveFocus()
  await userEvent.tab()
  await gone()
  expect(screen.getByRole('button', { name: 'Elsewhere' })).toHaveFocus()
})

test('works inside the modal dialog of a host, and Escape closes only the popover', async () => {
  const onKeyDown = vi.fn<(event: ReactKeyboardEvent) => void>()
  render(
    <dialog aria-label="Host" ref={(dialog) => dialog?.showModal()} onKeyDown={onKeyDown}>
      <Example />
    </dialog>,
  )
  await opened()
  const create = screen.getByRole('button', { name: 'Create' })
  const { left, top } = create.getBoundingClientRect()
  expect(document.elementFromPoint(left + 4, top + 4)).toBe(create)
  await userEvent.keyboard('{Escape}')
  await gone()
  expect(onKeyDown).not.toHaveBeenCalled()
  expect(screen.getByRole<HTMLDialogElement>('dialog', { name: 'Host' }).open).toBe(true)
})

const sides = [
  ['by CSS', true],
  ['by measuring', false],
] as const

for (const [how, supported] of sides) {
  const support = () => {
    if (!supported) vi.spyOn(CSS, 'supports').mockReturnValue(false)
  }

  // Without anchor positioning the rules for it are not there either; `position-area` would move what was measured.
  const sheet = () => {
    if (supported) return
    const style = document.createElement('style')
    style.textContent = '.orgkit-popover { position-area: none !important; margin-block: 0 !important }'
    document.head.append(style)
  }

  test(`keeps to the start of the trigger, 6 pixels below, placed ${how}`, async () => {
    support()
    sheet()
    render(<Example />)
    await opened()
    const { left, bottom } = trigger().getBoundingClientRect()
    expect(box().left).toBeCloseTo(Math.max(left, supported ? 0 : 8), 0)
    expect(box().top).toBeCloseTo(bottom + 6, 0)
  })

  test(`keeps to the end of the trigger, placed ${how}`, async () => {
    support()
    sheet()
    render(
      <div style={{ marginInlineStart: 600 }}>
        <Example align="end" />
      </div>,
    )
    await opened()
    expect(box().right).toBeCloseTo(trigger().getBoundingClientRect().right, 0)
  })

  test(`mirrors in a right-to-left part of a left-to-right page, placed ${how}`, async () => {
    support()
    sheet()
    render(
      <div dir="rtl" style={{ marginInlineStart: 100 }}>
        <Example />
      </div>,
    )
    await opened()
    expect(box().right).toBeCloseTo(trigger().getBoundingClientRect().right, 0)
  })

  test(`opens above where there is no room below, and stays in view, placed ${how}`, async () => {
    support()
    sheet()
    render(
      <div style={{ position: 'fixed', insetBlockEnd: 10 }}>
        <Example />
      </div>,
    )
    await opened()
    expect(box().bottom).toBeCloseTo(trigger().getBoundingClientRect().top - 6, 0)
    expect(box().top).toBeGreaterThanOrEqual(0)
  })
}

test('becomes a sheet on a narrow screen, whose scrim closes it', async () => {
  await page.viewport(400, 700)
  render(<Example />)
  await opened()
  expect(box()).toMatchObject({ left: 0, right: 400, bottom: 700 })
  const scrim = document.elementFromPoint(200, 20)
  expect(scrim).toBe(panel()?.parentElement)
  await userEvent.click(scrim as Element)
  await gone()
})
