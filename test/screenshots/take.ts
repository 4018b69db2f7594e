// Pictures of stories, to lay beside `design/visual`. Takes every story whose id holds one of the words given, all without:
//   node .config/boot.mjs pnpm exec tsx test/screenshots/take.ts organization-switcher--open user-button
// `--build` builds Storybook first; it is built anyway where there is none. `--view=dark` takes that view alone. The pictures
// land in `test/screenshots/out`.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import path from 'node:path'
import { type Browser, chromium } from 'playwright'
import { launchOptions } from '../support/chromium'

interface View {
  name: string
  /** CSS pixels. */
  width: number
  height: number
  globals: Record<string, string>
  isTouch?: boolean
}

const views: View[] = [
  { name: 'light', width: 720, height: 720, globals: { theme: 'light' } },
  { name: 'dark', width: 720, height: 720, globals: { theme: 'dark' } },
  { name: 'rtl', width: 720, height: 720, globals: { theme: 'light', direction: 'rtl' } },
  { name: 'phone', width: 390, height: 760, globals: { theme: 'light' }, isTouch: true },
  { name: 'narrow', width: 320, height: 640, globals: { theme: 'dark' }, isTouch: true },
]

const root = path.resolve(import.meta.dirname, '../..')
const built = path.join(root, 'storybook-static')
const out = path.join(import.meta.dirname, 'out')

const wanted = views.filter(({ name }) => {
  const named = process.argv.filter((word) => word.startsWith('--view='))
  return named.length === 0 || named.includes(`--view=${name}`)
})
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'))
if (process.argv.includes('--build') || !existsSync(path.join(built, 'index.json'))) build()
const { entries } = JSON.parse(await readFile(path.join(built, 'index.json'), 'utf8')) as {
  entries: Record<string, { id: string; type: string }>
}
const ids = Object.values(entries)
  .filter(
    ({ id, type }) => type === 'story' && (words.length === 0 || words.some((word) => id.includes(word))),
  )
  .map(({ id }) => id)

await mkdir(out, { recursive: true })
const server = await serve()
const browser = await chromium.launch(launchOptions)
try {
  for (const view of wanted) await take(browser, view, ids)
} finally {
  await browser.close()
  server.close()
}
console.log(`${ids.length} stories, ${wanted.length} pictures each, in ${path.relative(root, out)}`)

async function take(browser: Browser, view: View, ids: readonly string[]): Promise<void> {
  const { width, height, globals, isTouch = false } = view
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 2,
    hasTouch: isTouch,
    isMobile: isTouch,
  })
  const { port } = server.address() as { port: number }
  const chosen = Object.entries(globals)
    .map(([name, value]) => `${name}:${value}`)
    .join(';')
  // One page after the other: Chromium paints a page in the background wrongly.
  const page = await context.newPage()
  for (const id of ids) {
    await page.goto(`http://localhost:${port}/iframe.html?id=${id}&viewMode=story&globals=${chosen}`)
    await page.waitForFunction(() => document.body.classList.contains('sb-show-main'))
    // A play function may click and type; it has come to its end when nothing changes any more.
    await page.waitForTimeout(800)
    await page.screenshot({ path: path.join(out, `${id}.${view.name}.png`) })
  }
  await context.close()
}

function build(): void {
  const args = ['node_modules/storybook/dist/bin/dispatcher.js', 'build', '--output-dir', built]
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) throw new Error('screenshots: Storybook did not build; its own words stand above.')
}

function serve(): Promise<Server> {
  const types: Record<string, string> = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.json': 'application/json',
    '.svg': 'image/svg+xml',
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = path.join(built, path.normalize(decodeURIComponent(pathname)))
    readFile(file).then(
      (content) => response.writeHead(200, { 'content-type': types[path.extname(file)] ?? '' }).end(content),
      () => response.writeHead(404).end(),
    )
  })
  return new Promise((resolve) => server.listen(0, () => resolve(server)))
}
