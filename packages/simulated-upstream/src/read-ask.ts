import * as E from 'fp-ts/Either'
import type { Ask, AskKind, Shape } from './ask'
import { noFault, readFault, type Fault } from './fault'
import { fieldsOf, itemsOf, type Fields } from './fields'
import { problems, type Problem } from './problem'
import type { SimulatedModel } from './simulated-model'
import { bytesOf, lastTextOf, tokensOf } from './talk'

/** Models by name. */
export type Catalogue = ReadonlyMap<string, SimulatedModel>

type Read<A> = E.Either<Problem, A>

const refuse = (param: string, what: string): Read<never> =>
  E.left(problems.invalid(param, `${param}: ${what}`))

const readSimulate = (fields: Fields): Read<Fault> => {
  const simulate = fieldsOf(fields['metadata'])['simulate']
  if (simulate === undefined) return E.right(noFault)
  if (typeof simulate !== 'string') return refuse('metadata.simulate', 'must be a text')
  return E.mapLeft((what: string) => problems.invalid('metadata.simulate', what))(
    readFault(simulate)
  )
}

/** Undefined where it is neither absent nor a whole number from 1 on. */
const countIn = (fields: Fields, name: string): number | null | undefined => {
  const value = fields[name] ?? null
  if (value === null) return null
  return Number.isSafeInteger(value) && Number(value) >= 1 ? Number(value) : undefined
}

const MOST_CHOICES = 128
const MOST_INPUTS = 2048

const words: Shape = { _tag: 'words' }

/** The JSON object that is asked for, wherever the two APIs keep its schema. */
const shapeOfFormat = (format: Fields): Shape => {
  if (format['type'] === 'json_object') return { _tag: 'json', schema: {} }
  if (format['type'] !== 'json_schema') return words
  const nested = fieldsOf(format['json_schema'])['schema']
  return { _tag: 'json', schema: fieldsOf(nested ?? format['schema']) }
}

/** The first tool, when the user says to use it and it has not answered yet. */
const shapeOfChat = (fields: Fields, lastText: string): Shape => {
  const tools = itemsOf(fields['tools'])
  if (tools.length > 0 && lastText.includes('use the tool')) {
    const isAnswered = fieldsOf(itemsOf(fields['messages']).at(-1))['role'] === 'tool'
    const { name, parameters } = fieldsOf(fieldsOf(tools[0])['function'])
    if (!isAnswered && typeof name === 'string')
      return { _tag: 'call', name, schema: fieldsOf(parameters) }
  }
  const format = fields['response_format']
  return format === undefined ? words : shapeOfFormat(fieldsOf(format))
}

type Part = Omit<Ask, 'kind' | 'figures' | 'fault' | 'fields' | 'isStream'>

const readChat = (fields: Fields): Read<Part> => {
  const messages = itemsOf(fields['messages'])
  if (messages.length === 0) return refuse('messages', 'must be a list that is not empty')
  const n = countIn(fields, 'n')
  if (n === undefined || (n ?? 1) > MOST_CHOICES)
    return refuse('n', `must be a whole number from 1 to ${MOST_CHOICES}`)
  const newer = countIn(fields, 'max_completion_tokens')
  const older = countIn(fields, 'max_tokens')
  if (newer === undefined) return refuse('max_completion_tokens', 'must be a whole number from 1')
  if (older === undefined) return refuse('max_tokens', 'must be a whole number from 1')
  const lastText = lastTextOf(messages)
  return E.right({
    choices: n ?? 1,
    most: newer ?? older,
    wantsUsage: fieldsOf(fields['stream_options'])['include_usage'] === true,
    input: tokensOf(bytesOf(messages)),
    lastText,
    shape: shapeOfChat(fields, lastText)
  })
}

/** The input of a response as messages: a text is one of the user. */
const messagesOf = ({ input }: Fields): ReadonlyArray<unknown> =>
  typeof input === 'string' ? [{ role: 'user', content: input }] : itemsOf(input)

const readResponses = (fields: Fields): Read<Part> => {
  const messages = messagesOf(fields)
  if (messages.length === 0 || fields['input'] === '') return refuse('input', 'must not be empty')
  const most = countIn(fields, 'max_output_tokens')
  if (most === undefined) return refuse('max_output_tokens', 'must be a whole number from 1')
  const { instructions } = fields
  return E.right({
    choices: 1,
    most,
    wantsUsage: true,
    input: tokensOf(
      bytesOf(messages) + (typeof instructions === 'string' ? Buffer.byteLength(instructions) : 0)
    ),
    lastText: lastTextOf(messages),
    shape: shapeOfFormat(fieldsOf(fieldsOf(fields['text'])['format']))
  })
}

const isToken = (value: unknown): boolean => Number.isSafeInteger(value)

/** What is to be embedded, each as a text: lists of tokens are texts of their numbers. */
export const inputsOf = ({ input }: Fields): ReadonlyArray<string> => {
  const inputs = itemsOf(input)
  return inputs.length > 0 && !inputs.every(isToken)
    ? inputs.map(String)
    : [String(input)].filter((text) => text !== '')
}

const countTokens = (input: unknown): number =>
  typeof input === 'string' ? Buffer.byteLength(input) / 4 : itemsOf(input).length

const readEmbeddings = (fields: Fields): Read<Part> => {
  const { input } = fields
  const inputs = typeof input === 'string' ? [input] : itemsOf(input)
  if (inputs.length === 0 || inputs[0] === '') return refuse('input', 'must not be empty')
  if (inputs.length > MOST_INPUTS && !inputs.every(isToken))
    return refuse('input', `must have at most ${MOST_INPUTS} entries`)
  const tokens = inputs.every(isToken)
    ? inputs.length
    : inputs.reduce<number>((sum, one) => sum + countTokens(one), 0)
  return E.right({
    choices: 1,
    most: null,
    wantsUsage: true,
    input: Math.ceil(tokens),
    lastText: '',
    shape: words
  })
}

const readers = { chat: readChat, responses: readResponses, embeddings: readEmbeddings }

/** Reads the body of a request, as far as an answer has to know it. */
export const readAsk = (kind: AskKind, body: unknown, catalogue: Catalogue): Read<Ask> => {
  const fields = fieldsOf(body)
  const { model: name, stream } = fields
  if (typeof name !== 'string' || name === '') return refuse('model', 'must be a name')
  const figures = catalogue.get(name)
  if (figures === undefined) return E.left(problems.unknownName(name))
  if (typeof (stream ?? false) !== 'boolean') return refuse('stream', 'must be true or false')
  const fault = readSimulate(fields)
  if (E.isLeft(fault)) return fault
  const part = readers[kind](fields)
  if (E.isLeft(part)) return part
  const isStream = stream === true && kind !== 'embeddings'
  // Named one by one: a spread before other fields costs more than all the rest of the reading.
  const { choices, most, wantsUsage, input, lastText, shape } = part.right
  return E.right({
    kind,
    figures,
    isStream,
    wantsUsage,
    choices,
    most,
    input,
    lastText,
    shape,
    fault: fault.right,
    fields
  })
}
