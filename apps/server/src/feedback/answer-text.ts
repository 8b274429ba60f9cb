import { eventText } from '@stageroute/gateway'

type Fields = Readonly<Record<string, unknown>>

/** An answer as somebody reads it. */
export interface ReadAnswer {
  readonly text: string
  /** Whether it was cut off because it became too long. */
  readonly isCutOff: boolean
}

const fieldsOf = (value: unknown): Fields => Object(value) as Fields

const itemsOf = (value: unknown): ReadonlyArray<Fields> =>
  Array.isArray(value) ? value.map(fieldsOf) : []

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')

const readChat = (fields: Fields): ReadAnswer => {
  const [choice] = itemsOf(fields['choices'])
  return {
    text: textIn(fieldsOf(choice?.['message'])['content']),
    isCutOff: choice?.['finish_reason'] === 'length'
  }
}

const readResponse = (fields: Fields): ReadAnswer => ({
  text: itemsOf(fields['output'])
    .flatMap(({ content }) => itemsOf(content))
    .map(({ text }) => textIn(text))
    .join(''),
  isCutOff: fieldsOf(fields['incomplete_details'])['reason'] === 'max_output_tokens'
})

/** Reads a whole answer. */
export const readWhole = (kind: 'chat' | 'responses', fields: Fields): ReadAnswer =>
  kind === 'chat' ? readChat(fields) : readResponse(fields)

const parse = (text: string | null): Fields => {
  try {
    return fieldsOf(JSON.parse(text ?? 'null'))
  } catch {
    return {}
  }
}

const readChunks = (chunks: ReadonlyArray<Fields>): ReadAnswer => {
  const choices = chunks.flatMap((chunk) => itemsOf(chunk['choices']).slice(0, 1))
  return {
    text: choices.map((choice) => textIn(fieldsOf(choice['delta'])['content'])).join(''),
    isCutOff: choices.some((choice) => choice['finish_reason'] === 'length')
  }
}

/** Reads an answer off the events of its stream; of a response the last event has all of it. */
export const readStreamed = (
  kind: 'chat' | 'responses',
  events: ReadonlyArray<Uint8Array>
): ReadAnswer => {
  const chunks = events.map((event) => parse(eventText(event)))
  return kind === 'chat' ? readChunks(chunks) : readResponse(fieldsOf(chunks.at(-1)?.['response']))
}

const partText = (content: unknown): string =>
  typeof content === 'string'
    ? content
    : itemsOf(content)
        .map(({ text }) => textIn(text))
        .join('\n')

/** What was asked last, as a text. */
export const readQuestion = (request: Fields): string => {
  const asked = request['messages'] ?? request['input']
  if (typeof asked === 'string') return asked
  const last = itemsOf(asked)
    .filter(({ role }) => role === 'user')
    .at(-1)
  return partText(last?.['content'])
}
