import type { Identity } from '@orgkit/core'
import type { LiveMessage } from '@orgkit/core/contract/app'

export interface Frame {
  id?: string
  message?: LiveMessage
  comment?: string
}

/** What a stream of server-sent events says, one block after the other. */
export function readFrames(response: Response) {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    async nextFrame(): Promise<Frame> {
      while (!text.includes('\n\n')) {
        const { done, value } = await reader.read()
        if (done) throw new Error('The stream has ended.')
        text += value
      }
      const end = text.indexOf('\n\n')
      const block = text.slice(0, end)
      text = text.slice(end + 2)
      return parseFrame(block)
    },
    /** What comes until the end. */
    async rest(): Promise<string> {
      for (let result = await reader.read(); !result.done; result = await reader.read()) text += result.value
      return text
    },
    cancel: () => reader.cancel(),
  }
}

function parseFrame(block: string): Frame {
  const frame: Frame = {}
  for (const line of block.split('\n')) {
    const [, field = '', value = ''] = /^(\w*): ?(.*)$/.exec(line) ?? []
    if (field === '') frame.comment = value
    else if (field === 'id') frame.id = value
    else if (field === 'data') frame.message = JSON.parse(value) as LiveMessage
  }
  return frame
}

/** Who a bearer token is: their name. */
export function identityFrom(authorization: string): Identity {
  const name = authorization.replace('Bearer ', '')
  return { id: `user_${name}`, name, emails: [{ address: `${name}@acme.test`, verified: true }] }
}
