import { makeStream, nextUniform } from '@stageroute/numeric'
import type { Ask } from './ask'
import { BROKEN } from './fault'
import { inputsOf } from './read-ask'
import type { Stamp } from './stamp'

const DIMENSIONS = 8

/** A vector of length 1 that belongs to a text: the same text has the same, others have nothing to do with it. */
const vectorOf = (text: string): ReadonlyArray<number> => {
  const stream = makeStream(0, text)
  const entries = Array.from({ length: DIMENSIONS }, () => 2 * nextUniform(stream) - 1)
  const length = Math.hypot(...entries)
  return entries.map((entry) => Number((entry / length).toFixed(6)))
}

/** Base64 of 32-bit numbers, which is how clients of OpenAI ask for them. */
const encode = (vector: ReadonlyArray<number>, isBase64: boolean): string =>
  isBase64
    ? `"${Buffer.from(Float32Array.from(vector).buffer).toString('base64')}"`
    : JSON.stringify(vector)

/** The body of an answer with embeddings. */
export const embeddingsBody = ({ fields, input, fault }: Ask, { name }: Stamp): string => {
  const isBase64 = fields['encoding_format'] === 'base64'
  const list = inputsOf(fields).map(
    (text, index) =>
      `{"object":"embedding","index":${index},"embedding":${encode(vectorOf(text), isBase64)}}`
  )
  const usage =
    fault._tag === 'no-usage' ? '' : `,"usage":{"prompt_tokens":${input},"total_tokens":${input}}`
  const object = fault._tag === 'invalid-utf8' ? BROKEN : 'list'
  return `{"object":"${object}","data":[${list.join(',')}],"model":${name}${usage}}`
}
