import { type FormEvent, useEffect, useId, useState } from 'react'
import { accounts, announceSignIn, invitedAddress } from './accounts'
import { Brand } from './brand'

type Mode = 'sign-up' | 'sign-in'

const words = {
  'sign-up': { title: 'Create your account', action: 'Sign up', other: 'Have an account?', swap: 'Sign in' },
  'sign-in': { title: 'Welcome back', action: 'Sign in', other: 'New here?', swap: 'Sign up' },
} as const

/** The page of those who are signed out. */
export function SignIn() {
  return (
    <main className="sign-in">
      <Brand />
      <SignInForm />
    </main>
  )
}

/** Sign-up and sign-in for whoever holds the link of an invitation: with the address that the link proves, filled in and fixed. */
export function InvitedSignIn({ token }: { token: string }) {
  // `undefined`: not known yet.
  const [address, setAddress] = useState<string | null>()
  useEffect(() => {
    let isWanted = true
    // Without an answer it can be typed.
    invitedAddress(token)
      .catch(() => invitedAddress(token))
      .catch(() => null)
      .then((found) => isWanted && setAddress(found))
    return () => {
      isWanted = false
    }
  }, [token])
  if (address === undefined) return <p aria-busy="true" />
  return <SignInForm token={token} address={address ?? undefined} />
}

interface SignInFormProps {
  /** Of the invitation that led here. */
  token?: string
  /** Filled in and fixed. */
  address?: string
}

/** The app's own sign-up and sign-in, in one form. */
function SignInForm({ token, address }: SignInFormProps) {
  const [mode, setMode] = useState<Mode>('sign-up')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const { title, action, other, swap } = words[mode]
  const Title = token === undefined ? 'h1' : 'h2'

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isBusy) return
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    setBusy(true)
    setProblem(null)
    const email = address ?? text('email')
    const password = String(form.get('password') ?? '')
    const headers = token === undefined ? undefined : { 'Notes-Invitation': token }
    const signIn = () => accounts.signIn.email({ email, password })
    async function signUp() {
      const answer = await accounts.signUp.email({ name: text('name'), email, password }, { headers })
      if (!answer.error?.code?.startsWith('USER_ALREADY_EXISTS')) return answer
      // It may be theirs: signed up before, and the answer was lost.
      const again = await signIn()
      return again.error ? answer : again
    }
    const { error } = await (mode === 'sign-up' ? signUp() : signIn()).catch(() => ({
      error: { message: 'The server gave no answer. Try again.' },
    }))
    setBusy(false)
    if (error) setProblem(error.message ?? 'That did not work. Try again.')
    else announceSignIn()
  }

  return (
    <>
      <Title>{title}</Title>
      {token === undefined && <p className="muted">Notes for teams. Nothing is shared outside yours.</p>}
      <form onSubmit={submit} aria-busy={isBusy}>
        {mode === 'sign-up' && <Input name="name" label="Name" autoComplete="name" />}
        <Input
          name="email"
          label="E-mail"
          type="email"
          autoComplete="email"
          {...(address !== undefined && { value: address, readOnly: true })}
        />
        <Input
          name="password"
          label="Password"
          type="password"
          minLength={8}
          autoComplete={mode === 'sign-up' ? 'new-password' : 'current-password'}
        />
        <p className="problem" role="alert">
          {problem}
        </p>
        <button type="submit" className="primary" aria-disabled={isBusy || undefined}>
          {action}
        </button>
      </form>
      <p className="muted">
        {other}{' '}
        <button
          type="button"
          className="link"
          onClick={() => {
            setMode(mode === 'sign-up' ? 'sign-in' : 'sign-up')
            setProblem(null)
          }}
        >
          {swap}
        </button>
      </p>
    </>
  )
}

interface InputProps {
  name: string
  label: string
  type?: 'text' | 'email' | 'password'
  autoComplete: string
  minLength?: number
  value?: string
  readOnly?: boolean
}

function Input({ name, label, type = 'text', ...props }: InputProps) {
  const id = useId()
  return (
    <div className="input">
      <label htmlFor={id}>{label}</label>
      <input id={id} name={name} type={type} required {...props} />
    </div>
  )
}
