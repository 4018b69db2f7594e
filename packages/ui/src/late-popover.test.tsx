import { act, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { useLatePopover } from './late-popover'
import { loadLate, type Late } from './load-late'

function Example({ late, defaultOpen }: { late: Late<string>; defaultOpen?: boolean }) {
  const { open, setOpen, trigger, triggerProps, content, contentState, requestOpen } = useLatePopover(
    late,
    defaultOpen,
  )
  return (
    <>
      <button
        type="button"
        {...triggerProps}
        ref={trigger}
        data-content={content === undefined ? 'none' : 'there'}
        onClick={() => (open ? setOpen(false) : requestOpen())}
      >
        {contentState}
      </button>
      {content !== undefined && open ? <div role="dialog">{content}</div> : null}
    </>
  )
}

/** A chunk that comes, or does not, when the test says so. */
function slowChunk() {
  const waiting: { come: () => void; fail: () => void }[] = []
  const importer = vi.fn(
    () =>
      new Promise<string>((resolve, reject) => {
        waiting.push({ come: () => resolve('the panel'), fail: () => reject(new Error('offline')) })
      }),
  )
  const last = () => waiting.at(-1)
  return {
    late: loadLate(importer),
    importer,
    come: () => act(async () => last()?.come()),
    fail: () => act(async () => last()?.fail()),
  }
}

const trigger = () => screen.getByRole('button')
const panel = () => screen.queryByRole('dialog')

test.each([
  ['the pointer comes', () => fireEvent.pointerEnter(trigger())],
  ['the pointer presses', () => fireEvent.pointerDown(trigger())],
  ['focus comes', () => fireEvent.focus(trigger())],
])('loads when %s, and opens nothing by itself', async (_, show) => {
  const { late, importer, come } = slowChunk()
  render(<Example late={late} />)
  expect(importer).not.toHaveBeenCalled()
  show()
  expect(importer).toHaveBeenCalledTimes(1)
  await come()
  expect(trigger()).toHaveTextContent('ready')
  expect(panel()).toBeNull()
})

test('is not there before the first intent, also where another has loaded it', async () => {
  const { late, come } = slowChunk()
  void late.load()
  await come()
  render(<Example late={late} />)
  expect(trigger()).toHaveAttribute('data-content', 'none')
  fireEvent.pointerEnter(trigger())
  expect(trigger()).toHaveAttribute('data-content', 'there')
})

test('opens at once when it is there', async () => {
  const { late, come } = slowChunk()
  render(<Example late={late} />)
  fireEvent.pointerEnter(trigger())
  await come()
  fireEvent.click(trigger())
  expect(panel()).toHaveTextContent('the panel')
  fireEvent.click(trigger())
  expect(panel()).toBeNull()
})

test('a click before it is there opens it when it comes', async () => {
  const { late, come } = slowChunk()
  render(<Example late={late} />)
  await userEvent.click(trigger())
  expect(trigger()).toHaveTextContent('loading')
  expect(trigger()).toHaveAttribute('aria-expanded', 'false')
  await come()
  expect(panel()).toHaveTextContent('the panel')
  expect(trigger()).toHaveAttribute('aria-expanded', 'true')
})

test('a second click takes the first one back', async () => {
  const { late, come } = slowChunk()
  render(<Example late={late} />)
  await userEvent.click(trigger())
  await userEvent.click(trigger())
  await come()
  expect(panel()).toBeNull()
})

test('says that it did not come, and tries again at the next click', async () => {
  const { late, importer, come, fail } = slowChunk()
  render(<Example late={late} />)
  await userEvent.click(trigger())
  await fail()
  expect(trigger()).toHaveTextContent('failed')
  expect(panel()).toBeNull()
  await userEvent.click(trigger())
  expect(importer).toHaveBeenCalledTimes(2)
  await come()
  expect(panel()).toHaveTextContent('the panel')
})

test('loads by itself where it is to be open from the start', async () => {
  const { late, come } = slowChunk()
  render(
    <StrictMode>
      <Example late={late} defaultOpen />
    </StrictMode>,
  )
  await come()
  expect(panel()).toHaveTextContent('the panel')
})

test('a server renders the trigger, closed, and loads nothing', () => {
  const { late, importer } = slowChunk()
  expect(renderToString(<Example late={late} defaultOpen />)).toMatch(/^<button[^>]*aria-expanded="false"/)
  expect(importer).not.toHaveBeenCalled()
})
