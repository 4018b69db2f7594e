import { emailAddressMaxLength, type ErrorCode, type Limit } from '@orgkit/core'
import { type SessionState, useAuthorization, useSession } from '@orgkit/react'
import { useEffect, useRef, type MouseEvent, type RefObject } from 'react'
import { Button } from './button'
import { CopyLinkButton } from './copy-link-button'
import { SupportLink } from './create-organization-support'
import { useDelayedLoading } from './delayed-loading'
import { Field, TextInput } from './field'
import { focusHeading, isFocusLost } from './focus-heading'
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
import { statesMessages } from './messages/en/states'
import { errorMessage } from './messages/error-message'
import { useMessages } from './messages/language'
import { withNode } from './messages/with-node'
import { SelectInput } from './select-input'
import { Skeleton } from './skeleton'
import { SkeletonField } from './skeleton-field'
import { StateMessage } from './state-message'
import { VisuallyHidden } from './visually-hidden'

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
  const body = useRef<HTMLDivElement>(null)
  const { organization, membership, seats, sent } = form
  const mayInvite = has({ permission: 'org:sys_memberships:manage' })
  const view = sent
    ? 'sent'
    : status === 'failed'
      ? 'failed'
      : !organization || !membership
        ? 'loading'
        : !mayInvite
          ? 'refused'
          : // While it is being sent the limit already counts it, and what is being typed is not taken away.
            seats && !seats.allowed && !form.isBusy && !form.isBegun
            ? 'full'
            : 'form'

  const lastView = useRef(view)
  useEffect(() => {
    const before = lastView.current
    lastView.current = view
    // Nobody is moved about in a page that has just been opened.
    if (before === view || before === 'loading') return
    // What had focus is gone; a dialog then takes it itself.
    if (!isFocusLost() && document.activeElement !== body.current?.closest('[role="dialog"]')) return
    if (view === 'form') form.focus()
    else focusHeading(body.current)
  }, [view, form])

  const close = onClose ? <Button onClick={onClose}>{actions.close}</Button> : null
  return (
    <>
      {hideHeader || sent ? null : (
        <div className="orgkit-dialog-header">
          <frame.Title>
            {organization ? words.title({ organization: organization.name }) : words.label}
          </frame.Title>
          {view === 'loading' ? <Skeleton className="orgkit-skeleton-label" /> : null}
          {seats && mayInvite ? <frame.Description>{words.seats(seats)}</frame.Description> : null}
        </div>
      )}
      {view === 'sent' ? (
        <InviteMemberSent form={form} frame={frame} body={body} onClose={onClose} />
      ) : view === 'form' ? (
        <InviteMemberFields form={form} body={body} onCancel={onClose} />
      ) : view === 'loading' ? (
        <InviteMemberSkeleton />
      ) : (
        <>
          <InviteMemberBody ref={body}>
            {view === 'failed' ? (
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
            ) : view === 'refused' ? (
              <StateMessage
                kind="refused"
                title={words.refusedTitle}
                description={words.refusedDescription({ role: membership?.role.name ?? '' })}
              />
            ) : seats ? (
              <InviteMemberFull limit={seats} />
            ) : null}
          </InviteMemberBody>
          {close ? <InviteMemberFooter>{close}</InviteMemberFooter> : null}
        </>
      )}
      <VisuallyHidden role="status">{sent ? words.sent({ address: sent.emailAddress }) : ''}</VisuallyHidden>
    </>
  )
}

/** The form on its way, in the form's own frame. Empty for the first 150 ms. */
function InviteMemberSkeleton() {
  const states = useMessages(statesMessages)
  const isShown = useDelayedLoading(true)
  return (
    <>
      <InviteMemberBody aria-busy="true">
        <VisuallyHidden role="status">{isShown ? states.loading : ''}</VisuallyHidden>
        {isShown ? (
          <>
            <SkeletonField />
            <div className="orgkit-invite-member-choices">
              <SkeletonField />
              <SkeletonField />
            </div>
          </>
        ) : null}
      </InviteMemberBody>
      <InviteMemberFooter />
    </>
  )
}

interface FieldsProps {
  form: InviteMemberFormState
  body: RefObject<HTMLDivElement | null>
  onCancel?: () => void
}

function InviteMemberFields({ form, body, onCancel }: FieldsProps) {
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
          <FormProblem>
            {words.kept({ reason: errorMessage(errors, problem) })}
            {problem.code === 'unreachable' || problem.code === 'internal' ? (
              <>
                {' '}
                <button
                  type="button"
                  className="orgkit-link"
                  onClick={() => {
                    // The sentence goes, and this with it.
                    submitButton.current?.focus()
                    form.submit()
                  }}
                >
                  {actions.retry}
                </button>
              </>
            ) : null}
          </FormProblem>
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
  form: { roles, grantable, chosenRole, roleError, roleField },
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
          roleField.ref.current?.focus()
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

interface SentProps extends Pick<InviteMemberContentProps, 'form' | 'frame' | 'onClose'> {
  body: RefObject<HTMLDivElement | null>
}

/** It is on its way: the link to hand over, and the next one. */
function InviteMemberSent({ form, frame, body, onClose }: SentProps) {
  const words = useMessages(inviteMemberMessages)
  const { sent } = form
  if (!sent) return null
  return (
    <>
      <InviteMemberBody ref={body}>
        <div className="orgkit-invite-member-sent">
          <span className="orgkit-state-message-tile" data-tone="success">
            <MailIcon size={20} />
          </span>
          <frame.Title tabIndex={-1}>
            {withNode((address) => words.sent({ address }), <bdi>{sent.emailAddress}</bdi>)}
          </frame.Title>
          <frame.Description>{words.sentDescription}</frame.Description>
        </div>
        <div className="orgkit-invite-member-copy">
          <CopyLinkButton organizationId={sent.organizationId} invitationId={sent.id} />
        </div>
      </InviteMemberBody>
      <InviteMemberFooter>
        <Button
          variant={onClose ? 'secondary' : 'primary'}
          onClick={(event) => unlessDouble(event, form.startAgain)}
        >
          {words.another}
        </Button>
        {onClose ? (
          <Button variant="primary" onClick={(event) => unlessDouble(event, onClose)}>
            {words.done}
          </Button>
        ) : null}
      </InviteMemberFooter>
    </>
  )
}

/** The second half of a double click on the button that sent it lands here. */
function unlessDouble({ detail }: MouseEvent, action: () => void) {
  if (detail <= 1) action()
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
      return errorMessage(errors, { code, meta: { maximum: emailAddressMaxLength } })
  }
}
