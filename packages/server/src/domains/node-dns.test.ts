import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { nodeDns } from './node-dns'

const noError = 0
const serverFailure = 2
const noSuchName = 3

/** A name server that answers every question of this process: https://www.rfc-editor.org/rfc/rfc1035#section-4.1 */
async function createNameServer(answer: { code: number; records?: string[][] } | null) {
  const socket = createSocket('udp4')
  const asked: string[] = []
  socket.on('message', (question, { port, address }) => {
    const name = nameIn(question)
    asked.push(name)
    if (!answer) return
    const { code, records = [] } = answer
    const end = 12 + name.length + 2 + 4
    const head = Buffer.from(question.subarray(0, 12))
    head.writeUInt16BE(0x8180 | code, 2)
    head.writeUInt16BE(records.length, 6)
    head.writeUInt32BE(0, 8)
    const body = records.map((parts) => {
      const data = Buffer.concat(parts.map((part) => Buffer.from([part.length, ...Buffer.from(part)])))
      // A pointer to the name, TXT, IN, a minute.
      return Buffer.concat([
        Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, data.length >> 8, data.length & 255]),
        data,
      ])
    })
    socket.send(Buffer.concat([head, question.subarray(12, end), ...body]), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  onTestFinished(() => void socket.close())
  return { asked, servers: [`127.0.0.1:${socket.address().port}`] }
}

function nameIn(question: Buffer): string {
  const labels: string[] = []
  for (let at = 12; question[at]; at += question[at]! + 1)
    labels.push(question.toString('latin1', at + 1, at + 1 + question[at]!))
  return labels.join('.')
}

test('gives the TXT records of a name, each in its parts', async () => {
  const records = [['v=spf1 -all'], ['orgkit-verification=', 'abc']]
  const { servers, asked } = await createNameServer({ code: noError, records })
  expect(await nodeDns({ servers }).resolveTxt('_orgkit.acme.test')).toEqual(records)
  expect(asked).toEqual(['_orgkit.acme.test'])
})

test('gives none where there is no such name, or none of this kind', async () => {
  for (const code of [noSuchName, noError]) {
    const { servers } = await createNameServer({ code })
    expect(await nodeDns({ servers }).resolveTxt('_orgkit.acme.test')).toEqual([])
  }
})

test('rejects where a server fails', async () => {
  const { servers } = await createNameServer({ code: serverFailure })
  await expect(nodeDns({ servers }).resolveTxt('_orgkit.acme.test')).rejects.toMatchObject({
    code: 'ESERVFAIL',
  })
})

test('gives up on one that does not answer', async () => {
  const { servers, asked } = await createNameServer(null)
  const asking = nodeDns({ servers, timeoutSeconds: 0.3 }).resolveTxt('_orgkit.acme.test')
  await expect(asking).rejects.toMatchObject({ code: expect.stringMatching(/^(ECANCELLED|ETIMEOUT)$/) })
  expect(asked.length).toBeGreaterThan(0)
})
