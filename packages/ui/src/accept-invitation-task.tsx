import {
  type InvitationPreviewState,
  type SessionTasksState,
  useRefetchSession,
  useSessionTasks,
} from '@orgkit/react'
import { useEffect, useRef, useState } from 'react'
import { AcceptInvitationFailed, AcceptInvitationSkeleton } from './accept-invitation-states'
import { TaskDraftsContext } from './session-task-drafts'
import { GateTask, type GateTaskProps } from './session-task-gate-screens'

interface TaskProps extends Pick<GateTaskProps, 'tasks' | 'appName'> {
  preview: InvitationPreviewState
}

/** What has to be finished before the invitation can be answered, one task after the other; then the invitation is looked at again. */
export function AcceptInvitationTask({ preview, ...props }: TaskProps) {
  const { current }: SessionTasksState = useSessionTasks()
  const [drafts] = useState(() => new Map<string, Record<string, string>>())
  const task = taskBefore(current?.key)
  const { revalidate } = preview
  const again = useRef(revalidate)
  useEffect(() => {
    again.current = revalidate
  })
  const refetchSession = useRefetchSession()
  useEffect(() => {
    // Either what was refused is of a time before that, or what is known of the tasks is.
    if (task === null) void refetchSession().then(() => again.current())
  }, [task, refetchSession])
  if (task === null) {
    return preview.error ? <AcceptInvitationFailed preview={preview} /> : <AcceptInvitationSkeleton />
  }
  return (
    <TaskDraftsContext.Provider value={drafts}>
      <GateTask key={task} task={task} {...props} />
    </TaskDraftsContext.Provider>
  )
}

/** The invitation is itself the way to finish `choose-organization`. */
function taskBefore(key: string | undefined): string | null {
  return key === undefined || key === 'choose-organization' ? null : key
}
