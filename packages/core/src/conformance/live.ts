import type { LiveMessage, SubscribeInput } from '../contract/app'
import type { OrgkitEvent } from '../model/event'
import { equal, ok, refusal } from './assert'
import { type ConformanceCase, later, organizationsOn, personalOn, type TestUser } from './case'
import { createDomainWorld, domainsOn } from './domain-world'
import { createTeam, signUpElsewhere } from './team'

/** What one page hears. */
interface Hearing {
  /** The next message; refuses to wait for ever. */
  next(): Promise<LiveMessage>
  /** Events up to the first of that type, with it; whatever came before is told as well. */
  until(type: OrgkitEvent['type']): Promise<OrgkitEvent[]>
  /** Where to go on. */
  cursor(): string
  /** Stops, and waits for the end. */
  stop(): Promise<void>
}

const patienceMs = 10_000

async function hear(user: TestUser, input: SubscribeInput = {}): Promise<Hearing> {
  const controller = new AbortController()
  const messages = await user.subscribe(input, { signal: controller.signal })
  const iterator = messages[Symbol.asyncIterator]()
  let cursor = input.cursor ?? ''

  async function next(): Promise<LiveMessage> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('Not so: a message comes in time')), patienceMs)
    })
    const { done, value } = await Promise.race([iterator.next(), late]).finally(() => clearTimeout(timer))
    ok(!done, 'the stream goes on')
    cursor = value.cursor
    return value
  }

  return {
    next,
    async until(type) {
      const heard: OrgkitEvent[] = []
      while (!heard.some((event) => event.type === type)) heard.push(...(await next()).events)
      return heard
    },
    cursor: () => cursor,
    async stop() {
      controller.abort()
      for (let result = await iterator.next(); !result.done;) result = await iterator.next()
    },
  }
}

/** Where a page that has just asked for its session goes on. */
async function cursorOf(user: TestUser, organization: string | null): Promise<string> {
  const { liveCursor } = await user.getSession({ organization })
  ok(liveCursor !== undefined, 'a session says where to listen from')
  return liveCursor
}

const typesOf = (events: readonly OrgkitEvent[]) => events.map(({ type }) => type)
const sequencesOf = (events: readonly OrgkitEvent[]) => events.map(({ sequence }) => sequence)
const rename = (user: TestUser, organizationId: string, name: string) =>
  user.updateOrganization({ organizationId, name })

export const liveCases: ConformanceCase[] = [
  {
    title: 'the first message comes at once and brings a cursor; nothing that was before is told',
    covers: ['subscribe'],
    needs: ['live'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const hearing = await hear(ada, { organizationId })
      const first = await hearing.next()
      equal([first.events, first.isReset], [[], false], 'it says nothing else')
      const { events } = await rename(ada, organizationId, 'Globex')
      const second = await hearing.next()
      equal(
        [second.events, second.isReset],
        [events, false],
        'what comes next is told as the write answered it',
      )
      await hearing.stop()
    },
  },
  {
    title: 'the signed-out hear nothing',
    covers: ['subscribe:unauthenticated'],
    needs: ['live'],
    settings: organizationsOn,
    async run(world) {
      const { organizationId } = await createTeam(world)
      await refusal(world.signedOut().subscribe({}), 'unauthenticated')
      await refusal(world.signedOut().subscribe({ organizationId }), 'unauthenticated')
    },
  },
  {
    title: 'whoever comes back with a cursor hears what happened meanwhile, each once and in order',
    covers: ['subscribe'],
    needs: ['live', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:admin' })
      const grace = others[0]!
      const cursor = await cursorOf(grace, organizationId)
      const told = [await rename(ada, organizationId, 'One'), await rename(ada, organizationId, 'Two')]
      const first = await hear(grace, { organizationId, cursor })
      const before = await first.next()
      equal(
        before.events,
        told.flatMap(({ events }) => events),
        'nothing is missed after the session was asked',
      )
      await first.stop()
      const missed = await rename(ada, organizationId, 'Three')
      const second = await hear(grace, { organizationId, cursor: first.cursor() })
      equal((await second.next()).events, missed.events, 'nor between two streams')
      const live = await rename(ada, organizationId, 'Four')
      equal((await second.next()).events, live.events, 'nor is anything told twice')
      await second.stop()
    },
  },
  {
    title: 'many events come without a gap, however many messages they take',
    covers: ['subscribe'],
    needs: ['live'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const cursor = await cursorOf(ada, organizationId)
      const count = 130
      for (let number = 1; number <= count; number++) await rename(ada, organizationId, `Acme ${number}`)
      const hearing = await hear(ada, { organizationId, cursor })
      const heard: OrgkitEvent[] = []
      while (heard.length < count) heard.push(...(await hearing.next()).events)
      const [first = 0] = sequencesOf(heard)
      equal(
        sequencesOf(heard),
        Array.from({ length: count }, (_, index) => first + index),
        'their numbers follow each other',
      )
      await hearing.stop()
    },
  },
  {
    title:
      'a member hears what lists would show them: not who is invited, but that the organization is renamed',
    covers: ['subscribe', 'inviteMember'],
    needs: ['live', 'addMember', 'invitations'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Grace: 'org:member',
        Linus: 'org:admin',
      })
      const [grace, linus] = [others[0]!, others[1]!]
      const ofMember = await hear(grace, { organizationId, cursor: await cursorOf(grace, organizationId) })
      const ofAdministrator = await hear(linus, {
        organizationId,
        cursor: await cursorOf(linus, organizationId),
      })
      await ada.inviteMember({ organizationId, emailAddress: 'new@conformance.test' })
      await rename(ada, organizationId, 'Globex')
      equal(typesOf(await ofMember.until('organization.updated')), ['organization.updated'], 'of a member')
      equal(
        typesOf(await ofAdministrator.until('organization.updated')),
        ['invitation.created', 'organization.updated'],
        'of an administrator',
      )
      await ofMember.stop()
      await ofAdministrator.stop()
    },
  },
  {
    title: 'what a role grants counts at the time of telling',
    covers: ['subscribe', 'updateMemberRole'],
    needs: ['live', 'addMember', 'invitations', 'members'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:admin' })
      const grace = others[0]!
      const hearing = await hear(grace, { organizationId, cursor: await cursorOf(grace, organizationId) })
      await ada.inviteMember({ organizationId, emailAddress: 'one@conformance.test' })
      equal(typesOf(await hearing.until('invitation.created')), ['invitation.created'], 'as an administrator')
      await ada.updateMemberRole({ organizationId, userId: grace.user.id, roleKey: 'org:member' })
      await hearing.until('membership.role_changed')
      await ada.inviteMember({ organizationId, emailAddress: 'two@conformance.test' })
      await rename(ada, organizationId, 'Globex')
      const heard = (await hearing.until('organization.updated')).filter((event) => 'organizationId' in event)
      equal(typesOf(heard), ['organization.updated'], 'as a member')
      await hearing.stop()
    },
  },
  {
    title: 'a stranger hears of an organization as little as of one that does not exist',
    covers: ['subscribe', 'createOrganization'],
    needs: ['live'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const cursorOfAda = await cursorOf(ada, organizationId)
      const mallory = await world.signUp('Mallory')
      const real = await hear(mallory, { organizationId })
      const unknown = await hear(mallory, { organizationId: 'org_01jd0000000000000000000000' })
      const [first, other] = [await real.next(), await unknown.next()]
      equal([first.events, first.isReset], [other.events, other.isReset], 'both begin alike')
      equal(
        [first.cursor.length - organizationId.length, first.cursor.includes(cursorOfAda)],
        [other.cursor.length - organizationId.length, false],
        'no cursor says how much happened there',
      )
      await rename(ada, organizationId, 'Globex')
      await mallory.createOrganization({ name: 'Own' })
      for (const hearing of [real, unknown]) {
        const heard = await hearing.until('session_task.completed')
        equal(
          heard.filter((event) => 'organizationId' in event),
          [],
          'only the own stream is heard',
        )
        await hearing.stop()
      }
    },
  },
  {
    title: 'whoever is removed hears nothing more of the organization, and goes on hearing of themselves',
    covers: ['subscribe', 'removeMember', 'createOrganization'],
    needs: ['live', 'addMember', 'members'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:admin' })
      const grace = others[0]!
      const hearing = await hear(grace, { organizationId, cursor: await cursorOf(grace, organizationId) })
      await rename(ada, organizationId, 'Before')
      await hearing.until('organization.updated')
      await ada.removeMember({ organizationId, userId: grace.user.id })
      await rename(ada, organizationId, 'After')
      await grace.createOrganization({ name: 'Own' })
      const heard = await hearing.until('session_task.completed')
      equal(
        heard.filter((event) => 'organizationId' in event),
        [],
        'neither the removal nor what came after',
      )
      const again = await hear(grace, { organizationId, cursor: hearing.cursor() })
      const { events, isReset } = await again.next()
      equal([events, isReset], [[], false], 'coming back is as quiet')
      await hearing.stop()
      await again.stop()
    },
  },
  {
    title: 'who is taken in again asks anew for what they missed',
    covers: ['subscribe', 'removeMember'],
    needs: ['live', 'addMember', 'members'],
    settings: personalOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const grace = others[0]!
      const hearing = await hear(grace, { organizationId, cursor: await cursorOf(grace, organizationId) })
      await ada.removeMember({ organizationId, userId: grace.user.id })
      await rename(ada, organizationId, 'Missed')
      const away = await hear(grace, { organizationId, cursor: hearing.cursor() || undefined })
      await away.next()
      await world.addMember(organizationId, grace, 'org:member')
      const again = await hear(grace, { organizationId, cursor: away.cursor() })
      const { events, isReset } = await again.next()
      equal(
        [events.filter((event) => 'organizationId' in event), isReset],
        [[], true],
        'it is told to begin anew',
      )
      for (const each of [hearing, away, again]) await each.stop()
    },
  },
  {
    title: 'while a task is open only the own stream is heard, and it tells when the task is done',
    covers: ['subscribe', 'createOrganization'],
    needs: ['live'],
    settings: organizationsOn,
    async run(world) {
      const grace = await world.signUp('Grace')
      const hearing = await hear(grace, { cursor: await cursorOf(grace, null) })
      await grace.createOrganization({ name: 'Acme' })
      const heard = await hearing.until('session_task.completed')
      ok(
        heard.every((event) => !('organizationId' in event)),
        'nothing of an organization that was not named',
      )
      await hearing.stop()
    },
  },
  {
    title: 'a cursor that leads nowhere is told to begin anew',
    covers: ['subscribe'],
    needs: ['live'],
    settings: personalOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const { user: grace, organizationId: ofGrace } = await signUpElsewhere(world, 'Grace')
      const wrong = {
        'one that is none': 'nonsense',
        'an empty one': '',
        'that of a list': 'WyJldmVudHMiLCIxIl0',
        'somebody else’s': await cursorOf(grace, ofGrace),
        'that of another place': await cursorOf(ada, null),
      }
      for (const [what, cursor] of Object.entries(wrong)) {
        const hearing = await hear(ada, { organizationId, cursor })
        const { events, isReset } = await hearing.next()
        equal([events, isReset], [[], true], what)
        const { events: told } = await rename(ada, organizationId, `After ${cursor.length}`)
        equal((await hearing.next()).events, told, `${what}, and then it goes on`)
        await hearing.stop()
      }
    },
  },
  {
    title: 'a switch says where to listen in the organization that it leads to',
    covers: ['subscribe', 'setLastActiveOrganization'],
    needs: ['live'],
    settings: personalOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      await ada.createOrganization({ name: 'Second' })
      const { liveCursor } = await ada.setLastActiveOrganization({ organizationId })
      const { events } = await rename(ada, organizationId, 'Renamed')
      const hearing = await hear(ada, { organizationId, cursor: liveCursor })
      const message = await hearing.next()
      equal([message.events, message.isReset], [events, false], 'nothing is missed')
      await hearing.stop()
      const home = await ada.setLastActiveOrganization({ organizationId: null })
      const own = await hear(ada, { cursor: home.liveCursor })
      equal((await own.next()).isReset, false, 'so in the personal account')
      await own.stop()
    },
  },
  {
    title: 'whoever creates or joins an organization is told where to listen in it',
    covers: ['subscribe', 'createOrganization', 'acceptInvitation'],
    needs: ['live', 'invitations'],
    settings: organizationsOn,
    async run(world) {
      const { user: ada, organizationId } = await signUpElsewhere(world, 'Ada')
      const grace = await world.signUp('Grace')
      const { organization, liveCursor: ofCreated } = await grace.createOrganization({ name: 'Own' })
      const [address] = grace.user.emails
      const emailAddress = address?.address ?? ''
      const { invitation } = await ada.inviteMember({ organizationId, emailAddress })
      const { liveCursor: ofJoined } = await grace.acceptInvitation({ invitationId: invitation.id })
      const own = await rename(grace, organization.id, 'Renamed')
      const other = await rename(ada, organizationId, 'Renamed')
      for (const [id, cursor, told] of [
        [organization.id, ofCreated, own.events],
        [organizationId, ofJoined, other.events],
      ] as const) {
        const hearing = await hear(grace, { organizationId: id, cursor })
        const { events, isReset } = await hearing.next()
        const ofOrganization = events.filter((event) => 'organizationId' in event)
        equal([ofOrganization, isReset], [told, false], 'nothing is missed')
        await hearing.stop()
      }
    },
  },
  {
    title: 'whoever joins by a domain is told where to listen too',
    covers: ['subscribe', 'acceptInvitation'],
    needs: ['live', 'invitations', 'backend'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer } = await createDomainWorld(world, 'automatic_invitation')
      const grace = await comer('Grace')
      const { liveCursor } = await grace.acceptInvitation({ invitationId: domainId })
      ok(liveCursor !== undefined, 'the answer says where')
      const { events: told } = await rename(ada, organizationId, 'Renamed')
      const hearing = await hear(grace, { organizationId, cursor: liveCursor })
      const { events, isReset } = await hearing.next()
      equal([events, isReset], [told, false], 'nothing is missed')
      await hearing.stop()
    },
  },
  {
    title: 'what was told before somebody joined is not heard, whatever their cursor says',
    covers: ['subscribe'],
    needs: ['live', 'invitations', 'backend'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId, domainId, comer } = await createDomainWorld(world, 'automatic_invitation')
      const [grace, linus] = [await comer('Grace'), await comer('Linus')]
      await linus.acceptInvitation({ invitationId: domainId })
      const before = await cursorOf(linus, organizationId)
      await ada.removeMember({ organizationId, userId: linus.user.id })
      await rename(ada, organizationId, 'Secret')
      await grace.acceptInvitation({ invitationId: domainId })
      await later()
      await world.backend('addMember', { organizationId, userId: linus.user.id })
      const { events: told } = await rename(ada, organizationId, 'Open')
      const hearing = await hear(linus, { organizationId, cursor: before })
      const heard = (await hearing.until('organization.updated')).filter((event) => 'organizationId' in event)
      equal(typesOf(heard), ['membership.created', 'organization.updated'], 'his return, and what is new')
      equal(heard.at(-1), told[0], 'the new name')
      await hearing.stop()
    },
  },
]
