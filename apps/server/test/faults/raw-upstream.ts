import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterwards } from '../running/afterwards'

/** What becomes of a request that came whole; `number` counts them from 0, over all connections. */
export type RawScript = (socket: Socket, number: number, request: string) => void

/** An upstream that writes bytes. */
export interface RawUpstream {
  /** Base URL, with `/v1` at its end. */
  readonly url: string
  readonly requests: () => number
}

const lengthOf = (head: string): number => Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0)

/** Starts an upstream that answers with whatever bytes a script writes; it is closed after the tests of the file. */
export const startRaw = async (script: RawScript): Promise<RawUpstream> => {
  let requests = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    let text = ''
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      const end = text.indexOf('\r\n\r\n')
      if (end < 0 || text.length < end + 4 + lengthOf(text.slice(0, end))) return
      const request = text
      text = ''
      script(socket, requests++, request)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterwards(() => {
    sockets.forEach((socket) => socket.destroy())
    return new Promise((resolve) => server.close(resolve))
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests: () => requests
  }
}

/** Returns an address at which nobody listens. */
export const nowhere = async (): Promise<string> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}/v1`
}

/** An answer in one piece. */
export const wholeText = (
  body: string | Uint8Array,
  headers: ReadonlyArray<string> = ['content-type: application/json'],
  status = '200 OK'
): Uint8Array => {
  const bytes = Buffer.from(body)
  const head = [`HTTP/1.1 ${status}`, ...headers, `content-length: ${bytes.length}`, '', '']
  return Buffer.concat([Buffer.from(head.join('\r\n'), 'latin1'), bytes])
}

/** The head of a stream that ends with its connection. */
export const streamHead =
  'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n'

/** A chunk of a chat as an event. */
export const chunkText = (fields: object): string => `data: ${JSON.stringify(fields)}\n\n`

export const saidText = (content: string): string =>
  chunkText({
    id: 'c',
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta: { content }, finish_reason: null }]
  })

export const usage = { prompt_tokens: 10, completion_tokens: 3, total_tokens: 13 }

/** What `usage` costs at the usual price, micro-USD. */
export const usageCost = 10 * 100 + 3 * 200

/** The end of a stream that went well. */
export const goodEnd = `${chunkText({ id: 'c', choices: [], usage })}data: [DONE]\n\n`

/** A whole answer that is good. */
export const goodAnswer = {
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'good' }, finish_reason: 'stop' }],
  usage
}
