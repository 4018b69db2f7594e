import type { Limit } from '@orgkit/core'
import { type OrganizationState, useOrganization } from '@orgkit/react'
import { useEffect, useRef } from 'react'
import { Button } from './button'
import type { CreateOrganizationFormState } from './create-organization-form'
import {
  CreateOrganizationBody,
  CreateOrganizationFooter,
  CreateOrganizationMark,
} from './create-organization-parts'
import { SupportContact } from './support-contact'
import { FormProblem } from './form-problem'
import { LogoInput } from './logo-input'
import { createOrganizationMessages } from './messages/en/create-organization'
import { errorsMessages } from './messages/en/errors'
import { errorMessage } from './messages/error-message'
import { useMessages } from './messages/language'
import { StateMessage } from './state-message'
import { StepIndicator } from './step-indicator'
import type { DialogFrame } from './dialog-frame'

interface StepProps {
  form: CreateOrganizationFormState
  frame: DialogFrame
  steps: number
}

const activeId = ({ organization }: OrganizationState) => organization?.id

/** It is there: what one is in it, and the way in. */
export function CreateOrganizationDone({ form, frame: { Title, Description }, steps }: StepProps) {
  const words = useMessages(createOrganizationMessages)
  const here = useOrganization(activeId)
  const titleRef = useRef<HTMLHeadingElement>(null)
  const openRef = useRef<HTMLButtonElement>(null)
  useEffect(() => (openRef.current ?? titleRef.current)?.focus(), [])
  const { organization } = form
  if (!organization) return null
  const { name, imageUrl } = organization
  return (
    <>
      <CreateOrganizationBody>
        <div className="orgkit-create-organization-done" role="status">
          <CreateOrganizationMark name={name} imageUrl={form.logo.url ?? imageUrl} />
          <Title ref={titleRef} tabIndex={-1}>
            {words.doneTitle({ organization: name })}
          </Title>
          <Description>{here === organization.id ? words.doneDescription : words.doneElsewhere}</Description>
        </div>
      </CreateOrganizationBody>
      {form.canOpen ? (
        <CreateOrganizationFooter aside={steps > 1 ? <StepIndicator current={steps} total={steps} /> : null}>
          <Button ref={openRef} variant="primary" className="orgkit-button-name" onClick={form.open}>
            <span className="orgkit-truncate">{words.open({ organization: name })}</span>
          </Button>
        </CreateOrganizationFooter>
      ) : null}
    </>
  )
}

/** The organization is there, its logo is not. Nothing here makes another organization. */
export function CreateOrganizationLogo({ form, frame: { Title, Description } }: Omit<StepProps, 'steps'>) {
  const words = useMessages(createOrganizationMessages)
  const errors = useMessages(errorsMessages)
  const retryRef = useRef<HTMLButtonElement>(null)
  const skipRef = useRef<HTMLButtonElement>(null)
  useEffect(() => (retryRef.current ?? skipRef.current)?.focus(), [])
  const { organization, logo, logoError, isUploading } = form
  if (!organization) return null
  const isPicturesFault = logoError?.code === 'image_unsupported' || logoError?.code === 'image_too_large'
  return (
    <>
      <div className="orgkit-dialog-header">
        <Title>{words.logoTitle({ organization: organization.name })}</Title>
        <Description>{words.logoDescription}</Description>
      </div>
      <CreateOrganizationBody>
        <LogoInput
          name={organization.name}
          imageUrl={logo.url}
          uploading={isUploading}
          error={logo.refusal && errorMessage(errors, logo.refusal)}
          onSelectFile={(file) => void form.replaceLogo(file)}
        />
        {logoError ? <FormProblem>{errorMessage(errors, logoError)}</FormProblem> : null}
      </CreateOrganizationBody>
      <CreateOrganizationFooter>
        <Button ref={skipRef} aria-disabled={isUploading || undefined} onClick={form.finishWithoutLogo}>
          {words.logoSkip}
        </Button>
        {isPicturesFault ? null : (
          <Button
            ref={retryRef}
            variant="primary"
            loading={isUploading}
            onClick={() => void form.retryLogo()}
          >
            {words.logoRetry}
          </Button>
        )}
      </CreateOrganizationFooter>
    </>
  )
}

export interface CreationRefusedProps {
  /** Not allowed. */
  limit: Limit
  heading?: 'h2' | 'h3'
}

/** Why this person may not create one, and whom to ask. */
export function CreationRefused({ limit, heading }: CreationRefusedProps) {
  const words = useMessages(createOrganizationMessages)
  const isLimit = limit.reason === 'creation_limit_reached'
  return (
    <StateMessage
      kind="refused"
      heading={heading}
      title={isLimit ? words.limitTitle : words.forbiddenTitle}
      description={
        <>
          {isLimit
            ? words.limitDescription({ maximum: limit.maximum ?? limit.used })
            : words.forbiddenDescription}{' '}
          <SupportContact message={(contact) => words.support({ contact })} />
        </>
      }
    />
  )
}
