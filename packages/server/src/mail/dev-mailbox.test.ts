import { afterAll, expect, test } from 'vitest'
import { migrate } from '../database/migrations'
import { openDatabase } from '../database/open-database'
import { devMailbox } from './dev-mailbox'

const database = await openDatabase({ url: 'memory:' })
await migrate(database)
afterAll(() => database.close())

test('keeps what was sent, newest first, with the addresses that it leads to', async () => {
  const now = () => new Date('2026-01-02T03:04:05.678Z')
  const mailbox = devMailbox(database, { now })
  const first = {
    to: 'ada@acme.test',
    subject: 'Hello',
    text: 'Nothing to see',
    html: '<p>Nothing to see</p>',
  }
  const second = {
    to: 'grace@acme.test',
    subject: 'Verify <your> address',
    text: 'Open http://localhost:4310/verify?token=a&next=%2Fnotes, or write to https://help.test.',
    html: '<a href="http://localhost:4310/verify?token=a&amp;next=%2Fnotes">Open</a> <a href="https://other.test/x">x</a>',
  }
  await mailbox.send(first)
  await mailbox.send(second)
  expect(await mailbox.list()).toEqual([
    {
      ...second,
      links: [
        'http://localhost:4310/verify?token=a&next=%2Fnotes',
        'https://help.test',
        'https://other.test/x',
      ],
      sentAt: '2026-01-02T03:04:05.678Z',
    },
    { ...first, links: [], sentAt: '2026-01-02T03:04:05.678Z' },
  ])
  expect(await mailbox.list({ limit: 1 })).toHaveLength(1)
})

test('keeps a mail once that is sent twice, and all of those that say nothing of it', async () => {
  const mailbox = devMailbox(database)
  const mail = { to: 'linus@acme.test', subject: 'Hello', text: 'text', html: 'html' }
  for (const messageId of ['a@orgkit.test', 'a@orgkit.test', 'b@orgkit.test', undefined, undefined]) {
    await mailbox.send({ ...mail, messageId })
  }
  expect((await mailbox.list()).filter(({ to }) => to === mail.to)).toHaveLength(4)
})
