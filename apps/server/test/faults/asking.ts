import type { JsonRecord } from 'fp-ts/Json'
import { accountOf, makeCallKey, type MadeKey } from '../running/administration'
import type { RunningGateway } from '../running/start-gateway'
import { until } from '../running/until'

type Asked = Pick<RunningGateway, 'url' | 'keys'>

export interface Asking {
  readonly body?: JsonRecord
  readonly path?: string
  readonly key?: Pick<MadeKey, 'key'> | null
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** A question of a chat, of which a simulated model says the answer. */
export const question: JsonRecord = {
  model: 'steady',
  messages: [{ role: 'user', content: 'What is 12 + 30?' }]
}

/** The question, with a fault that the simulated upstream is to have. */
export const withFault = (fault: string, fields: JsonRecord = {}): JsonRecord => ({
  ...question,
  metadata: { simulate: fault },
  ...fields
})

/** Asks a gateway, once. */
export const ask = (
  { url, keys }: Asked,
  { body = question, path = '/v1/chat/completions', key = null, headers, signal }: Asking = {}
): Promise<Response> =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${key === null ? keys.all : key.key}`,
      ...headers
    },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal })
  })

/** An error as clients of the OpenAI API have it: nothing but all four keys. */
export interface ErrorBody {
  readonly error: {
    readonly message: string
    readonly type: string
    readonly param: string | null
    readonly code: string | null
  }
}

/** What every error is held against. */
export const envelope = (fields: Partial<ErrorBody['error']> = {}): ErrorBody =>
  ({
    error: {
      message: expect.stringMatching(/./) as string,
      type: expect.stringMatching(/./) as string,
      param: null,
      code: null,
      ...fields
    }
  }) as ErrorBody

/** Expects an error with all four keys, whatever they say. */
export const expectEnvelope = (told: unknown): void => {
  const { error } = Object(told) as { readonly error?: Readonly<Record<string, unknown>> }
  expect(told).toEqual({ error: expect.anything() as object })
  expect(Object.keys(error ?? {}).sort()).toEqual(['code', 'message', 'param', 'type'])
  const { message, type, param, code } = error ?? {}
  expect([typeof message, typeof type]).toEqual(['string', 'string'])
  for (const value of [param, code]) expect(value === null || typeof value === 'string').toBe(true)
}

/** Events of a stream, and the error that it ends with, if any. A stream that is not ended as HTTP wants it makes the reading fail. */
export interface ReadStream {
  readonly data: ReadonlyArray<string>
  readonly text: string
  readonly isDone: boolean
  readonly error: unknown
}

const contentOf = (data: string): string => {
  const { choices } = JSON.parse(data) as {
    readonly choices?: ReadonlyArray<{ readonly delta?: { readonly content?: string } }>
  }
  return choices?.[0]?.delta?.content ?? ''
}

/** Reads events as a client does: every one ends with a blank line, and its data is JSON or `[DONE]`. */
export const readEvents = (text: string): ReadStream => {
  const blocks = text.split(/\r\n\r\n|\n\n/)
  expect(blocks.at(-1)).toBe('')
  const data = blocks.slice(0, -1).flatMap((block) => {
    const lines = block.split(/\r\n|\n/).flatMap((line) => /^data: ?(.*)$/.exec(line)?.[1] ?? [])
    return lines.length === 0 ? [] : [lines.join('\n')]
  })
  const isDone = data.at(-1) === '[DONE]'
  const chunks = data.filter((one) => one !== '[DONE]')
  const last = chunks.at(-1) ?? '{}'
  const isError = Object.hasOwn(JSON.parse(last) as object, 'error')
  const said = isError ? chunks.slice(0, -1) : chunks
  return {
    data,
    text: said.map(contentOf).join(''),
    isDone,
    error: isError ? JSON.parse(last) : null
  }
}

export const readStream = async (response: Response): Promise<ReadStream> =>
  readEvents(await response.text())

/** The most that a body of the usual model can cost, micro-USD: a token per byte of it, and as many of output as the model may have. */
export const mostCost = (body: JsonRecord, output = 100): number =>
  Buffer.byteLength(JSON.stringify(body)) * 100 + output * 200

/** A key with an account of its own, for what single tests spend. */
export interface Purse extends MadeKey {
  /** What was spent since it was emptied, micro-USD, as soon as nothing is set aside any more. */
  readonly spent: () => Promise<number>
  readonly empty: () => Promise<void>
}

/** Makes a key that may call, of which it is known what is spent. */
export const openPurse = async (gateway: Asked): Promise<Purse> => {
  const key = await makeCallKey(gateway)
  let before = 0
  const all = (): Promise<number> =>
    until(async () => {
      const { spentUsd, reservedUsd } = await accountOf(gateway, key)
      return reservedUsd === 0 ? Math.round(spentUsd * 1e6) : null
    })
  return {
    ...key,
    spent: async () => (await all()) - before,
    empty: async () => {
      before = await all()
    }
  }
}

/** Sees to it that a gateway is as good as before: nothing is set aside in any account, and a request is answered. */
export const expectUnharmed = async (gateway: Asked): Promise<void> => {
  await until(async () => ((await accountOf(gateway)).reservedUsd === 0 ? true : null))
  const response = await ask(gateway)
  expect([response.status, await response.json()]).toMatchObject([
    200,
    { choices: [{ message: { content: expect.stringMatching(/^42 |^good$/) as string } }] }
  ])
}
