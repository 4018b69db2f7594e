import { findChromium } from '../../.config/ensure-chromium.mjs'

/** How every test and script here starts Chromium: `chromium.launch(launchOptions)` of `playwright`. */
export const launchOptions = {
  executablePath: findChromium() ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
}
