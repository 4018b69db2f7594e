import { app, type AppOperationName } from '../contract/app'
import type { InstanceSettings } from '../model/instance'
import { equal, ok, refusal } from './assert'
import { ask, neededFor } from './authorization'
import { type ConformanceCase, organizationsOn, personalOn, type TestUser } from './case'

const terms = { version: '2026-11', url: 'https://app.test/terms' }
const profileFields = [
  { key: 'company', label: 'Company' },
  { key: 'constructor', label: 'What you build' },
]
const answers = { company: 'Acme', constructor: 'Bridges' }
const everything: Partial<InstanceSettings> = { ...organizationsOn, terms, profileFields }
const acceptTerms = { taskKey: 'accept-terms', termsVersion: terms.version }
const inPersonal: Partial<InstanceSettings> = { ...personalOn, terms }

const choosing = (Object.keys(app) as AppOperationName[]).filter((name) => app[name].session === 'choosing')

async function tasksOf(user: TestUser) {
  const { session } = await user.getSession({})
  return session?.tasks.map(({ key }) => key)
}

/** What must be finished before the app opens (F8). */
export const sessionTaskCases: ConformanceCase[] = [
  {
    title: 'what is to be finished comes in order, with what its screen needs, and the session is pending',
    covers: ['getSession'],
    settings: everything,
    async run(world) {
      const { session } = await (await world.signUp()).getSession({})
      equal(session?.status, 'pending', 'the session is pending')
      equal(
        session?.tasks,
        [
          { key: 'accept-terms', terms },
          { key: 'complete-profile', fields: profileFields.map((field) => ({ ...field, value: null })) },
          { key: 'choose-organization' },
        ],
        'all three',
      )
    },
  },
  {
    title: 'one task is finished after the other, and each is told of once',
    covers: ['completeSessionTask', 'getSession', 'createOrganization'],
    settings: everything,
    async run(world) {
      const ada = await world.signUp()
      const first = await ada.completeSessionTask(acceptTerms)
      equal(
        first.events.map((event) => event.type === 'session_task.completed' && event.taskKey),
        ['accept-terms'],
        'the terms are told of',
      )
      equal(
        first.tasks.map(({ key }) => key),
        ['complete-profile', 'choose-organization'],
        'two are left',
      )
      const second = await ada.completeSessionTask({
        taskKey: 'complete-profile',
        fields: { ...answers, company: '  Acme ' },
      })
      equal(second.tasks, [{ key: 'choose-organization' }], 'one is left')
      const { events } = await ada.createOrganization({ name: 'Acme' })
      const told = events.filter((event) => event.type === 'session_task.completed')
      equal(
        told.map(({ taskKey }) => taskKey),
        ['choose-organization'],
        'an organization finishes that one alone',
      )
      equal((await ada.getSession({})).session?.status, 'active', 'the app is open')
    },
  },
  {
    title: 'a task that is finished already answers with those that are left, and is not told of again',
    covers: ['completeSessionTask'],
    settings: everything,
    async run(world) {
      const ada = await world.signUp()
      await ada.completeSessionTask(acceptTerms)
      for (const input of [acceptTerms, { taskKey: 'accept-terms' }, { taskKey: 'none-of-this-app' }]) {
        const { tasks, events } = await ada.completeSessionTask(input)
        equal(tasks, (await ada.getSession({})).session?.tasks, 'those that are left')
        equal(events, [], 'nothing happened')
      }
      const grace = await world.signUp('Grace')
      equal(
        await tasksOf(grace),
        ['accept-terms', 'complete-profile', 'choose-organization'],
        'of hers, none',
      )
    },
  },
  {
    title: 'no task is finished before its turn',
    covers: ['completeSessionTask:session_pending'],
    settings: everything,
    async run(world) {
      const ada = await world.signUp()
      const first = { meta: { task: 'accept-terms' } }
      const profile = { taskKey: 'complete-profile', fields: answers }
      await refusal(ada.completeSessionTask(profile), 'session_pending', first)
      await refusal(ada.completeSessionTask({ taskKey: 'choose-organization' }), 'session_pending', first)
      await ada.completeSessionTask(acceptTerms)
      await ada.completeSessionTask(profile)
      await refusal(ada.completeSessionTask({ taskKey: 'choose-organization' }), 'session_pending', {
        meta: { task: 'choose-organization' },
      })
      equal(await tasksOf(ada), ['choose-organization'], 'an organization is what it asks for')
    },
  },
  {
    title:
      'terms are accepted in the version that is there now, and another one later is to be accepted again',
    covers: [
      'completeSessionTask',
      'completeSessionTask:required',
      'completeSessionTask:conflict',
      'backend.updateSettings',
      'backend.getUser',
    ],
    needs: ['backend'],
    settings: inPersonal,
    async run(world) {
      const ada = await world.signUp()
      const taskKey = 'accept-terms'
      await refusal(ada.completeSessionTask({ taskKey }), 'required', { field: 'termsVersion' })
      const old = ada.completeSessionTask({ taskKey, termsVersion: '2025-01' })
      await refusal(old, 'conflict', { field: 'termsVersion' })
      equal(await tasksOf(ada), [taskKey], 'it is still open')
      await ada.completeSessionTask(acceptTerms)
      const { user } = await world.backend('getUser', { userId: ada.user.id })
      equal(user.acceptedTermsVersion, terms.version, 'the app can prove which')
      ok(Date.parse(user.acceptedTermsAt ?? '') > 0, 'and when')
      const next = { version: '2027-01', url: null }
      await world.backend('updateSettings', { terms: next })
      equal(
        (await ada.getSession({})).session?.tasks,
        [{ key: taskKey, terms: next }],
        'the new ones are to be',
      )
      await world.backend('updateSettings', { terms: null })
      equal(await tasksOf(ada), [], 'none, none is')
    },
  },
  {
    title: 'a profile is kept whole or not at all, and each mistake names its field',
    covers: [
      'completeSessionTask:required',
      'completeSessionTask:too_long',
      'completeSessionTask:invalid_value',
      'completeSessionTask:invalid_characters',
    ],
    settings: { ...personalOn, profileFields },
    async run(world) {
      const ada = await world.signUp()
      const complete = (fields?: Record<string, string>) =>
        ada.completeSessionTask({ taskKey: 'complete-profile', fields })
      await refusal(complete(), 'required', { field: 'fields.company' })
      await refusal(complete({ company: 'Acme' }), 'required', { field: 'fields.constructor' })
      await refusal(complete({ ...answers, company: ' \u200b' }), 'required', { field: 'fields.company' })
      await refusal(complete({ ...answers, age: '3' }), 'invalid_value', { field: 'fields.age' })
      await refusal(complete({ ...answers, company: 'x'.repeat(201) }), 'too_long', {
        field: 'fields.company',
        meta: { maximum: 200 },
      })
      await refusal(complete({ ...answers, company: 'Ac\u0000me' }), 'invalid_characters', {
        field: 'fields.company',
      })
      const { session } = await ada.getSession({})
      equal(
        session?.tasks[0]?.fields?.map(({ value }) => value),
        [null, null],
        'nothing was kept',
      )
      await complete({ ...answers, company: '🏢'.repeat(200) })
      equal(await tasksOf(ada), [], 'so long is long enough')
    },
  },
  {
    title: 'what was answered before need not be answered again, wherever the answer came from',
    covers: ['completeSessionTask', 'backend.updateUser', 'backend.getUser'],
    needs: ['backend'],
    settings: { ...personalOn, profileFields },
    async run(world) {
      const ada = await world.signUp()
      const userId = ada.user.id
      await world.backend('updateUser', { userId, metadata: { company: ' Acme ', plan: 'pro' } })
      const [task] = (await ada.getSession({})).session?.tasks ?? []
      equal(
        task?.fields?.map(({ value }) => value),
        ['Acme', null],
        'the earlier answer is shown',
      )
      await ada.completeSessionTask({ taskKey: 'complete-profile', fields: { constructor: 'Bridges' } })
      const metadata = async () => (await world.backend('getUser', { userId })).user.metadata
      equal(await metadata(), { ...answers, plan: 'pro' }, 'all is there')
      await world.backend('updateUser', { userId, metadata: { company: null } })
      equal(await metadata(), { constructor: 'Bridges', plan: 'pro' }, 'the app takes one away')
      equal(await tasksOf(ada), ['complete-profile'], 'and it is asked for again')
    },
  },
  {
    title: 'the app’s server keeps of a user only what could be kept',
    covers: [
      'backend.updateUser:required',
      'backend.updateUser:too_long',
      'backend.updateUser:invalid_value',
      'backend.updateUser:invalid_characters',
      'backend.getUser',
    ],
    needs: ['backend'],
    settings: personalOn,
    async run(world) {
      const { user } = await world.signUp()
      const update = (metadata: Record<string, string | null>) =>
        world.backend('updateUser', { userId: user.id, creationLimit: 7, metadata })
      await refusal(update({ plan: ' ' }), 'required', { field: 'metadata.plan' })
      await refusal(update({ plan: 'x'.repeat(201) }), 'too_long', { field: 'metadata.plan' })
      await refusal(update({ 'a key': 'x' }), 'invalid_value', { field: 'metadata.a key' })
      await refusal(update({ plan: 'a\u0000' }), 'invalid_characters', { field: 'metadata.plan' })
      const many = Array.from({ length: 51 }, (_, index) => [`key_${index}`, 'x'])
      await refusal(update(Object.fromEntries(many)), 'too_long', { field: 'metadata' })
      const now = (await world.backend('getUser', { userId: user.id })).user
      equal([now.metadata, now.creationLimit], [{}, 'instance'], 'nothing was changed')
    },
  },
  {
    title: 'where organizations are off the tasks of the app hold as well',
    covers: ['completeSessionTask', 'getSession'],
    settings: { terms, profileFields },
    async run(world) {
      const ada = await world.signUp()
      equal(await tasksOf(ada), ['accept-terms', 'complete-profile'], 'both are open')
      await ada.completeSessionTask(acceptTerms)
      await ada.completeSessionTask({ taskKey: 'complete-profile', fields: answers })
      equal((await ada.getSession({})).session?.status, 'active', 'the app is open')
    },
  },
  ...choosing.map((name): ConformanceCase => ({
    title: `${name} is refused while another task comes before the choice of an organization`,
    covers: [`${name}:session_pending`],
    needs: neededFor(name),
    settings: everything,
    async run(world) {
      const ada = await world.signUp()
      await refusal(ask(ada, name), 'session_pending', { meta: { task: 'accept-terms' } })
      await ada.completeSessionTask(acceptTerms)
      await refusal(ask(ada, name), 'session_pending', { meta: { task: 'complete-profile' } })
    },
  })),
  {
    title: 'whoever has an organization is kept out of it as well, until the task is finished',
    covers: ['getOrganization', 'getOrganization:session_pending', 'listUserMemberships:session_pending'],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const { organization } = await ada.createOrganization({ name: 'Acme' })
      await world.backend('updateSettings', { terms })
      const look = () => ada.getOrganization({ organization: organization.id })
      await refusal(look(), 'session_pending', { meta: { task: 'accept-terms' } })
      await refusal(ada.listUserMemberships({}), 'session_pending', { meta: { task: 'accept-terms' } })
      await ada.completeSessionTask(acceptTerms)
      equal((await look()).organization.id, organization.id, 'it is there')
    },
  },
  {
    title: 'an invitation says that a task comes first, unless it could not be accepted after that either',
    covers: ['previewInvitation', 'acceptInvitation', 'acceptInvitation:session_pending'],
    needs: ['backend', 'invitations', 'readMail'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp('Ada')
      const { organization } = await ada.createOrganization({ name: 'Acme' })
      const grace = await world.signUp('Grace')
      const emailAddress = grace.user.emails[0]?.address ?? ''
      const invited = await ada.inviteMember({ organizationId: organization.id, emailAddress })
      const token = (await world.readMail(emailAddress))[0]?.links[0]?.split('/').at(-1) ?? ''
      await world.backend('updateSettings', { terms })
      const refused = async (user: TestUser) => (await user.previewInvitation({ token })).refusal?.code
      const preview = await grace.previewInvitation({ token })
      equal(preview.invitation.organizationName, 'Acme', 'she sees what waits for her')
      equal(preview.refusal, { code: 'session_pending', meta: { task: 'accept-terms' } }, 'and what is first')
      await refusal(grace.acceptInvitation({ token }), 'session_pending')
      equal(await refused(await world.signUp('Eve')), 'wrong_account', 'another has nothing to finish for it')
      await grace.completeSessionTask(acceptTerms)
      equal((await grace.previewInvitation({ token })).refusal, null, 'now she can')
      await grace.acceptInvitation({ token })
      equal(invited.invitation.status, 'pending', 'and did')
    },
  },
]
