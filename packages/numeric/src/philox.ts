// Philox 4x32-10: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
const MULTIPLIER_0 = 0xd2511f53
const MULTIPLIER_1 = 0xcd9e8d57
const WEYL_0 = 0x9e3779b9
const WEYL_1 = 0xbb67ae85
const ROUNDS = 10

// Looked up once: some runtimes resolve a global at every use.
const imul = Math.imul

/** Upper 32 bits of an unsigned 32 x 32 bit product, from 16-bit halves: each partial sum stays below 2^32. */
const multiplyHigh = (a: number, b: number): number => {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16)
  const carry = aLow * bHigh + (middle & 0xffff)
  return (aHigh * bHigh + (middle >>> 16) + (carry >>> 16)) | 0
}

/**
 * Writes the four 32-bit words that Philox 4x32-10 assigns to a counter under a key: a pure function, so any position of a stream
 * can be read without the ones before it.
 *
 * Shape: `out` has length 4 or more; its entries are signed 32-bit words.
 * Cost: ten rounds of integer arithmetic, no allocation.
 * Source: Salmon, Moraes, Dror, Shaw, SC 2011; agrees with the known-answer vectors of Random123.
 *
 * @category kernel
 * @since 0.1.0
 */
export const philoxInto = (
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
  out: Int32Array
): void => {
  let k0 = key0 | 0
  let k1 = key1 | 0
  let c0 = counter0 | 0
  let c1 = counter1 | 0
  let c2 = counter2 | 0
  let c3 = counter3 | 0
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, c0)
    const high1 = multiplyHigh(MULTIPLIER_1, c2)
    const low0 = imul(MULTIPLIER_0, c0)
    const low1 = imul(MULTIPLIER_1, c2)
    c0 = high1 ^ c1 ^ k0
    c1 = low1
    c2 = high0 ^ c3 ^ k1
    c3 = low0
    k0 = (k0 + WEYL_0) | 0
    k1 = (k1 + WEYL_1) | 0
  }
  out[0] = c0
  out[1] = c1
  out[2] = c2
  out[3] = c3
}
