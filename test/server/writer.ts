// Runs in a process of its own, to be killed: creates organizations one after the other in eight callers, and prints each id once
// the write was acknowledged.
import { createServer, openDatabase } from '@orgkit/server'

const [folder = ''] = process.argv.slice(2)
const database = await openDatabase({ folder, url: '' })
const server = await createServer({
  database,
  url: 'http://orgkit.test',
  instances: [
    {
      id: 'ins_1',
      publishableKey: 'pk_1',
      plan: 'pro',
      settings: { organizationsEnabled: true, slugs: true, creationLimit: null },
    },
  ],
  identify: ({ headers }) => {
    const id = headers.get('Authorization')
    return id ? { id, name: id, emails: [] } : null
  },
})
process.stdout.write('ready\n')

async function write(user: string): Promise<void> {
  for (let count = 0; ; count++) {
    const response = await server.fetch(
      new Request('http://orgkit.test/api/orgkit/v1/organizations', {
        method: 'POST',
        headers: { Authorization: user, 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: `${user} ${count}` }),
      }),
    )
    const { organization } = (await response.json()) as { organization: { id: string } }
    process.stdout.write(`${organization.id}\n`)
  }
}

await Promise.all(Array.from({ length: 8 }, (_, index) => write(`user-${index}`)))
