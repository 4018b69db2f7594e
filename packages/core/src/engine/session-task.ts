import type { CompleteSessionTaskInput } from '../contract/app'
import { OrgkitError, orThrow } from '../errors'
import type { Instance } from '../model/instance'
import type { SessionTask } from '../model/session'
import { checkTasksDone } from '../rules/session'
import { checkAcceptTerms, checkProfile, normalizeAnswer } from '../rules/session-answers'
import { signedIn } from './access'
import { command } from './command'
import type { UserRow } from './store'

/** Only what orgkit keeps is written here: what the app or a membership says is finished is not open any more. */
export const completeSessionTask = command('completeSessionTask', {
  async run({ tx, actor, instance, input, now, tasks, tell }) {
    const user = signedIn(actor)
    const task = tasks.find(({ key }) => key === input.taskKey)
    // Finished before, maybe by the same request, whose answer got lost.
    if (!task) return { tasks, events: [] }
    if (task !== tasks[0]) orThrow(checkTasksDone(tasks))
    await tx.users.update(user.id, finish(task, { user, instance, input, now }))
    const event = await tell({ type: 'session_task.completed', userId: user.id, taskKey: task.key })
    return { tasks: tasks.slice(1), events: [event] }
  },
})

/** What is kept of the finished task. Throws where it is not finished by this. */
function finish(
  task: SessionTask,
  {
    user,
    instance,
    input,
    now,
  }: { user: UserRow; instance: Instance; input: CompleteSessionTaskInput; now: Date },
): Partial<Pick<UserRow, 'metadata' | 'acceptedTermsVersion' | 'acceptedTermsAt'>> {
  if (task.terms) {
    orThrow(checkAcceptTerms(task.terms, input.termsVersion))
    return { acceptedTermsVersion: task.terms.version, acceptedTermsAt: now.toISOString() }
  }
  if (task.fields) {
    const given = Object.entries(input.fields ?? {})
    const answers = Object.fromEntries(given.map(([key, answer]) => [key, normalizeAnswer(answer)]))
    const { profileFields: fields } = instance.settings
    orThrow(checkProfile({ fields, metadata: user.metadata, answers }))
    return { metadata: { ...user.metadata, ...answers } }
  }
  throw new OrgkitError({ code: 'session_pending', meta: { task: task.key } })
}
