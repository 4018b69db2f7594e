import type { InvitationSummary } from '@orgkit/core'
import { useIdentity, useRefetchSession, useSession } from '@orgkit/react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { AcceptInvitationActions, AcceptInvitationHeader } from './accept-invitation-parts'
import { Button } from './button'
import { Field, TextInput } from './field'
import { FormProblem } from './form-problem'
import { MailIcon } from './icons/mail-icon'
import { RefreshIcon } from './icons/refresh-icon'
import { acceptInvitationMessages } from './messages/en/accept-invitation'
import { useMessages } from './messages/language'

interface VerifyProps {
  invitation: InvitationSummary
  onVerified: () => void
}

/** A copied link proves nothing: the address is proven by a code, where the host sends one, else by the host's own mail. */
export function AcceptInvitationVerify({ invitation, onVerified }: VerifyProps) {
  const words = useMessages(acceptInvitationMessages)
  const { user } = useSession()
  const { sendVerificationCode, verifyAddress } = useIdentity()
  const refetchSession = useRefetchSession()
  const [isChecking, setChecking] = useState(false)
  const address = user?.emails.find(({ verified }) => !verified)?.address ?? ''
  const check = async () => {
    setChecking(true)
    await refetchSession()
    onVerified()
    setChecking(false)
  }
  return (
    <>
      <AcceptInvitationHeader
        picture={
          <span className="orgkit-state-message-tile">
            <MailIcon size={20} />
          </span>
        }
        title={words.verifyTitle}
        description={
          <>
            {words.verifyDescription({ organization: invitation.organizationName ?? '', address })}{' '}
            {sendVerificationCode && verifyAddress ? null : words.verifyElsewhere}
          </>
        }
      />
      {sendVerificationCode && verifyAddress ? (
        <CodeForm
          address={address}
          send={sendVerificationCode}
          verify={verifyAddress}
          onVerified={onVerified}
        />
      ) : (
        <AcceptInvitationActions>
          <Button block size="large" icon={<RefreshIcon />} loading={isChecking} onClick={() => void check()}>
            {words.checkAgain}
          </Button>
        </AcceptInvitationActions>
      )}
    </>
  )
}

interface CodeFormProps {
  address: string
  send: (address: string) => Promise<void> | void
  verify: (address: string, code: string) => Promise<void> | void
  onVerified: () => void
}

function CodeForm({ address, send, verify, onVerified }: CodeFormProps) {
  const words = useMessages(acceptInvitationMessages)
  const [isSent, setSent] = useState(false)
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState<'send' | 'verify' | null>(null)
  const [problem, setProblem] = useState<'send' | 'required' | 'wrong' | null>(null)
  const input = useRef<HTMLInputElement>(null)
  // What comes in place of the button that asked for it takes its focus.
  useEffect(() => {
    if (isSent) input.current?.focus()
  }, [isSent])

  async function run(what: 'send' | 'verify', action: () => Promise<void> | void, failed: 'send' | 'wrong') {
    if (busy) return
    setBusy(what)
    setProblem(null)
    try {
      await action()
    } catch {
      setProblem(failed)
      input.current?.focus()
      return
    } finally {
      setBusy(null)
    }
    if (what === 'send') setSent(true)
    else onVerified()
  }
  const sendCode = () => run('send', () => send(address), 'send')

  function submit(event: FormEvent) {
    event.preventDefault()
    const typed = code.replace(/\s/g, '')
    if (typed === '') {
      setProblem('required')
      input.current?.focus()
      return
    }
    void run('verify', () => verify(address, typed), 'wrong')
  }

  if (!isSent) {
    return (
      <>
        {problem === 'send' ? <FormProblem>{words.problem({ reason: '' })}</FormProblem> : null}
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
      </>
    )
  }
  const error =
    problem === 'required' ? words.codeRequired : problem === 'wrong' ? words.codeWrong : undefined
  return (
    <form noValidate className="orgkit-accept-invitation-code" onSubmit={submit}>
      <Field label={words.code} help={words.codeSent({ address })} error={error} required>
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
      {problem === 'send' ? <FormProblem>{words.problem({ reason: '' })}</FormProblem> : null}
      <AcceptInvitationActions>
        <Button block size="large" variant="primary" type="submit" loading={busy === 'verify'}>
          {words.confirm}
        </Button>
        <Button block size="large" variant="ghost" loading={busy === 'send'} onClick={() => void sendCode()}>
          {words.sendCodeAgain}
        </Button>
      </AcceptInvitationActions>
    </form>
  )
}
