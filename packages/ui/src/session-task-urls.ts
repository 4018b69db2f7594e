import { safeUrl } from '@orgkit/core'
import { useNavigate } from '@orgkit/react'
import { useEffect, useRef, useState } from 'react'

export interface SessionTaskUrls {
  /**
   * Addresses of this site, by task, for apps that give each a page. The gate goes there and shows the task's screen, so it stands
   * around those pages too; once nothing is left it returns to the address that was first asked for. @default every task where one is
   */
  taskUrls?: Readonly<Record<string, string>>
  /** Where to go after the last task where no other address was asked for. @default '/' */
  afterTasksUrl?: string
}

interface TaskUrlsOptions extends SessionTaskUrls {
  /** The one that is shown; `null`: none. */
  task: string | null
  isOpen: boolean
  /** Unsaved work waits behind the screen: it is not navigated away from. */
  isCovering: boolean
  userId: string | undefined
}

/** Goes to the pages of tasks and back. Answers whether it is about to go back: the app is not shown at a task's address. */
export function useTaskUrls(options: TaskUrlsOptions): boolean {
  const { taskUrls, afterTasksUrl = '/', task, isOpen, isCovering, userId } = options
  const navigate = useNavigate()
  const url = task !== null && taskUrls && Object.hasOwn(taskUrls, task) ? taskUrls[task] : undefined
  const isAway = url !== undefined && !isCovering
  const [wasAway, setWasAway] = useState(false)
  if (isAway && !wasAway) setWasAway(true)
  const isBack = isOpen && wasAway

  useEffect(() => {
    if (!isAway || userId === undefined) return
    if (!isAtTask(taskUrls)) remember(userId, location.pathname + location.search + location.hash)
    if (pathOf(url) !== location.pathname) navigate(url)
  }, [isAway, url, userId, taskUrls, navigate])

  // Told once: a host that takes its time is told the same again.
  const target = useRef<string | null>(null)
  useEffect(() => {
    if (!isOpen || !taskUrls) {
      target.current = null
      return
    }
    // Also whoever opens the page of a task that is long done.
    if (isAtTask(taskUrls)) navigate((target.current ??= recall(userId, taskUrls) ?? afterTasksUrl))
    const timer = setTimeout(() => setWasAway(false))
    return () => clearTimeout(timer)
  }, [isOpen, userId, taskUrls, afterTasksUrl, navigate])

  return isBack
}

const pathOf = (address: string) => new URL(address, location.origin).pathname

function isAtTask(taskUrls: SessionTaskUrls['taskUrls'] = {}, path = location.pathname): boolean {
  return Object.values(taskUrls).some((url) => pathOf(url) === path)
}

/** In the tab: another one was asked for something else. */
const storageName = 'orgkit_return'

function remember(userId: string, address: string): void {
  try {
    sessionStorage.setItem(storageName, JSON.stringify([userId, address]))
  } catch {
    // A browser that is told to keep nothing: the way back is the app's first page.
  }
}

/** The address that this user asked for, if it leads to this site and to no task. Once. */
function recall(userId: string | undefined, taskUrls: SessionTaskUrls['taskUrls']): string | null {
  try {
    const [owner, address] = JSON.parse(sessionStorage.getItem(storageName) ?? '[]') as unknown[]
    sessionStorage.removeItem(storageName)
    if (owner !== userId || typeof address !== 'string') return null
    const safe = safeUrl(address, { origin: location.origin })
    return safe === null || isAtTask(taskUrls, pathOf(safe)) ? null : safe
  } catch {
    return null
  }
}
