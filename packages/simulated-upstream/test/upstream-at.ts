import { request as openRequest } from 'node:http'
import * as E from 'fp-ts/Either'
import {
  startSimulatedUpstream,
  type AccountEntry,
  type RunningUpstream,
  type SimulatedModel,
  type SimulatedSettings
} from '@stageroute/simulated-upstream'

export const instant: SimulatedModel = {
  name: 'instant',
  quality: 1,
  outputTokens: { mean: 16, spread: 0 },
  firstMs: 0,
  perTokenMs: 0,
  failureShare: 0
}

const cleanUps: Array<() => Promise<void>> = []

export const closeAll = async (): Promise<void> => {
  await Promise.all(cleanUps.splice(0).map((cleanUp) => cleanUp()))
}

/** Starts an upstream that ends with the test. */
export const upstreamWith = async (
  settings: Partial<SimulatedSettings> = {}
): Promise<RunningUpstream> => {
  const started = await startSimulatedUpstream({
    models: [instant],
    seed: 7,
    port: 0,
    ...settings
  })()
  if (E.isLeft(started)) throw new Error(JSON.stringify(started.left))
  cleanUps.push(started.right.close)
  return started.right
}

export const sum = 'What is 417 + 288? Answer with the number only.'

/** The body of a chat with one message. */
export const chatOf = (text: string, more: object = {}): Record<string, unknown> => ({
  model: 'instant',
  messages: [{ role: 'user', content: text }],
  ...more
})

/** A chat whose fault is asked for. */
export const faulty = (simulate: string, more: object = {}): Record<string, unknown> =>
  chatOf(sum, { metadata: { simulate }, ...more })

export const streamed = { stream: true, stream_options: { include_usage: true } }

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

export const post = async (
  { url }: { readonly url: string },
  path: string,
  body: unknown,
  headers: Record<string, string> = {}
): Promise<Reply> => {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body)
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

export const chat = (upstream: RunningUpstream, body: unknown): Promise<Reply> =>
  post(upstream, '/chat/completions', body)

/** What the body of a reply is in JSON, typed as the test knows it. */
export const jsonOf = <A>({ text }: { readonly text: string }): A => JSON.parse(text) as A

/** The data of the events of a stream. */
export const dataLines = (text: string): ReadonlyArray<string> =>
  text
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data: '))
    .map((line) => line.slice(6))

export const chunksOf = <A>(text: string): ReadonlyArray<A> =>
  dataLines(text)
    .filter((line) => line !== '[DONE]')
    .map((line) => JSON.parse(line) as A)

/** How a call over a bare connection went: what came, in which chunks, and whether it ended or broke. */
export interface Heard {
  readonly status: number
  readonly rawHeaders: ReadonlyArray<string>
  readonly chunks: ReadonlyArray<Uint8Array>
  readonly bytes: Buffer
  readonly outcome: 'ended' | 'broken'
}

/** Calls an upstream, and goes away as soon as `isEnough` of what has come. */
export const hear = (
  { url }: { readonly url: string },
  path: string,
  body: unknown,
  isEnough: (text: string) => boolean = () => false
): Promise<Heard> =>
  new Promise((resolve) => {
    let status = 0
    let rawHeaders: ReadonlyArray<string> = []
    const chunks: Array<Uint8Array> = []
    const finish = (outcome: Heard['outcome']): void =>
      resolve({ status, rawHeaders, chunks, bytes: Buffer.concat(chunks), outcome })
    const sent = openRequest(url + path, { method: 'POST', agent: false }, (response) => {
      status = response.statusCode ?? 0
      rawHeaders = response.rawHeaders
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        if (isEnough(Buffer.concat(chunks).toString('latin1'))) sent.destroy()
      })
      response.on('end', () => finish('ended'))
      response.on('error', () => finish('broken'))
    })
    sent.on('error', () => finish('broken'))
    sent.end(JSON.stringify(body))
  })

/** Waits until something is there. */
export const until = async <A>(look: () => A | undefined): Promise<A> => {
  for (;;) {
    const found = look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Waits for the only entry of an account. */
export const onlyEntry = (upstream: RunningUpstream): Promise<AccountEntry> =>
  until(() => upstream.account()[0])
