export interface Mail {
  to: string
  subject: string
  text: string
  links: string[]
}

const patienceMilliseconds = 15_000

/** What the demo at that address has sent to somebody, the newest first. */
export async function mailsTo(url: string, address: string): Promise<Mail[]> {
  const mails = (await (await fetch(`${url}/dev/mailbox.json`)).json()) as Mail[]
  return mails.filter(({ to }) => to.toLowerCase() === address.toLowerCase())
}

/** Waits until so many mails have come, and answers with the newest: mail is sent after the answer, not before. */
export async function mailTo(url: string, address: string, { count = 1 } = {}): Promise<Mail> {
  const end = Date.now() + patienceMilliseconds
  for (;;) {
    const mails = await mailsTo(url, address)
    if (mails.length >= count) return mails[0]!
    if (Date.now() > end) throw new Error(`${address} got ${mails.length} of ${count} mails.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Waits for an invitation by mail, among whatever else is sent to the address, and answers with where the newest leads. */
export async function invitationLinkTo(url: string, address: string): Promise<string> {
  const end = Date.now() + patienceMilliseconds
  for (;;) {
    const mails = await mailsTo(url, address)
    const mail = mails.find(({ links }) =>
      links.some((link) => new URL(link).pathname.startsWith('/invite/')),
    )
    if (mail) return invitationLink(mail)
    if (Date.now() > end) throw new Error(`${address} got no invitation.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Where an invitation's mail leads. */
export function invitationLink({ links }: Mail): string {
  const link = links.find((each) => new URL(each).pathname.startsWith('/invite/'))
  if (!link) throw new Error(`No invitation in ${links.join(', ')}`)
  return link
}
