import type { Limit, User } from '@orgkit/core'
import { type SessionState, useSession, useSignOut } from '@orgkit/react'
import { forwardRef, useState } from 'react'
import { Button } from './button'
import {
  ChooseOrganizationDescription,
  ChooseOrganizationFooter,
  ChooseOrganizationHeader,
  ChooseOrganizationRoot,
  type ChooseOrganizationRootProps,
  ChooseOrganizationTitle,
} from './choose-organization-parts'
import { useDelayedLoading } from './delayed-loading'
import { LockIcon } from './icons/lock-icon'
import { RefreshIcon } from './icons/refresh-icon'
import { actionsMessages } from './messages/en/actions'
import { chooseOrganizationMessages } from './messages/en/choose-organization'
import { createOrganizationMessages } from './messages/en/create-organization'
import { statesMessages } from './messages/en/states'
import { useMessages } from './messages/language'
import { withNode } from './messages/with-node'
import { Skeleton } from './skeleton'
import { SkeletonRows } from './skeleton-rows'
import { StateMessage, StateTile } from './state-message'
import { VisuallyHidden } from './visually-hidden'
import { SupportContact } from './support-contact'

/** The page on its way. Renders a `<section>`, empty for the first 150 ms. */
export const ChooseOrganizationSkeleton = /* @__PURE__ */ forwardRef<
  HTMLElement,
  ChooseOrganizationRootProps
>(function ChooseOrganizationSkeleton(props, ref) {
  const states = useMessages(statesMessages)
  const isShown = useDelayedLoading(true)
  return (
    <ChooseOrganizationRoot ref={ref} view="loading" aria-busy="true" {...props}>
      <VisuallyHidden role="status">{isShown ? states.loading : ''}</VisuallyHidden>
      {isShown ? (
        <>
          <div className="orgkit-choose-organization-header">
            <Skeleton className="orgkit-choose-organization-skeleton-title" />
          </div>
          <div className="orgkit-card">
            <SkeletonRows rows={3} />
          </div>
        </>
      ) : null}
    </ChooseOrganizationRoot>
  )
})

interface RetryProps extends ChooseOrganizationRootProps {
  /** Never rejects. */
  retry: () => Promise<void>
}

/** Nothing is known. Renders a `<section>`. */
export const ChooseOrganizationFailed = /* @__PURE__ */ forwardRef<HTMLElement, RetryProps>(
  function ChooseOrganizationFailed({ retry, ...props }, ref) {
    const words = useMessages(chooseOrganizationMessages)
    const actions = useMessages(actionsMessages)
    return (
      <ChooseOrganizationRoot ref={ref} view="failed" {...props}>
        <StateMessage
          kind="error"
          heading="h2"
          title={words.failedTitle}
          description={words.failedDescription}
          action={
            <Button icon={<RefreshIcon />} onClick={() => void retry()}>
              {actions.retry}
            </Button>
          }
        />
      </ChooseOrganizationRoot>
    )
  },
)

interface DeadEndProps extends RetryProps {
  /** Not allowed. */
  limit: Limit
  app?: string
}

interface CheckProps {
  /** Never rejects. */
  retry: () => Promise<void>
  /** What is shown of what may change, to say so where it has not. @default '' */
  shown?: string
}

/** Looks again, where there is nothing else to do. */
export function ChooseOrganizationCheck({ retry, shown = '' }: CheckProps) {
  const words = useMessages(chooseOrganizationMessages)
  const [isChecking, setChecking] = useState(false)
  const [checked, setChecked] = useState<string | null>(null)
  const check = async () => {
    setChecking(true)
    setChecked(null)
    await retry()
    setChecking(false)
    setChecked(shown)
  }
  return (
    <>
      <Button block size="large" icon={<RefreshIcon />} loading={isChecking} onClick={() => void check()}>
        {words.checkAgain}
      </Button>
      <VisuallyHidden role="status">{checked === shown ? words.checked : ''}</VisuallyHidden>
    </>
  )
}

/** Nothing to choose and nothing to make: what to do, and whom to ask. Renders a `<section>`. */
export const ChooseOrganizationDeadEnd = /* @__PURE__ */ forwardRef<HTMLElement, DeadEndProps>(
  function ChooseOrganizationDeadEnd({ limit, app, retry, ...props }, ref) {
    const words = useMessages(chooseOrganizationMessages)
    const createOrganization = useMessages(createOrganizationMessages)
    const user = useSession(userOf)
    const isLimit = limit.reason === 'creation_limit_reached'
    return (
      <ChooseOrganizationRoot ref={ref} view="dead-end" {...props}>
        <ChooseOrganizationHeader>
          <StateTile>
            <LockIcon size={20} />
          </StateTile>
          <ChooseOrganizationTitle>
            {isLimit ? createOrganization.limitTitle : words.deadEndTitle}
          </ChooseOrganizationTitle>
          <ChooseOrganizationDescription>
            {isLimit
              ? createOrganization.limitDescription({ maximum: limit.maximum ?? limit.used })
              : words.deadEndDescription({ app })}{' '}
            <Support />
          </ChooseOrganizationDescription>
        </ChooseOrganizationHeader>
        <ChooseOrganizationCheck retry={retry} />
        {user ? <ChooseOrganizationSignedIn user={user} /> : null}
      </ChooseOrganizationRoot>
    )
  },
)

interface LimitProps {
  limit: Limit
  /** Nothing in the list lets the reader in by itself: what else there is to do. @default false */
  isWaiting?: boolean
  /** A request waits. @default false */
  isAsking?: boolean
}

/** Below a list, at the limit: why there is no button. Where creating is forbidden, nothing speaks of it to those who have a way in. */
export function ChooseOrganizationLimit({ limit, isWaiting = false, isAsking = false }: LimitProps) {
  const createOrganization = useMessages(createOrganizationMessages)
  const words = useMessages(chooseOrganizationMessages)
  const isLimit = limit.reason === 'creation_limit_reached'
  if (!isLimit && !isWaiting) return null
  return (
    <p className="orgkit-choose-organization-limit">
      {isLimit ? createOrganization.limitDescription({ maximum: limit.maximum ?? limit.used }) : null}{' '}
      {isAsking && isWaiting ? words.askColleague : null} <Support />
    </p>
  )
}

function Support() {
  const words = useMessages(createOrganizationMessages)
  return <SupportContact message={(contact) => words.support({ contact })} />
}

/** "Signed in as linus@acme.test. Sign out". Renders a `<p>`. */
export function ChooseOrganizationSignedIn({ user }: { user: User }) {
  const words = useMessages(chooseOrganizationMessages)
  const { signOut, isAvailable, isPending, error } = useSignOut()
  const address = user.emails[0]?.address ?? user.name
  return (
    <ChooseOrganizationFooter>
      {withNode((marker) => words.signedInAs({ address: marker }), <bdi>{address}</bdi>)}{' '}
      {isAvailable ? (
        <button
          type="button"
          className="orgkit-link"
          aria-disabled={isPending || undefined}
          onClick={() => {
            if (!isPending) void signOut()
          }}
        >
          {words.signOut}
        </button>
      ) : null}
      <span role="alert">{error ? ` ${words.signOutFailed}` : ''}</span>
    </ChooseOrganizationFooter>
  )
}

const userOf = ({ user }: SessionState) => user
