import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../database/open-database'
import { createTestServer } from '../testing/test-server'
import type { MailMessage } from './mail'

/** A server of its own whose mail is kept here, and sent only when it is flushed. */
async function createWorld() {
  const database = await openDatabase({ url: 'memory:' })
  const sent: MailMessage[] = []
  let isDown = true
  let now = Date.parse('2026-01-01T00:00:00.000Z')
  const { server, call, createOrganization } = await createTestServer(database, {
    settings: { domains: true },
    mail: {
      send: async (message) => {
        if (isDown) throw new Error('down')
        sent.push(message)
      },
    },
    clock: { now: () => new Date(now) },
  })
  onTestFinished(() => server.close())
  const path = `/organizations/${await createOrganization('ada')}/domains`
  const { body } = await call('POST', path, { as: 'ada', body: { name: 'acme.test' } })
  const { id } = (body as unknown as { domain: { id: string } }).domain
  const start = (emailAddress: string) =>
    call('POST', `${path}/${id}/verification`, { as: 'ada', body: { method: 'email_code', emailAddress } })
  return {
    sent,
    start,
    finish: (code: string) =>
      call('POST', `${path}/${id}/verification/finish`, {
        as: 'ada',
        body: { method: 'email_code', code },
      }),
    remove: () => call('DELETE', `${path}/${id}`, { as: 'ada' }),
    /** The mail server is there again, so many minutes later. */
    async flushAfter(minutes: number) {
      await server.flushMail()
      now += minutes * 60_000
      isDown = false
      await server.flushMail()
    },
  }
}

test('a code goes out once its transaction is committed, and is what the server takes', async () => {
  const { start, finish, flushAfter, sent } = await createWorld()
  expect((await start('it@acme.test')).status).toBe(200)
  await flushAfter(2)
  expect(sent).toMatchObject([
    {
      to: 'it@acme.test',
      subject: expect.stringMatching(/^\d{6} is the code for acme\.test$/),
      text: expect.stringContaining('The code works until 00:10 UTC.'),
    },
  ])
  const code = sent[0]?.subject.slice(0, 6) ?? ''
  const answer = await finish(code)
  expect([answer.status, answer.body]).toMatchObject([200, { domain: { status: 'verified' } }])
})

test('of two that wait only the later is sent: the earlier proves nothing any more', async () => {
  const { start, flushAfter, sent } = await createWorld()
  await start('it@acme.test')
  await start('hr@acme.test')
  await flushAfter(5)
  expect(sent.map(({ to }) => to)).toEqual(['hr@acme.test'])
})

test('none is sent once its domain is gone', async () => {
  const { start, remove, flushAfter, sent } = await createWorld()
  await start('it@acme.test')
  await remove()
  await flushAfter(2)
  expect(sent).toEqual([])
})

test('none is sent once its time is over', async () => {
  const { start, flushAfter, sent } = await createWorld()
  await start('it@acme.test')
  await flushAfter(10)
  expect(sent).toEqual([])
})
