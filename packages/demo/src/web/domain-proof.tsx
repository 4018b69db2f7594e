import {
  type Domain,
  useFinishDomainVerification,
  useSession,
  useStartDomainVerification,
} from '@orgkit/react'
import { type FormEvent, useId, useState } from 'react'
import { reasonOf } from './reason'

interface DomainProofProps {
  domain: Domain
  onVerified: () => void
}

/** The three ways to prove a domain: an address there that is confirmed already, a code that is mailed there, or a DNS record. */
export function DomainProof({ domain, onVerified }: DomainProofProps) {
  const id = useId()
  const { user } = useSession()
  const start = useStartDomainVerification()
  const finish = useFinishDomainVerification()
  const [address, setAddress] = useState(`postmaster@${domain.name}`)
  const [code, setCode] = useState('')
  const isBusy = start.isPending || finish.isPending
  const problem = finish.error ?? start.error
  const { verification } = domain
  const own = user?.emails.find(
    (email) => email.verified && email.address.toLowerCase().endsWith(`@${domain.name}`),
  )

  function begin(): boolean {
    if (isBusy) return false
    start.reset()
    finish.reset()
    return true
  }
  const prove = async (
    proof: { method: 'email_code'; code: string } | { method: 'dns_txt' | 'verified_address' },
  ) => {
    if (!begin()) return
    await finish.finishDomainVerification({ domainId: domain.id, ...proof })
    onVerified()
  }
  const send = async () => {
    if (!begin()) return
    setCode('')
    await start.startDomainVerification({
      domainId: domain.id,
      method: 'email_code',
      emailAddress: address,
    })
  }
  const name = async () => {
    if (begin()) await start.startDomainVerification({ domainId: domain.id, method: 'dns_txt' })
  }
  const onSubmit = (work: () => Promise<void>) => (event: FormEvent) => {
    event.preventDefault()
    void work().catch(() => {})
  }
  return (
    <div className="domain-proof" role="group" aria-label={`Verify ${domain.name}`}>
      {own && (
        <button
          type="button"
          className="primary"
          aria-disabled={isBusy}
          onClick={() => void prove({ method: 'verified_address' }).catch(() => {})}
        >
          Verify by {own.address}
        </button>
      )}
      <form onSubmit={onSubmit(send)} noValidate>
        <div className="input">
          <label htmlFor={`${id}-address`}>An address at {domain.name} that you can read</label>
          <input
            id={`${id}-address`}
            type="email"
            value={address}
            onChange={({ target }) => setAddress(target.value)}
          />
        </div>
        <button type="submit" className="link" aria-disabled={isBusy}>
          {verification?.method === 'email_code' ? 'Send another code' : 'Send a code'}
        </button>
      </form>
      {verification?.method === 'email_code' && (
        <form onSubmit={onSubmit(() => prove({ method: 'email_code', code }))} noValidate>
          <div className="input">
            <label htmlFor={`${id}-code`}>Code from the mail to {verification.emailAddress}</label>
            <input
              id={`${id}-code`}
              value={code}
              inputMode="numeric"
              autoComplete="one-time-code"
              onChange={({ target }) => setCode(target.value)}
            />
          </div>
          <button type="submit" className="primary" aria-disabled={isBusy}>
            Verify
          </button>
        </form>
      )}
      {verification?.method === 'dns_txt' ? (
        <div>
          <p className="muted">Put this TXT record into the DNS of {domain.name}:</p>
          <p>
            <code>{verification.recordName}</code> <code>{verification.recordValue}</code>
          </p>
          <button
            type="button"
            className="link"
            aria-disabled={isBusy}
            onClick={() => void prove({ method: 'dns_txt' }).catch(() => {})}
          >
            Look for the record
          </button>
        </div>
      ) : (
        <button
          type="button"
          className="link"
          aria-disabled={isBusy}
          onClick={() => void name().catch(() => {})}
        >
          Use a DNS record instead
        </button>
      )}
      <p className="problem" role="alert">
        {problem && reasonOf(problem.code)}
      </p>
    </div>
  )
}
