/**
 * Writes the lower triangular L with L L^T = matrix + shift I, row by row, and returns whether there is one: whether the sum is positive
 * definite in floating point. Above the diagonal nothing is written.
 *
 * Shape: `matrix` holds a symmetric `size` x `size` matrix from `offset` on; `factor` has `size * size` entries.
 * Cost: O(size^3 / 6) multiplications, no allocation.
 */
export const factorInto = (
  matrix: Float64Array,
  offset: number,
  shift: number,
  size: number,
  factor: Float64Array
): boolean => {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[offset + i * size + j]
      if (i === j) rest += shift
      for (let k = 0; k < j; k++) rest -= factor[i * size + k] * factor[j * size + k]
      if (j < i) factor[i * size + j] = rest / factor[j * size + j]
      // Not `rest <= 0`: NaN is refused as well.
      else if (rest > 0 && rest < Infinity) factor[i * size + i] = Math.sqrt(rest)
      else return false
    }
  }
  return true
}

/**
 * Writes (L L^T)^-1, exactly symmetric, from `offset` on; L itself is replaced by its inverse.
 *
 * Cost: O(size^3 / 3) multiplications, no allocation.
 */
export const invertFactorInto = (
  factor: Float64Array,
  size: number,
  inverse: Float64Array,
  offset: number
): void => {
  for (let j = 0; j < size; j++) {
    factor[j * size + j] = 1 / factor[j * size + j]
    for (let i = j + 1; i < size; i++) {
      let sum = 0
      for (let k = j; k < i; k++) sum -= factor[i * size + k] * factor[k * size + j]
      factor[i * size + j] = sum / factor[i * size + i]
    }
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = i; k < size; k++) sum += factor[k * size + i] * factor[k * size + j]
      inverse[offset + i * size + j] = sum
      inverse[offset + j * size + i] = sum
    }
  }
}

/** Returns log det(L L^T). */
export const logDeterminantOf = (factor: Float64Array, size: number): number => {
  let sum = 0
  for (let i = 0; i < size; i++) sum += Math.log(factor[i * size + i])
  return 2 * sum
}
