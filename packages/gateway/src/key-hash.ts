import { hash as fastHash, scrypt, timingSafeEqual } from 'node:crypto'

/**
 * What is kept of a key, from which it cannot be found: a slow hash with a salt of its own.
 *
 * Unit: `salt` and `hash` in base64url.
 *
 * @category key
 * @since 0.1.0
 */
export interface KeyHash {
  readonly salt: string
  readonly hash: string
}

/** A hash takes some 30 ms and 16 MiB: as much as a login may, and enough for who tries them all. */
const COST = { N: 2 ** 14, r: 8, p: 1 } as const
const HASH_BYTES = 32
const SALT_BYTES = 16

const slowHash = (token: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(token, salt, HASH_BYTES, COST, (error, hash) => {
      if (error === null) resolve(hash)
      else reject(error)
    })
  })

/**
 * Returns what is to be kept of a token. The work is done beside the event loop.
 *
 * @category key
 * @since 0.1.0
 */
export const hashKey = async (
  token: string,
  random: (bytes: number) => Uint8Array
): Promise<KeyHash> => {
  const salt = Buffer.from(random(SALT_BYTES))
  const hash = await slowHash(token, salt)
  return { salt: salt.toString('base64url'), hash: hash.toString('base64url') }
}

/**
 * Tells whether a token is the one of a hash, all of it, in a time that does not depend on where they differ.
 *
 * @category key
 * @since 0.1.0
 */
export const isKeyOf = async (token: string, kept: KeyHash): Promise<boolean> => {
  const wanted = Buffer.from(kept.hash, 'base64url')
  if (wanted.length !== HASH_BYTES) return false
  return timingSafeEqual(await slowHash(token, Buffer.from(kept.salt, 'base64url')), wanted)
}

/** A fast hash of a whole token: what was found right once is known by it, and never by a part. */
export const digestOf = (token: string): string => fastHash('sha256', token, 'base64url')
