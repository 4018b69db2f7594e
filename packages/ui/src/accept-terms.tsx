import type { OrgkitError, SessionTask, Terms, User } from '@orgkit/core'
import { useCompleteSessionTask } from '@orgkit/react'
import {
  forwardRef,
  useId,
  useImperativeHandle,
  useRef,
  useState,
  type ComponentPropsWithoutRef,
  type ReactNode,
} from 'react'
import { AcceptTermsRoot, AcceptTermsText } from './accept-terms-parts'
import { Button } from './button'
import {
  ChooseOrganizationDescription,
  ChooseOrganizationHeader,
  ChooseOrganizationTitle,
} from './choose-organization-parts'
import { ChooseOrganizationSignedIn } from './choose-organization-states'
import { useFocusOnView } from './focus-on-view'
import { FormProblem } from './form-problem'
import { ExternalLinkIcon } from './icons/external-link-icon'
import { FileTextIcon } from './icons/file-text-icon'
import { acceptTermsMessages } from './messages/en/accept-terms'
import { errorsMessages } from './messages/en/errors'
import { errorMessage } from './messages/error-message'
import { useMessages } from './messages/language'
import { withNode } from './messages/with-node'
import { useSendOnce } from './send-once'
import { SessionTaskFailed, SessionTaskSkeleton, useSessionTask } from './session-task-frame'
import { StateTile } from './state-message'
import { VisuallyHidden } from './visually-hidden'

export interface AcceptTermsProps extends Omit<ComponentPropsWithoutRef<'section'>, 'children'> {
  /** What the page calls the app: "Notes asks you to accept its terms." */
  appName?: string
  /** The terms themselves, to be read on the page. By version, where the app keeps several. @default only a link */
  children?: ReactNode | ((terms: Terms) => ReactNode)
  /** Told once they are accepted. In a `SessionTaskGate` there is nothing to do. */
  onAccepted?: () => void
}

/**
 * The screen of the task `accept-terms`: which version, where to read it, and one way on. A version that has changed meanwhile is
 * shown again. Renders a `<section>`, and nothing where there is nothing to accept. Style with `[data-view]`: `loading` · `failed` ·
 * `terms`.
 */
export const AcceptTerms = /* @__PURE__ */ forwardRef<HTMLElement, AcceptTermsProps>(
  function AcceptTerms(props, ref) {
    const { appName: app, children, onAccepted, ...rest } = props
    const words = useMessages(acceptTermsMessages)
    const state = useSessionTask('accept-terms')
    const root = useRef<HTMLElement>(null)
    useImperativeHandle(ref, () => root.current as HTMLElement)
    useFocusOnView(state.status, root)
    if (state.status === 'none') return null
    const view = state.status === 'open' ? 'terms' : state.status
    return (
      <AcceptTermsRoot
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
          <AcceptTermsForm task={state.task} user={state.user} app={app} onAccepted={onAccepted}>
            {children}
          </AcceptTermsForm>
        )}
      </AcceptTermsRoot>
    )
  },
)

interface FormProps extends Pick<AcceptTermsProps, 'children' | 'onAccepted'> {
  task: SessionTask
  user: User
  app?: string
}

function AcceptTermsForm({ task, user, app, children, onAccepted }: FormProps) {
  const words = useMessages(acceptTermsMessages)
  const errors = useMessages(errorsMessages)
  const { completeSessionTask, isPending } = useCompleteSessionTask()
  const [problem, setProblem] = useState<OrgkitError | null>(null)
  const terms: Terms = task.terms ?? { version: '', url: null }
  // What was shown first: who has read that has not read another one.
  const [firstVersion] = useState(terms.version)
  const hasChanged = terms.version !== firstVersion
  const textId = useId()
  const href = termsHref(terms.url)
  const text = typeof children === 'function' ? children(terms) : children
  const { submit } = useSendOnce(async () => {
    setProblem(null)
    try {
      await completeSessionTask({ taskKey: task.key, termsVersion: terms.version })
    } catch (error) {
      return setProblem(error as OrgkitError)
    }
    onAccepted?.()
  })
  const isOvertaken = problem?.code === 'conflict'
  return (
    <>
      <ChooseOrganizationHeader>
        <StateTile>
          <FileTextIcon size={20} />
        </StateTile>
        <ChooseOrganizationTitle>{words.title}</ChooseOrganizationTitle>
        <ChooseOrganizationDescription>
          {words.description({ app })}{' '}
          {terms.version === ''
            ? null
            : withNode((marker) => words.version({ version: marker }), <bdi dir="ltr">{terms.version}</bdi>)}
        </ChooseOrganizationDescription>
      </ChooseOrganizationHeader>
      {hasChanged || isOvertaken ? (
        <FormProblem>{words.changed}</FormProblem>
      ) : problem ? (
        <FormProblem>{words.problem({ reason: errorMessage(errors, problem) })}</FormProblem>
      ) : null}
      {text ? (
        <AcceptTermsText aria-labelledby={textId}>
          <VisuallyHidden id={textId}>{words.text}</VisuallyHidden>
          {text}
        </AcceptTermsText>
      ) : null}
      <form onSubmit={submit} noValidate className="orgkit-accept-invitation-actions">
        {href === null ? null : (
          <a
            href={href}
            target="_blank"
            rel="noopener noreferrer"
            className="orgkit-button orgkit-button-secondary orgkit-button-large orgkit-button-block"
          >
            {words.read} <VisuallyHidden>{words.newTab}</VisuallyHidden>
            <ExternalLinkIcon size={14} />
          </a>
        )}
        <Button type="submit" block size="large" variant="primary" loading={isPending}>
          {words.accept}
        </Button>
      </form>
      <ChooseOrganizationSignedIn user={user} />
    </>
  )
}

/** Where the terms are read: an address of the web or of this site, and no other. */
function termsHref(url: string | null): string | null {
  return url !== null && /^(https?:\/\/|\/(?![/\\]))/i.test(url) ? url : null
}
