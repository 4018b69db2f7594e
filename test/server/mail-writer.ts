// Runs in a process of its own, to be killed: a node that invites so many people, one after the other, and prints `invited` with
// each address once the write was acknowledged. What becomes of the mails says the third argument.
import { createServer, devMailbox, type MailPort, openDatabase } from '@orgkit/server'

const [where = '', count = '0', how = ''] = process.argv.slice(2)
const print = (line: string) => process.stdout.write(`${line}\n`)

const database = await openDatabase(
  where.startsWith('postgres') ? { url: where } : { folder: where, url: '' },
)
const mailbox = devMailbox(database)
const forever = new Promise<never>(() => {})
const ports: Record<string, MailPort> = {
  keep: mailbox,
  print: {
    async send({ messageId }) {
      print(`sent ${messageId}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    },
  },
  /** The mail server does not answer. */
  hang: {
    async send({ messageId }) {
      print(`sending ${messageId}`)
      await forever
    },
  },
  /** It has the mail, and its answer is lost. */
  'keep-and-hang': {
    async send(message) {
      await mailbox.send(message)
      print(`sending ${message.messageId}`)
      await forever
    },
  },
}
const server = await createServer({
  database,
  url: 'http://orgkit.test',
  secret: 'a secret for tests '.repeat(2),
  instances: [
    {
      id: 'ins_1',
      publishableKey: 'pk_1',
      plan: 'pro',
      settings: { organizationsEnabled: true, membershipLimit: null },
    },
  ],
  mail: ports[how]!,
  identify: ({ headers }) => {
    const id = headers.get('Authorization')
    return id ? { id, name: id, emails: [{ address: `${id}@acme.test`, verified: true }] } : null
  },
})
setInterval(() => {}, 1000)
print('ready')

async function post<Body>(path: string, body: object): Promise<Body> {
  const response = await server.fetch(
    new Request(`http://orgkit.test/api/orgkit/v1${path}`, {
      method: 'POST',
      headers: { Authorization: 'ada', 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as Body
}

const { organization } = await post<{ organization: { id: string } }>('/organizations', { name: 'Acme' })
for (let index = 0; index < Number(count); index++) {
  const emailAddress = `person-${process.pid}-${index}@acme.test`
  await post(`/organizations/${organization.id}/invitations`, { emailAddress })
  print(`invited ${emailAddress}`)
}
