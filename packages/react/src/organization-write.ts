import { type Capabilities, type ErrorCode, isOrgkitError } from '@orgkit/core'
import { useCallback, useState } from 'react'
import { useAccess } from './access'
import { useOrgkit } from './context'
import type { Orgkit } from './orgkit'
import { useWrite, type WriteState } from './write'

/** What the hooks that do something in an organization take. */
export interface OrganizationWriteInput {
  /** @default the organization that this tab works in */
  organizationId?: string
}

export interface OrganizationWriteState extends WriteState {
  /** Whether the backend can do this at all. */
  isSupported: boolean
}

/** What a write is about: the organization of the render that made its handler, so that one late by a switch is not misled. */
export interface About<What> {
  organizationId: string
  what: What
}

export type Run<What, Output> = (orgkit: Orgkit, about: About<What>) => Promise<Output>

/** A write in an organization, as a function and its state. `run` stands outside of components. */
export function useOrganizationWrite<What, Output>(
  name: string,
  run: Run<What, Output>,
  { organizationId: wanted }: OrganizationWriteInput,
  capability: keyof Capabilities | null = null,
): [write: (what: What) => Promise<Output>, state: OrganizationWriteState] {
  const { adapter } = useOrgkit(name)
  const { organizationId } = useAccess(null, wanted).access
  const [writtenTo, setWrittenTo] = useState(organizationId)
  const [write, { isPending, error, reset }] = useWrite<Call<What, Output>, Output>(name, runCall)
  const writeHere = useCallback(
    (what: What) => {
      setWrittenTo(organizationId)
      return write({ name, run, organizationId, what })
    },
    [write, name, run, organizationId],
  )
  // What became of a write in one organization is not shown in the next.
  const isOwn = writtenTo === organizationId
  const isSupported = capability === null || adapter.capabilities[capability]
  return [writeHere, { isPending: isOwn && isPending, error: isOwn ? error : null, reset, isSupported }]
}

/**
 * A write that is refused with this code where what is shown is old: the session is asked again before that is told, so that the
 * next try is about what it is by then.
 */
export async function orRenew<Output>(
  orgkit: Orgkit,
  code: ErrorCode,
  writing: Promise<Output>,
): Promise<Output> {
  try {
    return await writing
  } catch (error) {
    if (isOrgkitError(error) && error.code === code) await orgkit.refetchSession()
    throw error
  }
}

interface Call<What, Output> {
  name: string
  run: Run<What, Output>
  organizationId: string | null
  what: What
}

async function runCall<What, Output>(
  orgkit: Orgkit,
  { name, run, organizationId, what }: Call<What, Output>,
): Promise<Output> {
  if (organizationId !== null) return run(orgkit, { organizationId, what })
  throw new Error(
    `${name}: this tab works in no organization, so it is not clear which one is meant. ` +
      'Give the hook an `organizationId`, or offer the action in an organization only.',
  )
}
