import { backendClient } from '@orgkit/server/client'
import type { BrowserContext, Locator, Page } from 'playwright'
import { type Browser, chromium } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchOptions } from '../support/chromium'
import { demoProcess, type DemoProcess } from '../support/demo-process'
import { failOnce, type FailureMode, recordRequests, type RequestPlace } from '../support/failing-requests'
import { invitationLink, mailTo } from '../support/mailbox'

/**
 * Two ways in, walked again and again: each time one other request fails, once, before it reaches the server or after the server has
 * done it. Whoever walks does what a person does: reads what is on the page, and tries again what is offered. It never ends in a
 * page with no way on, what was typed is still there, and nothing exists twice.
 */

const password = 'to-the-moon'
const walkersAtOnce = 3
const patienceMilliseconds = 12_000
const triesMost = 4

let demo: DemoProcess
let browser: Browser

beforeAll(async () => {
  demo = await demoProcess()
  await demo.start()
  browser = await chromium.launch(launchOptions)
})

afterAll(async () => {
  await browser?.close()
  await demo?.close()
})

const backend = () => backendClient({ baseUrl: `${demo.url}/api/orgkit/v1`, secretKey: secretKey() })
const secretKey = () => /sk_dev_\w+/.exec(demo.output())?.[0] ?? ''

interface Walk {
  /** Somebody new each time, who has what they need. */
  prepare(number: number): Promise<Walker>
}

interface Walker {
  start: string
  /** From the first page into the app. */
  steps: readonly Step[]
  /** What has to be there afterwards, once. */
  check(): Promise<void>
}

interface Step {
  /** Says that the step is done. */
  goal(page: Page): Locator
  /** What is typed, by label. Only typed where it is not there yet. */
  fields?: Readonly<Record<string, string>>
  /** Waited for before the action, where it comes: an answer to what was typed. */
  settled?(page: Page): Locator
  action(page: Page): Locator
}

const signUp = (name: string, email: string | null, goal: Step['goal']): Step => ({
  fields: { Name: name, ...(email && { 'E-mail': email }), Password: password },
  action: (page) => page.getByRole('button', { name: 'Sign up' }),
  goal,
})

/** The app's own first request. */
const theNotes: Step = {
  action: (page) => page.getByRole('button', { name: /^Try again/ }),
  goal: (page) => page.getByText('No notes yet.'),
}

const selfService: Walk = {
  async prepare(number) {
    const [name, email, organization] = [`Sally ${number}`, `sally${number}@self.test`, `Ride ${number}`]
    return {
      start: `${demo.url}/notes`,
      steps: [
        signUp(name, email, (page) => page.getByRole('heading', { name: 'Create your organization' })),
        {
          fields: { Name: organization },
          settled: (page) => page.getByText(/^(Free to use|Not checked)/),
          action: (page) => page.getByRole('button', { name: /^(Create organization|Continue)$/ }).last(),
          goal: (page) => page.getByRole('button', { name: `Open ${organization}` }),
        },
        {
          action: (page) => page.getByRole('button', { name: `Open ${organization}` }),
          goal: (page) => page.locator('main.notes').getByRole('heading', { name: organization }),
        },
        theNotes,
      ],
      async check() {
        const { user, memberships } = await placesOf(email)
        expect(memberships.map((row) => [row.organization.name, row.role.key])).toEqual([
          [organization, 'org:admin'],
        ])
        expect(memberships[0]?.organization.slug).toBe(`ride-${number}`)
        expect(user.createdOrganizationCount).toBe(1)
      },
    }
  },
}

let inviting: { organizationId: string; name: string; places: number } | null = null

/** An organization has five seats: one administrator and three who are invited leave one for chance. */
async function organizationWithASeat() {
  if (!inviting || inviting.places === 0) {
    const { organization } = await backend().createOrganization({ name: `Crew ${walkers}` })
    inviting = { organizationId: organization.id, name: organization.name, places: 3 }
    await backend().upsertUser({ userId: `host_${organization.id}`, name: 'Host', emails: [] })
    await backend().addMember({
      organizationId: organization.id,
      userId: `host_${organization.id}`,
      roleKey: 'org:admin',
    })
  }
  inviting.places--
  return inviting
}

const invited: Walk = {
  async prepare(number) {
    const { organizationId, name: organization } = await organizationWithASeat()
    const email = `mae${number}@invited.test`
    await backend().inviteMember({ organizationId, emailAddress: email, roleKey: 'org:writer' })
    const link = invitationLink(await mailTo(demo.url, email))
    return {
      start: link,
      steps: [
        signUp(`Mae ${number}`, null, (page) => page.getByRole('button', { name: `Join ${organization}` })),
        {
          // Joined, and the answer was lost: the page says that they are in, and leads there.
          action: (page) => page.getByRole('button', { name: new RegExp(`^(Join|Open) ${organization}`) }),
          goal: (page) => page.locator('main.notes').getByRole('heading', { name: organization }),
        },
        theNotes,
      ],
      async check() {
        const { user, memberships } = await placesOf(email)
        expect(memberships.map((row) => [row.organization.name, row.role.key])).toEqual([
          [organization, 'org:writer'],
        ])
        expect(user.createdOrganizationCount).toBe(0)
        const invitations = await backend().listInvitations({ organizationId, limit: 100 })
        const own = invitations.items.filter(({ emailAddress }) => emailAddress === email)
        expect(own.map(({ status }) => status)).toEqual(['accepted'])
      },
    }
  },
}

async function placesOf(emailAddress: string) {
  const { items } = await backend().listUsers({ emailAddress })
  expect(items).toHaveLength(1)
  const user = items[0]!
  return { user, memberships: (await backend().listUserMemberships({ userId: user.id })).items }
}

let walkers = 0

async function newWalk(walk: Walk): Promise<{ context: BrowserContext; page: Page; walker: Walker }> {
  const walker = await walk.prepare(++walkers)
  const context = await browser.newContext({ locale: 'en' })
  context.setDefaultTimeout(patienceMilliseconds)
  return { context, page: await context.newPage(), walker }
}

/** Does every step, and each again where it did not work: with what is on the page, without a word that is typed twice. */
async function walkIn(page: Page, { start, steps }: Walker): Promise<void> {
  await page.goto(start)
  for (const [index, step] of steps.entries()) {
    // The page may go on by itself past a step: live events tell it what was done where the answer was lost.
    const goals = steps.slice(index).map(({ goal }) => goal(page))
    for (let tries = 1; !(await isAnyReached(goals)); tries++) {
      if (tries > triesMost) throw new Error(`No way on from:\n${await page.locator('body').innerText()}`)
      await tryStep(page, step)
      await Promise.race([...goals, problemOf(page)].map((each) => each.waitFor())).catch(() => {})
    }
  }
}

const isReached = (goal: Locator) => goal.isVisible()
const isAnyReached = async (goals: readonly Locator[]) =>
  (await Promise.all(goals.map(isReached))).includes(true)
const problemOf = (page: Page) =>
  page
    .getByRole('alert')
    .filter({ hasText: /\S/ })
    .or(page.getByRole('button', { name: /^(Try again|Reload)/ }))
    .first()

async function tryStep(page: Page, { fields = {}, settled, action, goal }: Step): Promise<void> {
  const again = page.getByRole('button', { name: /^Try again/ }).first()
  await Promise.race([action(page).waitFor(), again.waitFor(), goal(page).waitFor()]).catch(() => {})
  if (await isReached(goal(page))) return
  if (await again.isVisible()) {
    await again.click()
    return
  }
  if (!(await action(page).isVisible())) {
    // A piece of the page itself did not come: nothing was typed yet, and a person loads it again.
    await page.reload()
    return
  }
  for (const [label, value] of Object.entries(fields)) {
    const field = page.getByLabel(label, { exact: true })
    if (!(await field.isVisible()) || !(await field.isEditable())) continue
    const typed = await field.inputValue()
    if (typed === value) continue
    expect(typed, `what was typed as ${label}`).toBe('')
    await field.fill(value)
  }
  if (settled)
    await Promise.race([settled(page).waitFor({ timeout: 3000 }), problemOf(page).waitFor()]).catch(() => {})
  await action(page).click()
}

/** A file of the page changes nothing on the server: that its answer is lost is as if it was never asked. */
const modesOf = ({ name }: RequestPlace): readonly FailureMode[] =>
  name.startsWith('GET /assets/') ? ['before'] : ['before', 'after']

interface Failure {
  place: RequestPlace
  mode: FailureMode
}

const nameOf = ({ place: { name, number }, mode }: Failure) => `${name} (${number}.) fails ${mode} the server`

async function walkWith(walk: Walk, failure: Failure): Promise<string | null> {
  const { context, page, walker } = await newWalk(walk)
  try {
    const watched = await failOnce(page, failure.place, failure.mode)
    await walkIn(page, walker)
    await walker.check()
    return watched.hasFailed() ? null : `${nameOf(failure)}: it was never asked`
  } catch (error) {
    return `${nameOf(failure)}: ${error instanceof Error ? error.message : String(error)}`
  } finally {
    await context.close()
  }
}

test.each([
  [
    'self-service',
    selfService,
    ['POST /api/auth/sign-up/email', 'GET /api/orgkit/v1/slugs/{slug}', 'POST /api/orgkit/v1/organizations'],
  ],
  ['invited', invited, ['POST /api/auth/sign-up/email', 'POST /api/orgkit/v1/user/invitations/accept']],
] as const)('%s: one failure at each request', { timeout: 600_000 }, async (name, walk, writes) => {
  const { context, page, walker } = await newWalk(walk)
  const record = await recordRequests(page)
  await walkIn(page, walker)
  await walker.check()
  await context.close()

  const failures = record
    .places()
    .flatMap((place) => modesOf(place).map((mode): Failure => ({ place, mode })))
  const faults: string[] = []
  const left = [...failures]
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const fault = await walkWith(walk, next)
      if (fault) faults.push(fault)
    }
  }
  await Promise.all(Array.from({ length: walkersAtOnce }, work))
  process.stdout.write(`${name}, one failure at each request: ${failures.length} cases\n`)
  // What has to be among them: a walk that asked for less would prove less.
  const names = new Set(failures.map(({ place }) => place.name))
  expect([...names]).toEqual(expect.arrayContaining([...writes]))
  expect(faults).toEqual([])
})
