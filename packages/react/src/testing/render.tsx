import { act, render, renderHook, type RenderHookResult, type RenderResult } from '@testing-library/react'
import type { ReactNode } from 'react'
import { vi } from 'vitest'
import { OrgkitProvider, type OrgkitProviderProps } from '../provider'
import type { FakeBackend } from './fake-adapter'
import { session } from './fixtures'

type Props = Omit<OrgkitProviderProps, 'adapter' | 'children'>

/** The hook under a provider of its own. */
export function renderWith<Result, Input = undefined>(
  { adapter }: FakeBackend,
  hook: (input: Input) => Result,
  { input, strict = false, ...props }: Props & { input?: Input; strict?: boolean } = {},
): RenderHookResult<Result, Input> {
  return renderHook<Result, Input>(hook, {
    initialProps: input,
    reactStrictMode: strict,
    wrapper: ({ children }: { children: ReactNode }) => (
      <OrgkitProvider adapter={adapter} {...props}>
        {children}
      </OrgkitProvider>
    ),
  })
}

/** The hook with Ada's session there from the first render on. */
export function renderReady<Result, Input = undefined>(
  backend: FakeBackend,
  hook: (input: Input) => Result,
  props: Props & { input?: Input } = {},
): RenderHookResult<Result, Input> {
  return renderWith(backend, hook, { initialSession: session(), ...props })
}

export function renderApp({ adapter }: FakeBackend, children: ReactNode, props: Props = {}): RenderResult {
  return render(
    <OrgkitProvider adapter={adapter} {...props}>
      {children}
    </OrgkitProvider>,
  )
}

/** Lets answers arrive, and what they tell the hooks: each is told one macrotask later. */
export async function settle(action?: () => void): Promise<void> {
  await act(async () => {
    action?.()
    for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setTimeout(resolve))
  })
}

/** Lets fake time pass, rendering on the way as a browser would, and what is due at its end arrive. */
export async function wait(milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= 10) {
    await act(() => vi.advanceTimersByTimeAsync(Math.min(left, 10)))
  }
  for (let turn = 0; turn < 4; turn++) await act(() => vi.advanceTimersByTimeAsync(0))
}
