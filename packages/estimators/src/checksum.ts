/** The table of CRC-32 (reflected polynomial 0xedb88320): the remainder of every byte. */
const remainders = Int32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte
  for (let bit = 0; bit < 8; bit++)
    remainder = (remainder & 1) === 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1
  return remainder
})

/**
 * A checksum that is still being taken.
 *
 * @category snapshot
 * @since 0.1.0
 */
export interface Checksum {
  readonly bytes: DataView
  remainder: number
}

/**
 * Returns the checksum of nothing, to which numbers and words are added.
 *
 * Source: CRC-32 of ISO 3309 and RFC 1952. It finds every change of up to 32 neighbouring bits, and all others but one in 2^32.
 *
 * @category snapshot
 * @since 0.1.0
 * @example
 * import { addNumber, addWord, checksumOf, makeChecksum } from '@stageroute/estimators'
 *
 * const checksum = makeChecksum()
 * addWord(checksum, '123456789')
 * checksumOf(checksum) // => 0xcbf43926
 * addNumber(checksum, 0.1)
 * checksumOf(checksum) === 0xcbf43926 // => false
 */
export const makeChecksum = (): Checksum => ({
  bytes: new DataView(new ArrayBuffer(8)),
  remainder: -1
})

const addByte = (checksum: Checksum, byte: number): void => {
  checksum.remainder = remainders[(checksum.remainder ^ byte) & 0xff] ^ (checksum.remainder >>> 8)
}

/**
 * Adds the eight bytes of a number, the sign and exponent first.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const addNumber = (checksum: Checksum, value: number): void => {
  checksum.bytes.setFloat64(0, value)
  for (let i = 0; i < 8; i++) addByte(checksum, checksum.bytes.getUint8(i))
}

/**
 * Adds the characters of a word; of each the low byte, so it is meant for plain Latin letters.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const addWord = (checksum: Checksum, word: string): void => {
  for (let i = 0; i < word.length; i++) addByte(checksum, word.charCodeAt(i) & 0xff)
}

/**
 * Returns the checksum of what was added so far, an integer below 2^32.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const checksumOf = (checksum: Checksum): number => (checksum.remainder ^ -1) >>> 0
