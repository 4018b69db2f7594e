import {
  checkAnswer,
  type ErrorCode,
  normalizeAnswer,
  type OrgkitError,
  type SessionTask,
} from '@orgkit/core'
import { useCompleteSessionTask } from '@orgkit/react'
import { useContext, useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useSendOnce } from './send-once'
import { TaskDraftsContext } from './session-task-drafts'

/** No key of a field is a name that objects have by themselves. */
const nameOf = (key: string) => `_${key}`

interface CompleteProfileFormOptions {
  task: SessionTask
  userId: string
  onCompleted?: () => void
}

/** What is typed, what stands against it, and the one write. */
export function useCompleteProfileForm({ task, userId, onCompleted }: CompleteProfileFormOptions) {
  const { completeSessionTask } = useCompleteSessionTask()
  const drafts = useContext(TaskDraftsContext)
  const fields = task.fields ?? []
  const [problem, setProblem] = useState<OrgkitError | null>(null)
  const form = useForm<Record<string, string>>({
    defaultValues: {
      ...Object.fromEntries(fields.map(({ key, value }) => [nameOf(key), value ?? ''])),
      ...drafts?.get(userId),
    },
    reValidateMode: 'onSubmit',
  })
  const { errors, isSubmitting } = form.formState

  // Another task may take this page's place for a while.
  useEffect(
    () => () => {
      drafts?.set(userId, form.getValues())
    },
    [drafts, userId, form],
  )

  const { submit } = useSendOnce(() => {
    setProblem(null)
    return form.handleSubmit(send)()
  })

  async function send(typed: Record<string, string>) {
    const answers = fields.map(({ key }) => [key, (typed[nameOf(key)] ?? '').trim()] as const)
    try {
      await completeSessionTask({ taskKey: task.key, fields: Object.fromEntries(answers) })
    } catch (thrown) {
      const error = thrown as OrgkitError
      const field = fields.find(({ key }) => error.field === `fields.${key}`)
      if (!field) return setProblem(error)
      return form.setError(nameOf(field.key), { type: 'server', message: error.code }, { shouldFocus: true })
    }
    drafts?.delete(userId)
    onCompleted?.()
  }

  return {
    problem,
    isBusy: isSubmitting,
    submit,
    fields: fields.map(({ key, label }) => {
      const name = nameOf(key)
      return {
        key,
        label,
        error: errors[name]?.message as ErrorCode | undefined,
        input: form.register(name, {
          validate: (typed) => checkAnswer(key, normalizeAnswer(typed))?.code ?? true,
          // What was refused stays so until it is right; nobody is scolded for the first letters.
          onChange: () => {
            if (errors[name]) void form.trigger(name)
          },
        }),
      }
    }),
  }
}
