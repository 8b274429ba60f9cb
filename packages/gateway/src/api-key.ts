/**
 * A key as its holder has it: `sr-`, an id that is no secret, and a secret of 256 bits.
 *
 * @category key
 * @since 0.1.0
 */
export interface ApiKey {
  readonly id: string
  readonly token: string
}

/** Bytes of an id and of a secret; as letters and digits of base64url. */
const ID_BYTES = 9
const SECRET_BYTES = 32

const TOKEN = /^sr-([\w-]{12})\.([\w-]{43})$/

/**
 * Returns a new key.
 *
 * Requires: `random` returns so many bytes that nobody can guess.
 *
 * @category key
 * @since 0.1.0
 * @example
 * import { randomBytes } from 'node:crypto'
 * import { makeApiKey, readKeyId } from '@stageroute/gateway'
 *
 * const key = makeApiKey(randomBytes)
 * readKeyId(key.token) === key.id // => true
 */
export const makeApiKey = (random: (bytes: number) => Uint8Array): ApiKey => {
  const text = (bytes: number): string => Buffer.from(random(bytes)).toString('base64url')
  const id = text(ID_BYTES)
  return { id, token: `sr-${id}.${text(SECRET_BYTES)}` }
}

/**
 * Returns the id in a token; null for a text that is no key of ours. It says whose key this would be, not that it is.
 *
 * @category key
 * @since 0.1.0
 */
export const readKeyId = (token: string): string | null => TOKEN.exec(token)?.[1] ?? null
