import { useEffect, useRef } from 'react'
import { Button } from './button'
import type { CreateOrganizationProps } from './create-organization'
import { CreateOrganizationRoot } from './create-organization-parts'
import { CreateOrganizationSkeleton } from './create-organization-skeleton'
import { RefreshIcon } from './icons/refresh-icon'
import { loadLate, useLate } from './load-late'
import { actionsMessages } from './messages/en/actions'
import { createOrganizationMessages } from './messages/en/create-organization'
import { useMessages } from './messages/language'
import { StateMessage } from './state-message'

/** The form brings a library of its own, which those who belong somewhere never need. */
export const lateCreateOrganization = /* @__PURE__ */ loadLate(() => import('./create-organization'))

export interface ChooseOrganizationCreateProps extends CreateOrganizationProps {
  /** It comes in place of the button that asked for it. @default false */
  takesFocus?: boolean
}

/** `CreateOrganization`, once it has loaded. */
export function ChooseOrganizationCreate({ takesFocus = false, ...props }: ChooseOrganizationCreateProps) {
  const words = useMessages(createOrganizationMessages)
  const actions = useMessages(actionsMessages)
  const { module, state, request } = useLate(lateCreateOrganization)
  const root = useRef<HTMLDivElement>(null)
  const isReady = module !== undefined
  useEffect(() => request(() => {}), [request])
  useEffect(() => {
    if (takesFocus && isReady) root.current?.querySelector<HTMLInputElement>('input[name="name"]')?.focus()
  }, [takesFocus, isReady])

  if (module) return <module.CreateOrganization ref={root} hideHeader {...props} />
  return (
    <CreateOrganizationRoot>
      {state === 'failed' ? (
        <StateMessage
          kind="error"
          heading="h2"
          title={words.failedTitle}
          description={words.failedDescription}
          action={
            <Button icon={<RefreshIcon />} onClick={() => request(() => {})}>
              {actions.retry}
            </Button>
          }
        />
      ) : (
        <CreateOrganizationSkeleton />
      )}
    </CreateOrganizationRoot>
  )
}
