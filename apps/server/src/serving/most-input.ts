import type { ClientRequest } from '@stageroute/gateway'
import { refersElsewhere } from './refers-elsewhere'

/** Most tokens that an image or a piece of audio is taken for by any model that is known. */
const TOKENS_PER_PART = 8192

/** Bytes of a text that a token has on average, for limits of rates. */
const BYTES_PER_TOKEN = 4

interface Media {
  parts: number
  bytes: number
}

const mediaTypes: ReadonlySet<unknown> = new Set(['image_url', 'input_image', 'input_audio'])

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => Object(value) as never

/** How much of a part is encoded media. */
const encodedBytes = (part: Readonly<Record<string, unknown>>): number => {
  const image = part['image_url']
  const url = typeof image === 'string' ? image : fieldsOf(image)['url']
  const audio = fieldsOf(part['input_audio'])['data']
  const isEncoded = typeof url === 'string' && url.startsWith('data:')
  return (isEncoded ? url.length : 0) + (typeof audio === 'string' ? audio.length : 0)
}

const mediaOf = (messages: unknown): Media => {
  const media = { parts: 0, bytes: 0 }
  for (const message of Array.isArray(messages) ? messages : []) {
    const { content } = fieldsOf(message)
    for (const part of Array.isArray(content) ? content : []) {
      if (!mediaTypes.has(fieldsOf(part)['type'])) continue
      media.parts++
      media.bytes += encodedBytes(fieldsOf(part))
    }
  }
  return media
}

/**
 * Returns the most tokens that the input of a request can have. A token is at least a byte of it; media are as many tokens as a model takes them for, however
 * long their encoding is. Infinity where some of it is elsewhere.
 */
export const mostInput = ({ needs, fields }: ClientRequest, bodyBytes: number): number => {
  if (refersElsewhere(fields)) return Infinity
  if (!needs.includes('images') && !needs.includes('audio')) return bodyBytes
  const { parts, bytes } = mediaOf(fields['messages'] ?? fields['input'])
  return bodyBytes - bytes + parts * TOKENS_PER_PART
}

/** About how many tokens a request has, input and longest output together: what limits of tokens per minute are held against before it is answered. */
export const likelyTokens = (
  { mostOutput }: Pick<ClientRequest, 'mostOutput'>,
  bodyBytes: number
): number => Math.ceil(bodyBytes / BYTES_PER_TOKEN) + (mostOutput ?? 0)
