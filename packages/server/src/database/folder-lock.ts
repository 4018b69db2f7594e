import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** Longer than any process needs between finding a lock stale and replacing it. */
const takeoverPauseMs = 150

/** Locks that this process holds: its own pid in a lock that it does not hold is an earlier process's (pid 1 in a container). */
const held = new Set<string>()

export interface FolderLock {
  release(): void
}

/**
 * Keeps a second process from a PGlite folder: it would open without complaint and lose acknowledged writes. The lock names its
 * process and is taken over when that is gone, so `kill -9` leaves nothing to clean up.
 */
export async function lockFolder(lockFile: string): Promise<FolderLock> {
  const own = describeProcess(process.pid)
  if (held.has(lockFile)) throw new Error(inUse(lockFile, String(process.pid)))
  held.add(lockFile)
  try {
    if (!writeNew(lockFile, own)) {
      const holder = read(lockFile)
      if (isAlive(holder)) throw new Error(inUse(lockFile, holder))
      rmSync(lockFile, { force: true })
      const isOurs = writeNew(lockFile, own)
      // Two may have found it stale at once; the one whose lock was replaced sees it now.
      await wait(takeoverPauseMs)
      if (!isOurs || read(lockFile) !== own) throw new Error(inUse(lockFile, read(lockFile)))
    }
  } catch (error) {
    held.delete(lockFile)
    throw error
  }
  return {
    release() {
      held.delete(lockFile)
      if (read(lockFile) === own) rmSync(lockFile, { force: true })
    },
  }
}

function writeNew(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** The pid and, where the system tells it, when the process began: a pid alone is used again. */
function describeProcess(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return `${pid} ${startedAt}`
  } catch {
    return String(pid)
  }
}

function isAlive(holder: string): boolean {
  const pid = Number.parseInt(holder, 10)
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return describeProcess(pid) === holder
}

function inUse(lockFile: string, holder: string): string {
  return (
    `orgkit: the database folder is in use by process ${holder.split(' ')[0] || 'unknown'} (${lockFile}). Two processes on one folder ` +
    'would lose writes. Stop the other one, or use another folder, or Postgres (ORGKIT_DATABASE_URL).'
  )
}
