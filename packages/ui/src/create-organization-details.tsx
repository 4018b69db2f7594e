import {
  checkLogo,
  type ErrorCode,
  organizationNameMaxLength,
  slugMaxLength,
  slugMinLength,
} from '@orgkit/core'
import { useRef } from 'react'
import { Button } from './button'
import type { CreateOrganizationFormState } from './create-organization-form'
import {
  CreateOrganizationBody,
  CreateOrganizationFooter,
  CreateOrganizationForm,
} from './create-organization-parts'
import { Field, TextInput } from './field'
import { FormRetry } from './form-retry'
import { CheckIcon } from './icons/check-icon'
import { LogoInput } from './logo-input'
import type { Messages } from './messages/en'
import { actionsMessages } from './messages/en/actions'
import { createOrganizationMessages } from './messages/en/create-organization'
import { errorsMessages } from './messages/en/errors'
import { errorMessage } from './messages/error-message'
import { useMessages } from './messages/language'
import { withNode } from './messages/with-node'
import { Spinner } from './spinner'
import { StepIndicator } from './step-indicator'

export interface CreateOrganizationDetailsProps {
  form: CreateOrganizationFormState
  slugPrefix?: string
  /** More than one: shown as "1 of 2". */
  steps: number
  onCancel?: () => void
  cancelLabel?: string
}

/** Logo, name and address: what is asked before there is an organization. */
export function CreateOrganizationDetails({
  form,
  slugPrefix,
  steps,
  onCancel,
  cancelLabel,
}: CreateOrganizationDetailsProps) {
  const actions = useMessages(actionsMessages)
  const words = useMessages(createOrganizationMessages)
  const errors = useMessages(errorsMessages)
  const { logo, problem, isBusy } = form
  const submitButton = useRef<HTMLButtonElement>(null)
  const check = (file: File) => {
    const refusal = checkLogo(file)
    return refusal && errorMessage(errors, refusal)
  }
  return (
    <CreateOrganizationForm busy={isBusy} onSubmit={form.submit}>
      <CreateOrganizationBody>
        <LogoInput
          name={form.name}
          imageUrl={logo.url}
          check={check}
          error={logo.refusal && errorMessage(errors, logo.refusal)}
          disabled={isBusy}
          onSelectFile={(file) => void logo.choose(file)}
          onRemove={logo.remove}
        />
        <Field label={words.name} required error={nameMessage(form.nameError, words, errors)}>
          <TextInput {...form.nameField} autoComplete="organization" readOnly={isBusy} />
        </Field>
        {form.slugField ? <SlugField form={form} slugPrefix={slugPrefix} /> : null}
        {problem ? (
          <FormRetry error={problem} submitButton={submitButton} onRetry={form.submit}>
            {words.kept({ reason: errorMessage(errors, problem) })}
          </FormRetry>
        ) : null}
      </CreateOrganizationBody>
      <CreateOrganizationFooter aside={steps > 1 ? <StepIndicator current={1} total={steps} /> : null}>
        {onCancel ? <Button onClick={onCancel}>{cancelLabel ?? actions.cancel}</Button> : null}
        <Button ref={submitButton} type="submit" variant="primary" loading={isBusy}>
          {steps > 1 ? words.next : words.submit}
        </Button>
      </CreateOrganizationFooter>
    </CreateOrganizationForm>
  )
}

function SlugField({ form, slugPrefix }: Pick<CreateOrganizationDetailsProps, 'form' | 'slugPrefix'>) {
  const words = useMessages(createOrganizationMessages)
  const errors = useMessages(errorsMessages)
  const actions = useMessages(actionsMessages)
  const { availability, slug, slugError, suggestions, isTaken, slugField, isBusy } = form
  if (!slugField) return null
  const isFree = availability.status === 'free' && !isTaken && !slugError
  const isChecking = availability.status === 'checking' && !slugError
  const error =
    isTaken || slugError === 'slug_taken'
      ? takenMessage(words, suggestions, form.takeSuggestion)
      : slugMessage(slugError, words, errors)
  const help =
    availability.status === 'failed' && slug !== '' ? (
      <>
        {words.slugUnchecked}{' '}
        <button type="button" className="orgkit-link" onClick={availability.retry}>
          {actions.retry}
        </button>
      </>
    ) : form.needsSlug && slug === '' ? (
      words.slugNeeded
    ) : undefined
  return (
    <Field
      label={words.slug}
      required
      error={error}
      success={isFree ? words.slugFree : undefined}
      help={help}
    >
      <TextInput
        {...slugField}
        prefix={slugPrefix}
        dir="ltr"
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        readOnly={isBusy}
        trailing={isChecking ? <Spinner /> : isFree ? <CheckIcon /> : null}
        trailingTone={isFree ? 'success' : undefined}
      />
    </Field>
  )
}

type Words = Messages['createOrganization']
type Errors = Messages['errors']

/** "Taken. Try acme-hq": each of the free ones is taken over by a press. */
function takenMessage(words: Words, suggestions: readonly string[], take: (suggestion: string) => void) {
  if (suggestions.length === 0) return words.slugTaken
  const buttons = suggestions.map((suggestion) => (
    <button
      key={suggestion}
      type="button"
      className="orgkit-link orgkit-slug-suggestion"
      data-orgkit="create-organization-suggestion"
      onClick={() => take(suggestion)}
    >
      <bdi>{suggestion}</bdi>
    </button>
  ))
  return withNode((marker) => words.slugTakenTry({ suggestions: marker }), buttons)
}

function nameMessage(code: ErrorCode | undefined, words: Words, errors: Errors) {
  if (!code) return undefined
  if (code === 'required') return words.nameRequired
  return errorMessage(errors, { code, meta: { maximum: organizationNameMaxLength } })
}

function slugMessage(code: ErrorCode | undefined, words: Words, errors: Errors) {
  if (!code) return undefined
  if (code === 'required') return words.slugRequired
  if (code === 'invalid_characters') return words.slugCharacters
  return errorMessage(errors, { code, meta: { minimum: slugMinLength, maximum: slugMaxLength } })
}
