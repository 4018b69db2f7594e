import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The installation's secret: `ORGKIT_SECRET`, or one made once and kept in the folder. All nodes of one installation need the
 * same, so set it where there are several.
 */
export function loadSecret({
  secret = process.env.ORGKIT_SECRET,
  folder = '.orgkit',
}: { secret?: string; folder?: string } = {}): string {
  if (secret) return secret
  const file = path.join(folder, 'secret')
  return read(file) ?? make(file)
}

/** Written aside and linked, so that nobody ever reads half of it, and of two at once one wins. */
function make(file: string): string {
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return readFileSync(file, 'utf8')
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
