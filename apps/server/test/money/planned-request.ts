import type { JsonRecord } from 'fp-ts/Json'
import { nextUniform, type Stream } from '@stageroute/numeric'

/** When a client leaves before its answer is complete. */
export type Leaving =
  | { readonly _tag: 'early'; readonly afterMs: number }
  | { readonly _tag: 'midway'; readonly afterCharacters: number }

/** A request, and how its client behaves. */
export interface PlannedRequest {
  /** Sent as `x-request-id`. */
  readonly id: string
  /** Whether it comes with the key that has a budget of its own. */
  readonly isLimited: boolean
  readonly path: string
  readonly isStream: boolean
  readonly body: JsonRecord
  readonly leaving: Leaving | null
}

type Options<A> = ReadonlyArray<readonly [weight: number, option: A]>

/** What clients ask for. */
const kinds: Options<Pick<PlannedRequest, 'path' | 'isStream'>> = [
  [70, { path: '/v1/chat/completions', isStream: true }],
  [15, { path: '/v1/chat/completions', isStream: false }],
  [8, { path: '/v1/responses', isStream: true }],
  [7, { path: '/v1/embeddings', isStream: false }]
]

const chatModels: Options<string> = [
  [60, 'stageroute'],
  [30, 'large'],
  [4, 'small']
]

/** What goes wrong. What is flaky goes wrong once, so that another call can do better. */
const faultsOf = (id: string): Options<string | null> => [
  [1000, null],
  [60, `flaky:1:${id}:status:500`],
  [20, `flaky:1:${id}:status:429`],
  [20, `flaky:1:${id}:reset`],
  [20, `flaky:1:${id}:truncate`],
  [20, 'truncate'],
  [20, 'reset-mid'],
  [15, 'status:500'],
  [15, 'status:400'],
  [15, 'no-usage'],
  [10, 'error-event'],
  [10, 'garbage'],
  [50, 'cached:3'],
  [20, 'reasoning:2'],
  [10, 'odd-chunks'],
  [2, `flaky:1:${id}:hang`]
]

const choose = <A>(stream: Stream, options: Options<A>): A => {
  const total = options.reduce((sum, [weight]) => sum + weight, 0)
  let left = nextUniform(stream) * total
  const found = options.find(([weight]) => (left -= weight) < 0)
  return (found ?? (options[0] as readonly [number, A]))[1]
}

const leavingOf = (stream: Stream): Leaving | null => {
  const draw = nextUniform(stream)
  const share = nextUniform(stream)
  if (draw < 0.06) return { _tag: 'early', afterMs: Math.floor(80 * share) }
  if (draw < 0.14) return { _tag: 'midway', afterCharacters: 1 + Math.floor(1500 * share) }
  return null
}

const bodyOf = (stream: Stream, path: string, simulate: string | null): JsonRecord => {
  const text = `What is 12 + 30?${' And again?'.repeat(Math.floor(20 * nextUniform(stream)))}`
  const metadata = simulate === null ? {} : { metadata: { simulate } }
  if (path === '/v1/embeddings') return { ...metadata, model: 'vector', input: text }
  const model = choose(stream, chatModels)
  // Some leave the length of the answer to the model.
  const most = nextUniform(stream) < 0.3 ? null : 5 + Math.floor(30 * nextUniform(stream))
  if (path === '/v1/responses')
    return {
      ...metadata,
      model,
      input: text,
      ...(most === null ? {} : { max_output_tokens: most })
    }
  const messages = [{ role: 'user', content: text }]
  return { ...metadata, model, messages, ...(most === null ? {} : { max_tokens: most }) }
}

/** Returns the next request of a stream of random numbers. */
export const planRequest = (stream: Stream, id: string): PlannedRequest => {
  const { path, isStream } = choose(stream, kinds)
  const simulate = choose(stream, faultsOf(id))
  const body = bodyOf(stream, path, simulate)
  return {
    id,
    isLimited: nextUniform(stream) < 0.3,
    path,
    isStream,
    body: isStream ? { ...body, stream: true } : body,
    leaving: leavingOf(stream)
  }
}
