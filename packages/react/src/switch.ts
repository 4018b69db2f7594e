import type { Organization, SessionAnswer } from '@orgkit/core'
import type { SetLastActiveOrganizationOutput } from '@orgkit/core/contract/app'
import { useCallback } from 'react'
import { ask } from './ask'
import { loadOwnEvents } from './late-events'
import type { Orgkit } from './orgkit'
import { useWrite, type WriteState } from './write'

/**
 * Asked before a switch, and before a created organization is opened. `false` vetoes: nothing changes. `organizationId`:
 * where to; `null`: the personal account. A promise is waited for, such as that of a dialog about unsaved work.
 */
export type BeforeSwitch = (change: {
  from: Organization | null
  organizationId: string | null
}) => boolean | void | Promise<boolean | void>

/** Told after a switch, when all hooks show the new organization; the place to navigate. Not waited for. */
export type AfterSwitch = (change: {
  from: Organization | null
  to: Organization | null
}) => void | Promise<void>

/** `superseded`: a newer wish, another user or signing out came first. `unchanged`: the tab was there already. */
export type SwitchResult = 'switched' | 'unchanged' | 'vetoed' | 'superseded'

export interface SwitchOptions {
  /** Told after this switch, after the provider's `onAfterSwitch`. */
  onAfterSwitch?: AfterSwitch
}

export type SwitchOrganization = (
  organizationId: string | null,
  options?: SwitchOptions,
) => Promise<SwitchResult>

export interface SwitchState extends WriteState {
  switchOrganization: SwitchOrganization
  /** Where the switch under way leads, `null` being the personal account. `undefined`: none is under way. */
  target: string | null | undefined
}

/**
 * Moves this tab to another organization as one transaction: before (may veto) → one request → one write of the cache, the
 * old organization's data dropped → scope → after. A failure leaves everything as it was. Of several wishes the last wins,
 * in whatever order the answers come.
 *
 * Rejects with `not_found`, `personal_accounts_disabled`, `organizations_disabled`, `session_pending` or `unreachable`.
 */
export function useSwitchOrganization(): SwitchState {
  const [write, state, input] = useWrite('useSwitchOrganization', runSwitch)
  const call = useCallback<SwitchOrganization>(
    (organizationId, options) => write({ organizationId, options }),
    [write],
  )
  return { switchOrganization: call, target: input?.organizationId, ...state }
}

interface SwitchWish {
  organizationId: string | null
  options?: SwitchOptions
}

const runSwitch = (orgkit: Orgkit, { organizationId, options }: SwitchWish) =>
  switchOrganization(orgkit, organizationId, options)

/** The transaction behind `useSwitchOrganization`, without React. */
export async function switchOrganization(
  orgkit: Orgkit,
  organizationId: string | null,
  options?: SwitchOptions,
): Promise<SwitchResult> {
  const { adapter, cache, host, tab } = orgkit
  const ticket = ++tab.switchTicket
  const isUnderWay = tab.switchAbort !== null
  // The wish before this one is no longer wanted, whatever its answer will be.
  tab.switchAbort?.abort()
  tab.switchAbort = null

  const session = cache.session()?.session
  const from = session?.active?.organization ?? null
  // With a switch under way its backend may already remember the other one, so the way back is asked for too.
  if (session && !session.activeError && !isUnderWay && (from?.id ?? null) === organizationId)
    return 'unchanged'

  if ((await host.onBeforeSwitch?.({ from, organizationId })) === false) return 'vetoed'
  if (ticket !== tab.switchTicket) return 'superseded'

  const abort = (tab.switchAbort = new AbortController())
  try {
    const answer = await ask(
      orgkit,
      adapter.setLastActiveOrganization({ organizationId }, { signal: abort.signal }),
    )
    // The reference server tells of nothing here.
    const applyEvents = answer.events.length > 0 && (await loadOwnEvents())
    if (ticket !== tab.switchTicket) return 'superseded'
    const apply = () => void (applyEvents && applyEvents(cache, answer.events))
    return commitActive(orgkit, answer, apply, options?.onAfterSwitch)
  } catch (error) {
    if (ticket !== tab.switchTicket) return 'superseded'
    throw error
  } finally {
    if (tab.switchAbort === abort) tab.switchAbort = null
  }
}

/** Where the tab works next, and where it hears of it from. */
export type Place = Pick<SetLastActiveOrganizationOutput, 'active' | 'liveCursor'>

/** The one write of the cache; `apply` puts the answer's events into it. */
export function commitActive(
  { cache, host, scope, tab }: Orgkit,
  { active, liveCursor }: Place,
  apply: () => void,
  onAfterSwitch?: AfterSwitch,
): SwitchResult {
  const { queryClient, keys } = cache
  const answer = cache.session()
  const session = answer?.session
  if (!session) return 'superseded'
  // An answer to an earlier getSession is one about the organization before: given up, and not listened to.
  void queryClient.cancelQueries({ queryKey: keys.session })
  tab.generation++
  const from = session.active?.organization ?? null
  const to = active?.organization ?? null
  tab.wish = to && to.id
  queryClient.setQueryData<SessionAnswer>(keys.session, {
    ...answer,
    liveCursor,
    session: { ...session, active, activeError: null },
  })
  apply()
  if (from && from.id !== to?.id) cache.dropOrganization(session.user.id, from.id)
  scope.write(to, session.user.id)
  for (const after of [host.onAfterSwitch, onAfterSwitch]) {
    // The switch is done: an app's own mistake is reported as unhandled, and undoes nothing.
    void (async () => after?.({ from, to }))()
  }
  return 'switched'
}
