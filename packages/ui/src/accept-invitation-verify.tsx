import type { InvitationSummary } from '@orgkit/core'
import { type InvitationPreviewState, useIdentity, useRefetchSession, useSession } from '@orgkit/react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { AcceptInvitationActions, AcceptInvitationHeader } from './accept-invitation-parts'
import { AcceptInvitationCheck } from './accept-invitation-states'
import { Button } from './button'
import { Field, TextInput } from './field'
import { useFocusOnView } from './focus-on-view'
import { FormProblem } from './form-problem'
import { MailIcon } from './icons/mail-icon'
import { useLiveRegion } from './live-region'
import { acceptInvitationMessages } from './messages/en/accept-invitation'
import { useMessages } from './messages/language'
import { withNode } from './messages/with-node'
import { StateTile } from './state-message'

interface VerifyProps {
  invitation: InvitationSummary
  preview: InvitationPreviewState
}

/** A copied link proves nothing: the address is proven by a code, where the host sends one, else by the host's own mail. */
export function AcceptInvitationVerify({ invitation, preview }: VerifyProps) {
  const words = useMessages(acceptInvitationMessages)
  const { user } = useSession()
  const { sendVerificationCode: send, verifyAddress: verify } = useIdentity()
  const refetchSession = useRefetchSession()
  const organization = invitation.organizationName ?? ''
  // Which of several was invited is not told. Whoever proves the wrong one is asked for the next.
  const address = user?.emails.find(({ verified }) => !verified)?.address
  const header = useRef<HTMLDivElement>(null)
  // The form for the next address comes in place of the one that had focus.
  useFocusOnView(address ?? 'proven', header)
  const byCode = address !== undefined && send && verify
  return (
    <>
      <AcceptInvitationHeader
        ref={header}
        picture={
          <StateTile>
            <MailIcon size={20} />
          </StateTile>
        }
        title={words.verifyTitle}
        description={
          <>
            {address === undefined
              ? null
              : withNode(
                  (marker) => words.verifyDescription({ organization, address: marker }),
                  <bdi>{address}</bdi>,
                )}{' '}
            {byCode ? null : words.verifyElsewhere}
          </>
        }
      />
      {byCode ? (
        <CodeForm key={address} address={address} send={send} verify={verify} />
      ) : (
        <AcceptInvitationCheck preview={preview} before={refetchSession} still={words.verifyTitle} />
      )}
    </>
  )
}

interface CodeFormProps {
  address: string
  send: (address: string) => Promise<void> | void
  /** Once it is proven the invitation is asked for again by itself. */
  verify: (address: string, code: string) => Promise<void> | void
}

function CodeForm({ address, send, verify }: CodeFormProps) {
  const words = useMessages(acceptInvitationMessages)
  const { announce, region } = useLiveRegion()
  const [isSent, setSent] = useState(false)
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState<'send' | 'verify' | null>(null)
  const [problem, setProblem] = useState<'send' | 'required' | 'wrong' | null>(null)
  const input = useRef<HTMLInputElement>(null)
  // What comes in place of the button that asked for it takes its focus.
  useEffect(() => {
    if (isSent) input.current?.focus()
  }, [isSent])

  /** Whether it worked. */
  async function run(what: 'send' | 'verify', action: () => Promise<void> | void): Promise<boolean> {
    if (busy) return false
    setBusy(what)
    setProblem(null)
    try {
      await action()
      return true
    } catch {
      setProblem(what === 'send' ? 'send' : 'wrong')
      return false
    } finally {
      setBusy(null)
    }
  }

  async function sendCode() {
    if (!(await run('send', () => send(address)))) return
    announce(words.codeSent({ address }))
    setSent(true)
    setCode('')
    input.current?.focus()
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    const typed = code.replace(/\s/g, '')
    if (typed === '') setProblem('required')
    else if (await run('verify', () => verify(address, typed))) return
    input.current?.focus()
    // Kept to be read, and replaced by what is typed next.
    input.current?.select()
  }

  const sendProblem = problem === 'send' ? <FormProblem>{words.sendFailed}</FormProblem> : null
  if (!isSent) {
    return (
      <>
        {sendProblem}
        <AcceptInvitationActions>
          <Button
            block
            size="large"
            variant="primary"
            loading={busy === 'send'}
            onClick={() => void sendCode()}
          >
            {words.sendCode}
          </Button>
        </AcceptInvitationActions>
        {region}
      </>
    )
  }
  const error =
    problem === 'required' ? words.codeRequired : problem === 'wrong' ? words.codeWrong : undefined
  return (
    <form noValidate className="orgkit-accept-invitation-code" onSubmit={(event) => void submit(event)}>
      <Field
        label={words.code}
        help={withNode((marker) => words.codeSent({ address: marker }), <bdi>{address}</bdi>)}
        error={error}
        required
      >
        <TextInput
          ref={input}
          value={code}
          dir="ltr"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
          readOnly={busy !== null}
          onChange={(event) => {
            setCode(event.target.value)
            setProblem(null)
          }}
        />
      </Field>
      {sendProblem}
      <AcceptInvitationActions>
        <Button
          block
          size="large"
          variant="primary"
          type="submit"
          loading={busy === 'verify'}
          aria-disabled={busy === 'send' || undefined}
        >
          {words.confirm}
        </Button>
        <Button
          block
          size="large"
          variant="ghost"
          loading={busy === 'send'}
          aria-disabled={busy === 'verify' || undefined}
          onClick={() => void sendCode()}
        >
          {words.sendCodeAgain}
        </Button>
      </AcceptInvitationActions>
      {region}
    </form>
  )
}
