import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterwards } from './afterwards'

/** A request as an upstream got it. */
export interface RecordedCall {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Readonly<Record<string, unknown>>
}

/** Answers a call; `number` counts them from 0. */
export type Script = (call: RecordedCall, response: ServerResponse, number: number) => void

/** An upstream that keeps what it was sent. */
export interface RecordingUpstream {
  /** Base URL, with `/v1` at its end. */
  readonly url: string
  readonly calls: ReadonlyArray<RecordedCall>
}

/** Answers with a status and JSON. */
export const sendJson = (response: ServerResponse, status: number, value: unknown): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))

/** Starts an upstream that keeps what it is sent and answers by a script; it is closed after the tests of the file. */
export const startRecording = async (script: Script): Promise<RecordingUpstream> => {
  const calls: Array<RecordedCall> = []
  const server = createServer((request, response) => {
    const chunks: Array<Buffer> = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as RecordedCall['body']
      const call = { path: request.url ?? '', headers: request.headers, body }
      script(call, response, calls.push(call) - 1)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterwards(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, calls }
}
