import { connect } from 'node:net'

/** Sends the bytes on a socket of their own, ends it, and answers with all that came back. */
export async function answerOnSocket(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk))
  socket.on('error', () => {})
  socket.end(text)
  await new Promise<void>((resolve) => {
    socket.on('close', () => resolve())
    setTimeout(resolve, 2000)
  })
  socket.destroy()
  return answer
}
