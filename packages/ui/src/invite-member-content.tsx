import type { ErrorCode, Limit } from '@orgkit/core'
import { type SessionState, useAuthorization, useSession } from '@orgkit/react'
import { useEffect, useRef } from 'react'
import { Button } from './button'
import { CopyLinkButton } from './copy-link-button'
import { SupportLink } from './create-organization-support'
import { Field, TextInput } from './field'
import { FormProblem } from './form-problem'
import { MailIcon } from './icons/mail-icon'
import { RefreshIcon } from './icons/refresh-icon'
import { UsersIcon } from './icons/users-icon'
import { expiryChoices, type InviteMemberFormState } from './invite-member-form'
import {
  InviteMemberBody,
  InviteMemberFooter,
  InviteMemberForm,
  type InviteMemberFrame,
} from './invite-member-parts'
import { actionsMessages } from './messages/en/actions'
import { errorsMessages } from './messages/en/errors'
import { inviteMemberMessages } from './messages/en/invite-member'
import { errorMessage } from './messages/error-message'
import { useMessages } from './messages/language'
import { withNode } from './messages/with-node'
import { SelectInput } from './select-input'
import { SkeletonRows } from './skeleton-rows'
import { StateMessage } from './state-message'

export interface InviteMemberContentProps {
  form: InviteMemberFormState
  frame: InviteMemberFrame
  hideHeader?: boolean
  /** Given: there is a cancel button, and one that ends the last page. */
  onClose?: () => void
}

/** What stands in the frame, on a page as in a dialog. */
export function InviteMemberContent({ form, frame, hideHeader = false, onClose }: InviteMemberContentProps) {
  const words = useMessages(inviteMemberMessages)
  const actions = useMessages(actionsMessages)
  const { status, refetch } = useSession()
  const { has } = useAuthorization()
  const { organization, membership, seats, sent } = form
  if (sent) return <InviteMemberSent form={form} frame={frame} onClose={onClose} />

  const close = onClose ? <Button onClick={onClose}>{actions.close}</Button> : null
  const mayInvite = has({ permission: 'org:sys_memberships:manage' })
  // While it is being sent the limit already counts it.
  const isFull = seats !== null && !seats.allowed && !form.isBusy
  return (
    <>
      {hideHeader || !organization ? null : (
        <div className="orgkit-dialog-header">
          <frame.Title>{words.title({ organization: organization.name })}</frame.Title>
          {seats && mayInvite ? <frame.Description>{words.seats(seats)}</frame.Description> : null}
        </div>
      )}
      {status === 'failed' ? (
        <InviteMemberBody>
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
        </InviteMemberBody>
      ) : !organization || !membership ? (
        <InviteMemberBody aria-busy="true">
          <SkeletonRows rows={2} />
        </InviteMemberBody>
      ) : !mayInvite ? (
        <>
          <InviteMemberBody>
            <StateMessage
              kind="refused"
              title={words.refusedTitle}
              description={words.refusedDescription({ role: membership.role.name })}
            />
          </InviteMemberBody>
          {close ? <InviteMemberFooter>{close}</InviteMemberFooter> : null}
        </>
      ) : isFull ? (
        <>
          <InviteMemberBody>
            <InviteMemberFull limit={seats} />
          </InviteMemberBody>
          {close ? <InviteMemberFooter>{close}</InviteMemberFooter> : null}
        </>
      ) : (
        <InviteMemberFields form={form} onCancel={onClose} />
      )}
    </>
  )
}

function InviteMemberFields({ form, onCancel }: { form: InviteMemberFormState; onCancel?: () => void }) {
  const words = useMessages(inviteMemberMessages)
  const errors = useMessages(errorsMessages)
  const actions = useMessages(actionsMessages)
  const { roles, grantable, chosenRole, problem, isBusy } = form
  const emailAddressError = emailAddressMessage(form.emailAddressError, words, errors)
  return (
    <InviteMemberForm onSubmit={form.submit} data-busy={isBusy || undefined}>
      <InviteMemberBody>
        <Field label={words.emailAddress} required error={emailAddressError}>
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
          <Field
            label={words.role}
            error={
              form.roleError &&
              (form.roleError === 'forbidden'
                ? words.roleForbidden
                : errorMessage(errors, { code: form.roleError }))
            }
            help={
              roles.error ? (
                <>
                  {words.rolesFailed}{' '}
                  <button type="button" className="orgkit-link" onClick={() => void roles.revalidate()}>
                    {actions.retry}
                  </button>
                </>
              ) : chosenRole && chosenRole.key === roles.defaultRoleKey ? (
                words.roleDefault
              ) : (
                (chosenRole?.description ?? undefined)
              )
            }
          >
            <SelectInput {...form.roleField} disabled={isBusy || grantable.length === 0}>
              {grantable.map(({ key, name }) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </SelectInput>
          </Field>
          <Field label={words.validFor} help={words.until({ date: form.expiresAt })}>
            <SelectInput {...form.expiryField} disabled={isBusy}>
              {expiryChoices.map((days) => (
                <option key={days} value={days}>
                  {words.days({ days })}
                </option>
              ))}
            </SelectInput>
          </Field>
        </div>
        {problem ? (
          <FormProblem>
            {words.kept({ reason: errorMessage(errors, problem) })}{' '}
            <button type="button" className="orgkit-link" onClick={() => form.submit()}>
              {actions.retry}
            </button>
          </FormProblem>
        ) : null}
      </InviteMemberBody>
      <InviteMemberFooter>
        {onCancel ? <Button onClick={onCancel}>{actions.cancel}</Button> : null}
        <Button type="submit" variant="primary" loading={isBusy}>
          {words.submit}
        </Button>
      </InviteMemberFooter>
    </InviteMemberForm>
  )
}

/** It is on its way: the link to hand over, and the next one. */
function InviteMemberSent({
  form,
  frame,
  onClose,
}: Pick<InviteMemberContentProps, 'form' | 'frame' | 'onClose'>) {
  const words = useMessages(inviteMemberMessages)
  const { sent } = form
  const again = useRef<HTMLButtonElement>(null)
  useEffect(() => again.current?.focus(), [])
  if (!sent) return null
  return (
    <>
      <InviteMemberBody>
        <div className="orgkit-invite-member-sent" role="status">
          <span className="orgkit-state-message-tile" data-tone="success">
            <MailIcon size={20} />
          </span>
          <frame.Title>
            {withNode((address) => words.sent({ address }), <bdi>{sent.emailAddress}</bdi>)}
          </frame.Title>
          <frame.Description>{words.sentDescription}</frame.Description>
        </div>
        <div className="orgkit-invite-member-copy">
          <CopyLinkButton organizationId={sent.organizationId} invitationId={sent.id} />
        </div>
      </InviteMemberBody>
      <InviteMemberFooter>
        <Button ref={again} variant={onClose ? 'secondary' : 'primary'} onClick={form.startAgain}>
          {words.another}
        </Button>
        {onClose ? (
          <Button variant="primary" onClick={onClose}>
            {words.done}
          </Button>
        ) : null}
      </InviteMemberFooter>
    </>
  )
}

const supportContact = ({ settings }: SessionState) => settings?.supportContact ?? null

/** Why nobody can be invited now, and whom to ask. */
function InviteMemberFull({ limit }: { limit: Limit }) {
  const words = useMessages(inviteMemberMessages)
  const contact = useSession(supportContact)
  return (
    <StateMessage
      kind="refused"
      icon={<UsersIcon size={20} />}
      title={words.fullTitle}
      description={
        <>
          {words.fullDescription({ maximum: limit.maximum ?? limit.used })}
          {contact ? (
            <>
              {' '}
              <SupportLink contact={contact} message={(marker) => words.support({ contact: marker })} />
            </>
          ) : null}
        </>
      }
    />
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
      return errorMessage(errors, { code })
  }
}
