// Where Chromium is; on Debian and its relatives, installs it when there is none.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * The path of an installed Chromium, or `undefined`. `CHROMIUM_PATH` wins; a wrong one is not papered over.
 * @returns {string | undefined}
 */
export function findChromium() {
  const wanted = process.env.CHROMIUM_PATH
  if (wanted) return existsSync(wanted) ? wanted : undefined
  return places.find((place) => existsSync(place))
}

/**
 * The path of Chromium, installed first where that is possible without asking, or `undefined` after saying what to do.
 * @returns {string | undefined}
 */
export function ensureChromium() {
  const found = findChromium()
  if (found) return found
  if (process.env.CHROMIUM_PATH) {
    process.stderr.write(`CHROMIUM_PATH is "${process.env.CHROMIUM_PATH}", and there is no such file.\n`)
    return undefined
  }
  if (existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    process.stderr.write('No Chromium found: installing it with apt-get.\n')
    apt('update', '-q')
    apt('install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-liberation', 'fonts-noto-core')
    const installed = findChromium()
    if (installed) return installed
  }
  process.stderr.write(
    'The browser tests need Chromium or Chrome, and none was found. Install one (Debian, as root: `apt-get install ' +
      'chromium`), or set CHROMIUM_PATH to the program.\n',
  )
  return undefined
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env }).status === 0
}
