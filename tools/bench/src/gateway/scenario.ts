/** What is asked of every contender, and on how many connections at a time. */
export interface Scenario {
  readonly name: string
  readonly connections: number
  readonly isStream: boolean
  /** Words of the answer, each a chunk of its own where it is streamed. */
  readonly words: number
  /** Returns the body of the request to a model of this name: as many bytes whatever the name. */
  readonly bodyFor: (model: string) => string
}

const WHOLE_WORDS = 16
const STREAMED_WORDS = 50

const SMALL_BYTES = 1024
const LARGE_BYTES = 300 * 1024

/** Bytes of a message of a long conversation. */
const MESSAGE_BYTES = 1000

const line = 'She said "the quick brown fox jumps over the lazy dog" and left.\n'

const textOf = (bytes: number): string =>
  line.repeat(Math.ceil(bytes / line.length)).slice(0, bytes)

const messagesOf = (bytes: number): ReadonlyArray<Readonly<Record<string, string>>> =>
  Array.from({ length: Math.max(1, Math.floor(bytes / MESSAGE_BYTES) - 1) }, (_, i) => ({
    role: i % 2 === 0 ? 'user' : 'assistant',
    content: textOf(Math.min(bytes / 2, MESSAGE_BYTES - 150))
  }))

/** Returns a request of a conversation that is so many bytes long. */
export const makeBody = (
  model: string,
  bytes: number,
  { words, isStream }: Pick<Scenario, 'words' | 'isStream'>
): string => {
  const body = (padding: string): string =>
    JSON.stringify({
      model,
      messages: [...messagesOf(bytes), { role: 'user', content: `Go on.${padding}` }],
      temperature: 0.7,
      max_tokens: words,
      ...(isStream ? { stream: true } : {})
    })
  return body(' '.repeat(Math.max(0, bytes - body('').length)))
}

const scenario = (
  what: string,
  connections: number,
  { bytes, isStream }: { readonly bytes: number; readonly isStream: boolean }
): Scenario => {
  const words = isStream ? STREAMED_WORDS : WHOLE_WORDS
  return {
    name: `${what}, ${connections} ${connections === 1 ? 'connection' : 'connections'}`,
    connections,
    isStream,
    words,
    bodyFor: (model) => makeBody(model, bytes, { words, isStream })
  }
}

const kinds = [
  { what: 'chat, 1 KB', bytes: SMALL_BYTES, isStream: false },
  { what: `stream of ${STREAMED_WORDS} chunks`, bytes: SMALL_BYTES, isStream: true },
  { what: 'chat, 300 KB', bytes: LARGE_BYTES, isStream: false }
]

/** Every kind of request, by many clients at a time and by one. */
export const scenarios: ReadonlyArray<Scenario> = kinds.flatMap(({ what, ...rest }) =>
  [32, 1].map((connections) => scenario(what, connections, rest))
)

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => Object(value) as never

const firstChoice = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const { choices } = fieldsOf(JSON.parse(text))
    return fieldsOf(Array.isArray(choices) ? choices[0] : null)
  } catch {
    return {}
  }
}

const contentOf = (message: unknown): string => {
  const { content } = fieldsOf(message)
  return typeof content === 'string' ? content : ''
}

const countWords = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length

/** Returns what is wrong with an answer to a scenario; nothing where it is all there. */
export const faultOf = (
  { isStream, words }: Pick<Scenario, 'isStream' | 'words'>,
  status: number,
  text: string
): string | null => {
  if (status !== 200) return `status ${status}: ${text.slice(0, 200)}`
  if (!isStream) {
    const found = countWords(contentOf(firstChoice(text)['message']))
    return found === words ? null : `${found} words instead of ${words}`
  }
  const events = text.split('\n\n').map((event) => event.replace(/^data: /, '').trim())
  const chunks = events.filter((event) => contentOf(firstChoice(event)['delta']) !== '').length
  if (chunks !== words) return `${chunks} chunks instead of ${words}`
  return events.includes('[DONE]') ? null : 'a stream without its end'
}
