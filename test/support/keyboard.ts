import type { Locator } from 'playwright'

const patience = 80

/** Goes to a control by Tab alone, or by Shift and Tab. Throws where that never gets there. */
export async function tabTo(control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await control.waitFor()
  for (let presses = 0; presses < patience; presses++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await control.page().keyboard.press(key)
  }
  throw new Error(`${patience} times ${key} did not lead to ${String(control)}.`)
}
