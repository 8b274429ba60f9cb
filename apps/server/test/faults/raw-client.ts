import { connect, type Socket } from 'node:net'
import { afterwards } from '../running/afterwards'

/** A client that writes to a connection what it likes, and keeps what it hears. */
export interface RawClient {
  readonly socket: Socket
  readonly write: (bytes: string | Uint8Array) => void
  /** What has come so far, a character for a byte. */
  readonly heard: () => string
  /** Resolves with all that came, when the connection is closed, however that is. */
  readonly closed: Promise<string>
  /** Milliseconds from the beginning to the end of the connection; 0 before. */
  readonly lasted: () => number
}

/** Connects to a server; the connection is broken after the tests of the file. */
export const connectTo = async ({ url }: { readonly url: string }): Promise<RawClient> => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.setNoDelay(true)
  afterwards(() => socket.destroy())
  const began = performance.now()
  let heard = ''
  let lasted = 0
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')))
  // What breaks is told by the end: a server may close a connection on which somebody still writes.
  socket.on('error', () => undefined)
  const closed = new Promise<string>((resolve) => {
    socket.on('close', () => {
      lasted = performance.now() - began
      resolve(heard)
    })
  })
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  return {
    socket,
    write: (bytes) => void (socket.destroyed || socket.write(bytes)),
    heard: () => heard,
    closed,
    lasted: () => lasted
  }
}

/** An answer as it was written. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const unchunked = (text: string): { readonly body: string; readonly rest: string } => {
  let body = ''
  let rest = text
  for (;;) {
    const end = rest.indexOf('\r\n')
    const length = Number.parseInt(rest.slice(0, end), 16)
    if (!(length > 0)) {
      const last = rest.indexOf('\r\n\r\n')
      return { body, rest: last < 0 ? '' : rest.slice(last + 4) }
    }
    body += rest.slice(end + 2, end + 2 + length)
    rest = rest.slice(end + 2 + length + 2)
  }
}

/** Returns the answers in what a connection said, one after the other. */
export const answersIn = (text: string): ReadonlyArray<RawAnswer> => {
  const answers: Array<RawAnswer> = []
  let rest = text
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n')
    const [first = '', ...lines] = rest.slice(0, end).split('\r\n')
    const status = Number(/^HTTP\/1\.[01] (\d{3}) /.exec(first)?.[1] ?? Number.NaN)
    const headers = Object.fromEntries(
      lines.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim()
      ])
    )
    const after = end < 0 ? '' : rest.slice(end + 4)
    if (status === 100) {
      rest = after
      continue
    }
    const length = headers['content-length']
    const read =
      headers['transfer-encoding'] === 'chunked'
        ? unchunked(after)
        : {
            body: after.slice(0, Number(length ?? after.length)),
            rest: after.slice(Number(length ?? after.length))
          }
    answers.push({ status, headers, body: read.body })
    rest = read.rest
  }
  return answers
}

/** Writes to a new connection, and returns the answers when it is closed. */
export const converse = async (
  server: { readonly url: string },
  ...parts: ReadonlyArray<string | Uint8Array>
): Promise<ReadonlyArray<RawAnswer>> => {
  const client = await connectTo(server)
  for (const part of parts) client.write(part)
  return answersIn(await client.closed)
}

/** The head of a request, its line first. */
export const headOf = (line: string, ...headers: ReadonlyArray<string>): string =>
  [line, 'Host: gateway', ...headers, '', ''].join('\r\n')
