import { emailAddressMaxLength, type ErrorCode } from '@orgkit/core'
import { useRef, type RefObject } from 'react'
import { Button } from './button'
import { Field, TextInput } from './field'
import { FormRetry } from './form-retry'
import { MailIcon } from './icons/mail-icon'
import { expiryChoices, type InviteMemberFormState } from './invite-member-form'
import { InviteMemberBody, InviteMemberFooter, InviteMemberForm } from './invite-member-parts'
import { actionsMessages } from './messages/en/actions'
import { errorsMessages } from './messages/en/errors'
import { inviteMemberMessages } from './messages/en/invite-member'
import { errorMessage } from './messages/error-message'
import { useMessages } from './messages/language'
import { SelectInput } from './select-input'

interface FieldsProps {
  form: InviteMemberFormState
  body: RefObject<HTMLDivElement | null>
  onCancel?: () => void
}

/** Address, role and how long, and what stands against them. */
export function InviteMemberFields({ form, body, onCancel }: FieldsProps) {
  const words = useMessages(inviteMemberMessages)
  const errors = useMessages(errorsMessages)
  const actions = useMessages(actionsMessages)
  const { roles, problem, isBusy } = form
  const submitButton = useRef<HTMLButtonElement>(null)
  return (
    <InviteMemberForm onSubmit={form.submit} data-busy={isBusy || undefined}>
      <InviteMemberBody ref={body}>
        <Field
          label={words.emailAddress}
          required
          error={emailAddressMessage(form.emailAddressError, words, errors)}
        >
          <TextInput
            {...form.emailAddressField}
            type="email"
            inputMode="email"
            dir="ltr"
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            icon={<MailIcon />}
            readOnly={isBusy}
          />
        </Field>
        <div className="orgkit-invite-member-choices">
          {roles.isSupported ? <RoleField form={form} /> : null}
          <Field label={words.validFor} help={words.until({ date: form.expiresAt })}>
            <SelectInput {...form.expiryField}>
              {expiryChoices.map((days) => (
                <option key={days} value={days}>
                  {words.days({ days })}
                </option>
              ))}
            </SelectInput>
          </Field>
        </div>
        {problem ? (
          <FormRetry error={problem} submitButton={submitButton} onRetry={form.submit}>
            {words.kept({ reason: errorMessage(errors, problem) })}
          </FormRetry>
        ) : null}
      </InviteMemberBody>
      <InviteMemberFooter>
        {onCancel ? <Button onClick={onCancel}>{actions.cancel}</Button> : null}
        <Button ref={submitButton} type="submit" variant="primary" loading={isBusy}>
          {words.submit}
        </Button>
      </InviteMemberFooter>
    </InviteMemberForm>
  )
}

/** Those that the reader may give. Until they are known, and where there is none, the server's default stands in. */
function RoleField({
  form: { roles, grantable, chosenRole, roleError, roleField, focus },
}: Pick<FieldsProps, 'form'>) {
  const words = useMessages(inviteMemberMessages)
  const errors = useMessages(errorsMessages)
  const actions = useMessages(actionsMessages)
  const isNone = !roles.isLoading && !roles.error && grantable.length === 0
  const error =
    roleError === 'forbidden'
      ? words.roleForbidden
      : roleError
        ? errorMessage(errors, { code: roleError })
        : isNone
          ? words.roleNone
          : undefined
  const help = roles.error ? (
    <>
      {words.rolesFailed}{' '}
      <button
        type="button"
        className="orgkit-link"
        onClick={() => {
          focus('roleKey')
          void roles.revalidate()
        }}
      >
        {actions.retry}
      </button>
    </>
  ) : chosenRole && chosenRole.key === roles.defaultRoleKey ? (
    words.roleDefault
  ) : (
    (chosenRole?.description ?? undefined)
  )
  return (
    <Field label={words.role} error={error} help={help}>
      <SelectInput {...roleField} aria-busy={roles.isLoading || undefined}>
        {grantable.length === 0 ? <option value="">{words.roleAny}</option> : null}
        {grantable.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </SelectInput>
    </Field>
  )
}

type Words = ReturnType<typeof inviteMemberMessages.english>
type Errors = ReturnType<typeof errorsMessages.english>

function emailAddressMessage(code: ErrorCode | undefined, words: Words, errors: Errors): string | undefined {
  switch (code) {
    case undefined:
      return undefined
    case 'required':
      return words.emailAddressRequired
    case 'invalid_value':
      return words.emailAddressInvalid
    case 'already_member':
      return words.alreadyMember
    case 'already_invited':
      return words.alreadyInvited
    default:
      return errorMessage(errors, { code, meta: { maximum: emailAddressMaxLength } })
  }
}
