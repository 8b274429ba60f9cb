import * as E from 'fp-ts/Either'
import { apiErrors, type ApiError } from './api-error'
import { fieldsOf, type Fields } from './fields'

/**
 * What a request needs of the model that answers it.
 *
 * @category request
 * @since 0.1.0
 */
export type Capability = 'tools' | 'images' | 'audio' | 'json'

/**
 * A request of a client, as far as a gateway has to know it. Everything else in it is passed on as it came.
 *
 * - `mostOutput`: tokens of output that the client allows in all, over all choices; null where it leaves that to the model.
 * - `choices`: answers that it wants.
 *
 * @category request
 * @since 0.1.0
 */
export interface ClientRequest {
  readonly kind: 'chat' | 'responses' | 'embeddings'
  readonly model: string
  readonly isStream: boolean
  readonly wantsUsage: boolean
  readonly mostOutput: number | null
  readonly choices: number
  readonly needs: ReadonlyArray<Capability>
  readonly fields: Fields
}

const wrong = (param: string, problem: string): E.Either<ApiError, never> =>
  E.left(apiErrors.invalidRequest(`${param}: ${problem}`, { param }))

type Read<A> = E.Either<ApiError, A>

const readModel = ({ model }: Fields): Read<string> =>
  typeof model === 'string' && model !== '' ? E.right(model) : wrong('model', 'must be a name')

const readFlag = (fields: Fields, name: string): Read<boolean> => {
  const value = fields[name] ?? false
  return typeof value === 'boolean' ? E.right(value) : wrong(name, 'must be true or false')
}

const MOST_CHOICES = 128

const readCount = (
  fields: Fields,
  name: string,
  most = Number.MAX_SAFE_INTEGER
): Read<number | null> => {
  const value = fields[name] ?? null
  return value === null ||
    (Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= most)
    ? E.right(value as number | null)
    : wrong(name, `must be a whole number from 1 to ${most}`)
}

/** Something is there: a text, or a list that is not empty. */
const readContent = (fields: Fields, name: string, mayBeText: boolean): Read<unknown> => {
  const value = fields[name]
  const isThere =
    (Array.isArray(value) || (mayBeText && typeof value === 'string')) && value.length > 0
  return isThere ? E.right(value) : wrong(name, 'must not be empty')
}

const hasItems = (value: unknown): boolean => Array.isArray(value) && value.length > 0

const partTypes = (messages: unknown): ReadonlyArray<unknown> =>
  (Array.isArray(messages) ? messages : []).flatMap((message) => {
    const { content } = fieldsOf(message)
    return Array.isArray(content) ? content.map((part) => fieldsOf(part)['type']) : []
  })

const needsOf = (fields: Fields, messages: unknown, format: unknown): ReadonlyArray<Capability> => {
  const types = partTypes(messages)
  const formats: ReadonlyArray<unknown> = ['json_object', 'json_schema']
  const { modalities } = fields
  const found: ReadonlyArray<readonly [Capability, boolean]> = [
    ['tools', hasItems(fields['tools']) || hasItems(fields['functions'])],
    ['images', types.some((type) => type === 'image_url' || type === 'input_image')],
    [
      'audio',
      types.includes('input_audio') || (Array.isArray(modalities) && modalities.includes('audio'))
    ],
    ['json', formats.includes(fieldsOf(format)['type'])]
  ]
  return found.flatMap(([capability, isNeeded]) => (isNeeded ? [capability] : []))
}

/**
 * Reads a request for a chat completion.
 *
 * Errors: what is wrong, with the name of the field as `param`.
 *
 * @category request
 * @since 0.1.0
 */
export const readChatRequest = (body: unknown): E.Either<ApiError, ClientRequest> => {
  // Written step by step: every request goes through it.
  const fields = fieldsOf(body)
  const model = readModel(fields)
  if (E.isLeft(model)) return model
  const content = readContent(fields, 'messages', false)
  if (E.isLeft(content)) return content
  const isStream = readFlag(fields, 'stream')
  if (E.isLeft(isStream)) return isStream
  const wantsUsage = readFlag(fieldsOf(fields['stream_options']), 'include_usage')
  if (E.isLeft(wantsUsage)) return wantsUsage
  const output = readOutput(fields)
  if (E.isLeft(output)) return output
  return E.right({
    kind: 'chat',
    model: model.right,
    isStream: isStream.right,
    wantsUsage: wantsUsage.right,
    ...output.right,
    needs: needsOf(fields, fields['messages'], fields['response_format']),
    fields
  })
}

/** The newer name of the limit goes before the older one. */
const readOutput = (fields: Fields): Read<Pick<ClientRequest, 'mostOutput' | 'choices'>> => {
  const newer = readCount(fields, 'max_completion_tokens')
  if (E.isLeft(newer)) return newer
  const older = readCount(fields, 'max_tokens')
  if (E.isLeft(older)) return older
  const n = readCount(fields, 'n', MOST_CHOICES)
  if (E.isLeft(n)) return n
  const choices = n.right ?? 1
  const each = newer.right ?? older.right
  return E.right({ choices, mostOutput: each === null ? null : each * choices })
}

/**
 * Reads a request of the responses API.
 *
 * Errors: as {@link readChatRequest}.
 *
 * @category request
 * @since 0.1.0
 */
export const readResponsesRequest = (body: unknown): E.Either<ApiError, ClientRequest> => {
  const fields = fieldsOf(body)
  const model = readModel(fields)
  if (E.isLeft(model)) return model
  const content = readContent(fields, 'input', true)
  if (E.isLeft(content)) return content
  const isStream = readFlag(fields, 'stream')
  if (E.isLeft(isStream)) return isStream
  const mostOutput = readCount(fields, 'max_output_tokens')
  if (E.isLeft(mostOutput)) return mostOutput
  return E.right({
    kind: 'responses',
    model: model.right,
    isStream: isStream.right,
    wantsUsage: true,
    mostOutput: mostOutput.right,
    choices: 1,
    needs: needsOf(fields, fields['input'], fieldsOf(fields['text'])['format']),
    fields
  })
}

/**
 * Reads a request for embeddings, which have no output to pay for.
 *
 * Errors: as {@link readChatRequest}.
 *
 * @category request
 * @since 0.1.0
 */
export const readEmbeddingsRequest = (body: unknown): E.Either<ApiError, ClientRequest> => {
  const fields = fieldsOf(body)
  const model = readModel(fields)
  if (E.isLeft(model)) return model
  const content = readContent(fields, 'input', true)
  if (E.isLeft(content)) return content
  return E.right({
    kind: 'embeddings',
    model: model.right,
    isStream: false,
    wantsUsage: true,
    mostOutput: 0,
    choices: 1,
    needs: [],
    fields
  })
}
