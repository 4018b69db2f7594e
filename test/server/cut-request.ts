import { connect } from 'node:net'

/** Far beyond what a busy machine needs: a server that lets the socket hang is found by what it did not answer. */
const patienceMs = 20_000

/** Sends the bytes on a socket of their own, ends it, and answers with all that came back until the server closed it. */
export async function answerOnSocket(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk))
  socket.on('error', () => {})
  socket.end(text)
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, patienceMs)
    socket.on('close', () => {
      clearTimeout(timer)
      resolve()
    })
  })
  socket.destroy()
  return answer
}
