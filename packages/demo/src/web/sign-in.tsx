import { type FormEvent, useId, useState } from 'react'
import { accounts, announceSignIn } from './accounts'
import { Brand } from './brand'

type Mode = 'sign-up' | 'sign-in'

const words = {
  'sign-up': { title: 'Create your account', action: 'Sign up', other: 'Have an account?', swap: 'Sign in' },
  'sign-in': { title: 'Welcome back', action: 'Sign in', other: 'New here?', swap: 'Sign up' },
} as const

/** The app's own sign-up and sign-in, in one form. */
export function SignIn() {
  const [mode, setMode] = useState<Mode>('sign-up')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const { title, action, other, swap } = words[mode]

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isBusy) return
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    setBusy(true)
    setProblem(null)
    const email = text('email')
    const password = String(form.get('password') ?? '')
    const { error } = await (
      mode === 'sign-up'
        ? accounts.signUp.email({ name: text('name'), email, password })
        : accounts.signIn.email({ email, password })
    ).catch(() => ({ error: { message: 'The server gave no answer. Try again.' } }))
    setBusy(false)
    if (error) setProblem(error.message ?? 'That did not work. Try again.')
    else announceSignIn()
  }

  return (
    <main className="sign-in">
      <Brand />
      <h1>{title}</h1>
      <p className="muted">Notes for teams. Nothing is shared outside yours.</p>
      <form onSubmit={submit} aria-busy={isBusy}>
        {mode === 'sign-up' && <Input name="name" label="Name" autoComplete="name" />}
        <Input name="email" label="E-mail" type="email" autoComplete="email" />
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
    </main>
  )
}

interface InputProps {
  name: string
  label: string
  type?: 'text' | 'email' | 'password'
  autoComplete: string
  minLength?: number
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
