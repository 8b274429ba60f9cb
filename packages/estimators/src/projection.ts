import { makeStream, nextUniform } from '@stageroute/numeric'

/**
 * A fixed random map from the vectors of an embedding to a few features. Estimators of contexts take time as the cube of the features, and learn from few
 * queries: the hundreds of numbers of an embedding are too many for them.
 *
 * Shape: `matrix` is row-major, `to` x `from`.
 *
 * @category text
 * @since 0.1.0
 */
export interface Projection {
  readonly from: number
  readonly to: number
  readonly matrix: Float64Array
}

/**
 * Returns a projection from `from` to `to` dimensions, the same for the same seed. Entries are `1 / sqrt(to)` with random signs, so that lengths and inner
 * products are kept on average, with a standard deviation of about `sqrt(2 / to)` of the squared length.
 *
 * Requires: integers `from >= 1`, `to >= 1`.
 * Source: D. Achlioptas, J. Comput. Syst. Sci. 66 (2003), Theorem 1.1 with signs alone.
 *
 * @category text
 * @since 0.1.0
 * @example
 * import { makeProjection, projectInto } from '@stageroute/estimators'
 *
 * const projection = makeProjection(384, 16, 1)
 * const features = new Float64Array(projection.to)
 * const embedding = new Float64Array(384).fill(1 / Math.sqrt(384))
 * projectInto(projection, embedding, features) // => true
 */
export const makeProjection = (from: number, to: number, seed: number): Projection => {
  const stream = makeStream(seed, 'projection')
  const entry = 1 / Math.sqrt(to)
  const matrix = Float64Array.from({ length: from * to }, () =>
    nextUniform(stream) < 0.5 ? -entry : entry
  )
  return { from, to, matrix }
}

/**
 * Writes the features of an embedding, scaled to unit length, and returns true; false, and nothing written, where it has another number of entries, one of
 * them is not finite, or all are zero.
 *
 * Shape: `embedding` has `from` entries, `out` has `to`.
 * Cost: O(from to), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const projectInto = (
  { from, to, matrix }: Projection,
  embedding: ArrayLike<number>,
  out: Float64Array
): boolean => {
  if (embedding.length !== from) return false
  let squares = 0
  for (let i = 0; i < from; i++) squares += (embedding[i] as number) ** 2
  if (!(squares > 0 && squares < Infinity)) return false
  const scale = 1 / Math.sqrt(squares)
  for (let row = 0; row < to; row++) {
    let sum = 0
    for (let i = 0; i < from; i++) sum += (matrix[row * from + i] as number) * embedding[i]
    out[row] = scale * sum
  }
  return true
}
