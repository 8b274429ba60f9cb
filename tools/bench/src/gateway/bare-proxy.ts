import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Pool, type Dispatcher } from 'undici'

const readAll = (req: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve) => {
    const chunks: Array<Buffer> = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => resolve(Buffer.concat(chunks)))
  })

const fail = (res: ServerResponse): void => {
  if (res.headersSent) return void res.destroy()
  res.writeHead(502)
  res.end()
}

const contentTypeOf = (value: string | ReadonlyArray<string> | undefined): string =>
  typeof value === 'string' ? value : (value?.[0] ?? 'application/json')

/** Passes a stream on as it comes, and parses what comes whole. */
const passOn = (res: ServerResponse): Dispatcher.DispatchHandler => {
  const chunks: Array<Buffer> = []
  let isStream = false
  let status = 502
  let contentType = ''
  return {
    onRequestStart: () => undefined,
    onResponseStart: (_, code, headers) => {
      status = code
      contentType = contentTypeOf(headers['content-type'])
      isStream = contentType.startsWith('text/event-stream')
      if (isStream) res.writeHead(status, { 'content-type': contentType })
    },
    onResponseData: (controller, chunk) => {
      if (!isStream) return void chunks.push(chunk)
      if (res.destroyed || res.write(chunk)) return
      controller.pause()
      res.once('drain', () => controller.resume())
    },
    onResponseEnd: () => {
      if (isStream) return void res.end()
      const body = Buffer.concat(chunks)
      try {
        JSON.parse(body.toString('utf8'))
      } catch {
        return fail(res)
      }
      res.writeHead(status, { 'content-type': contentType, 'content-length': body.length })
      res.end(body)
    },
    onResponseError: () => fail(res)
  }
}

/**
 * Starts the least that a gateway on Node can be: it takes a body, parses it, passes it on, and parses the answer. No key, no choice, no account of anything.
 */
export const startBareProxy = (origin: string, port: number): Promise<Server> => {
  const pool = new Pool(origin, { connections: null })
  const server = createServer((req, res) => {
    void readAll(req).then((body) => {
      if (req.method !== 'POST') return fail(res)
      try {
        JSON.parse(body.toString('utf8'))
      } catch {
        return fail(res)
      }
      pool.dispatch(
        {
          method: 'POST',
          path: req.url ?? '/',
          headers: { 'content-type': 'application/json' },
          body
        },
        passOn(res)
      )
    })
  })
  server.on('close', () => void pool.close())
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
