import { expect, waitFor } from 'storybook/test'

/** Once nothing moves any more: a colour halfway through a fade is nobody's contrast. */
export async function settled(): Promise<void> {
  const moving = document
    .getAnimations()
    // Storybook pauses those that CSS names before it comes here, and those then never end.
    .filter(
      ({ playState, effect }) =>
        playState === 'running' && Number.isFinite(effect?.getComputedTiming().endTime),
    )
  await Promise.allSettled(moving.map((animation) => animation.finished))
}

/** Waits until the element can be seen: what fades in is there before it is visible. */
export async function expectShown(element: HTMLElement | Promise<HTMLElement>): Promise<void> {
  const found = await element
  await waitFor(() => expect(found).toBeVisible())
}
