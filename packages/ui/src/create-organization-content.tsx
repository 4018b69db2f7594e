import { useSession } from '@orgkit/react'
import { Button } from './button'
import { CreateOrganizationDetails } from './create-organization-details'
import type { CreateOrganizationFormState } from './create-organization-form'
import {
  CreateOrganizationBody,
  CreateOrganizationFooter,
  CreateOrganizationHeader,
} from './create-organization-parts'
import { CreateOrganizationSkeleton } from './create-organization-skeleton'
import { CreateOrganizationDone, CreateOrganizationLogo, CreationRefused } from './create-organization-steps'
import { RefreshIcon } from './icons/refresh-icon'
import { actionsMessages } from './messages/en/actions'
import { createOrganizationMessages } from './messages/en/create-organization'
import { useMessages } from './messages/language'
import { StateMessage } from './state-message'
import type { DialogFrame } from './dialog-frame'

export interface CreateOrganizationContentProps {
  form: CreateOrganizationFormState
  frame: DialogFrame
  /** How many pages there are, with the last one. */
  steps: number
  slugPrefix?: string
  hideHeader?: boolean
  onCancel?: () => void
  cancelLabel?: string
}

/** What stands in the frame, on a page as in a dialog. */
export function CreateOrganizationContent(props: CreateOrganizationContentProps) {
  const { form, frame, steps, slugPrefix, hideHeader = false, onCancel, cancelLabel } = props
  const words = useMessages(createOrganizationMessages)
  const actions = useMessages(actionsMessages)
  const { status, session, refetch } = useSession()
  if (form.step === 'done') return <CreateOrganizationDone form={form} frame={frame} steps={steps} />
  if (form.step === 'logo') return <CreateOrganizationLogo form={form} frame={frame} />

  const limit = session?.limits.createOrganization
  // While it is being made the limit already counts it.
  const isRefused = limit !== undefined && !limit.allowed && !form.isBusy
  const isPlain = status === 'failed' || isRefused
  return (
    <>
      {hideHeader ? null : (
        <CreateOrganizationHeader>
          <frame.Title>{words.title}</frame.Title>
          {isPlain ? null : <frame.Description>{words.description}</frame.Description>}
        </CreateOrganizationHeader>
      )}
      {status === 'failed' ? (
        <CreateOrganizationBody>
          <StateMessage
            kind="error"
            title={words.failedTitle}
            description={words.failedDescription}
            action={
              <Button icon={<RefreshIcon />} onClick={() => void refetch()}>
                {actions.retry}
              </Button>
            }
          />
        </CreateOrganizationBody>
      ) : session === null ? (
        <CreateOrganizationSkeleton />
      ) : isRefused ? (
        <>
          <CreateOrganizationBody>
            <CreationRefused limit={limit} />
          </CreateOrganizationBody>
          {onCancel ? (
            <CreateOrganizationFooter>
              <Button onClick={onCancel}>{cancelLabel ?? actions.close}</Button>
            </CreateOrganizationFooter>
          ) : null}
        </>
      ) : (
        <CreateOrganizationDetails
          form={form}
          slugPrefix={slugPrefix}
          steps={steps}
          onCancel={onCancel}
          cancelLabel={cancelLabel}
        />
      )}
    </>
  )
}
