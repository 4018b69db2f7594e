import { profileAnswerMaxLength, type SessionTask, type User } from '@orgkit/core'
import { forwardRef, useImperativeHandle, useRef, type ComponentPropsWithoutRef } from 'react'
import { Button } from './button'
import {
  ChooseOrganizationDescription,
  ChooseOrganizationHeader,
  ChooseOrganizationTitle,
} from './choose-organization-parts'
import { ChooseOrganizationSignedIn } from './choose-organization-states'
import { useCompleteProfileForm } from './complete-profile-form'
import { CompleteProfileForm, CompleteProfileRoot } from './complete-profile-parts'
import { Field, TextInput } from './field'
import { useFocusOnView } from './focus-on-view'
import { FormRetry } from './form-retry'
import { completeProfileMessages } from './messages/en/complete-profile'
import { errorsMessages } from './messages/en/errors'
import { errorMessage } from './messages/error-message'
import { useMessages } from './messages/language'
import { SessionTaskFailed, SessionTaskSkeleton, useSessionTask } from './session-task-frame'

export interface CompleteProfileProps extends Omit<ComponentPropsWithoutRef<'section'>, 'children'> {
  /** What the page calls the app: "Notes needs two answers before you begin." */
  appName?: string
  /** Told once everything is answered. In a `SessionTaskGate` there is nothing to do. */
  onCompleted?: () => void
}

/**
 * The screen of the task `complete-profile`: the instance's own questions, with earlier answers filled in. Renders a `<section>`, and
 * nothing where there is nothing to answer. Style with `[data-view]`: `loading` · `failed` · `form`.
 */
export const CompleteProfile = /* @__PURE__ */ forwardRef<HTMLElement, CompleteProfileProps>(
  function CompleteProfile(props, ref) {
    const { appName: app, onCompleted, ...rest } = props
    const words = useMessages(completeProfileMessages)
    const state = useSessionTask('complete-profile')
    const root = useRef<HTMLElement>(null)
    useImperativeHandle(ref, () => root.current as HTMLElement)
    useFocusOnView(state.status, root)
    if (state.status === 'none') return null
    const view = state.status === 'open' ? 'form' : state.status
    return (
      <CompleteProfileRoot
        ref={root}
        view={view}
        aria-label={words.label}
        aria-busy={view === 'loading' || undefined}
        {...rest}
      >
        {state.status === 'loading' ? (
          <SessionTaskSkeleton />
        ) : state.status === 'failed' ? (
          <SessionTaskFailed title={words.failedTitle} onRetry={() => void state.refetch()} />
        ) : (
          <Answers
            key={state.user.id}
            task={state.task}
            user={state.user}
            app={app}
            onCompleted={onCompleted}
          />
        )}
      </CompleteProfileRoot>
    )
  },
)

interface AnswersProps extends Pick<CompleteProfileProps, 'onCompleted'> {
  task: SessionTask
  user: User
  app?: string
}

function Answers({ task, user, app, onCompleted }: AnswersProps) {
  const words = useMessages(completeProfileMessages)
  const errors = useMessages(errorsMessages)
  const { fields, problem, isBusy, submit } = useCompleteProfileForm({ task, userId: user.id, onCompleted })
  const submitButton = useRef<HTMLButtonElement>(null)
  return (
    <>
      <ChooseOrganizationHeader>
        <ChooseOrganizationTitle>{words.title}</ChooseOrganizationTitle>
        <ChooseOrganizationDescription>
          {words.description({ app, count: fields.length })}
        </ChooseOrganizationDescription>
      </ChooseOrganizationHeader>
      <CompleteProfileForm onSubmit={submit} data-busy={isBusy || undefined}>
        {fields.map(({ key, label, error, input }) => (
          <Field
            key={key}
            label={<bdi>{label}</bdi>}
            required
            error={
              error === undefined
                ? undefined
                : error === 'required'
                  ? words.required
                  : errorMessage(errors, { code: error, meta: { maximum: profileAnswerMaxLength } })
            }
          >
            <TextInput {...input} autoComplete={autoCompleteOf(key)} readOnly={isBusy} />
          </Field>
        ))}
        {problem ? (
          <FormRetry error={problem} submitButton={submitButton} onRetry={submit}>
            {words.kept({ reason: errorMessage(errors, problem) })}
          </FormRetry>
        ) : null}
        <Button ref={submitButton} type="submit" block size="large" variant="primary" loading={isBusy}>
          {words.submit}
        </Button>
      </CompleteProfileForm>
      <ChooseOrganizationSignedIn user={user} />
    </>
  )
}

/** What a browser knows of people, by the names that fields commonly have: https://www.w3.org/TR/WCAG22/#input-purposes */
const purposes: Record<string, string> = {
  name: 'name',
  firstname: 'given-name',
  givenname: 'given-name',
  lastname: 'family-name',
  familyname: 'family-name',
  phone: 'tel',
  phonenumber: 'tel',
  company: 'organization',
  jobtitle: 'organization-title',
  country: 'country-name',
  city: 'address-level2',
  postalcode: 'postal-code',
  website: 'url',
}

function autoCompleteOf(key: string): string | undefined {
  const name = key.toLowerCase().replace(/_/g, '')
  return Object.hasOwn(purposes, name) ? purposes[name] : undefined
}
