import { philoxInto } from './philox'

const SEQUENCE = 0
const FIELD = 1
const TWO_POW_32 = 4294967296

/** FNV-1a, 32 bits: turns a stream's name into half of its key. */
const hashName = (name: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return hash | 0
}

/** 53 random bits as a double in [0, 1). */
const toUniform = (high: number, low: number): number =>
  ((high >>> 5) * 67108864 + (low >>> 6)) / 9007199254740992

/**
 * A seeded sequence of uniform numbers. Streams of one seed with different names are independent and share no position, so adding a
 * consumer never changes what another one draws.
 *
 * @category stream
 * @since 0.1.0
 */
export interface Stream {
  readonly seed: number
  readonly nameKey: number
  readonly words: Int32Array
  position: number
}

/**
 * Returns the stream of a seed (integer below 2^32) and a name, at its beginning.
 *
 * @category stream
 * @since 0.1.0
 * @example
 * import { makeStream, nextUniform } from '@stageroute/numeric'
 *
 * nextUniform(makeStream(7, 'routing')) === nextUniform(makeStream(7, 'routing')) // => true
 * nextUniform(makeStream(7, 'routing')) === nextUniform(makeStream(7, 'outcomes')) // => false
 */
export const makeStream = (seed: number, name: string): Stream => ({
  seed: seed | 0,
  nameKey: hashName(name),
  words: new Int32Array(4),
  position: 0
})

/**
 * Returns the next number of a stream, uniform in [0, 1) with 53 bits, and moves the stream on.
 *
 * Cost: half a Philox block, no allocation.
 *
 * @category stream
 * @since 0.1.0
 */
export const nextUniform = (stream: Stream): number => {
  const { words, position } = stream
  const isSecondHalf = (position & 1) === 1
  if (!isSecondHalf) {
    const block = position / 2
    philoxInto(stream.seed, stream.nameKey, block, block / TWO_POW_32, 0, SEQUENCE, words)
  }
  stream.position = position + 1
  return isSecondHalf ? toUniform(words[2], words[3]) : toUniform(words[0], words[1])
}

/**
 * Moves a stream to a position, which is how many numbers were drawn before it: the next number is the one that would have come then.
 *
 * Requires: an integer of at least 0.
 * Cost: half a Philox block, no allocation.
 *
 * @category stream
 * @since 0.1.0
 * @example
 * import { makeStream, nextUniform, seekStream } from '@stageroute/numeric'
 *
 * const stream = makeStream(7, 'routing')
 * const drawn = [nextUniform(stream), nextUniform(stream), nextUniform(stream)]
 * seekStream(stream, 1)
 * nextUniform(stream) === drawn[1] // => true
 */
export const seekStream = (stream: Stream, position: number): void => {
  const isSecondHalf = position % 2 === 1
  stream.position = isSecondHalf ? position - 1 : position
  // The second half of a block is read from the words that its first half left.
  if (isSecondHalf) nextUniform(stream)
}

/**
 * A seeded field of uniform pairs over (row, column): what happens at query t with arm m, known without storing it, the same for
 * every policy that asks.
 *
 * @category stream
 * @since 0.1.0
 */
export interface UniformField {
  readonly seed: number
  readonly nameKey: number
  readonly words: Int32Array
  first: number
  second: number
}

/**
 * Returns the field of a seed (integer below 2^32) and a name.
 *
 * @category stream
 * @since 0.1.0
 */
export const makeUniformField = (seed: number, name: string): UniformField => ({
  seed: seed | 0,
  nameKey: hashName(name),
  words: new Int32Array(4),
  first: 0,
  second: 0
})

/**
 * Writes the two uniform numbers at (row, column) into `first` and `second` of the field.
 *
 * Requires: `0 <= row < 2^53`, `0 <= column < 2^32`.
 * Cost: one Philox block, no allocation.
 *
 * @category stream
 * @since 0.1.0
 * @example
 * import { makeUniformField, readField } from '@stageroute/numeric'
 *
 * const field = makeUniformField(7, 'outcomes')
 * readField(field, 1000, 3)
 * const outcome = field.first
 * readField(field, 0, 0)
 * readField(field, 1000, 3)
 * field.first === outcome // => true
 */
export const readField = (field: UniformField, row: number, column: number): void => {
  const words = field.words
  philoxInto(field.seed, field.nameKey, row, row / TWO_POW_32, column, FIELD, words)
  field.first = toUniform(words[0], words[1])
  field.second = toUniform(words[2], words[3])
}

/**
 * Writes a uniformly random order of `0..size-1` (Fisher-Yates).
 *
 * Shape: `out` has length `size` or more; entries past `size` are left alone.
 * Cost: O(size), one uniform number per entry but the first; no allocation.
 *
 * @category stream
 * @since 0.1.0
 */
export const shuffleInto = (stream: Stream, size: number, out: Int32Array): void => {
  for (let i = 0; i < size; i++) out[i] = i
  for (let i = size - 1; i > 0; i--) {
    const j = Math.floor(nextUniform(stream) * (i + 1))
    const kept = out[i]
    out[i] = out[j]
    out[j] = kept
  }
}
