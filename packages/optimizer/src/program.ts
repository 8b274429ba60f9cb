/**
 * A linear programme as data: maximise `objective.x` subject to `rowLower <= A x <= rowUpper`, `columnLower <= x <= columnUpper`.
 *
 * Shape: column arrays have length `columns`, row arrays length `rows`; `A` is stored by columns: the entries of column j are
 * `columnStart[j] .. columnStart[j + 1] - 1` of `rowIndex` (rising within a column) and `coefficient`.
 * Unit: infinities stand for missing bounds.
 *
 * @category program
 * @since 0.1.0
 */
export interface LinearProgram {
  readonly columns: number
  readonly rows: number
  readonly objective: Float64Array
  readonly columnLower: Float64Array
  readonly columnUpper: Float64Array
  readonly rowLower: Float64Array
  readonly rowUpper: Float64Array
  readonly columnStart: Int32Array
  readonly rowIndex: Int32Array
  readonly coefficient: Float64Array
}

/**
 * A {@link LinearProgram} some of whose columns must take whole values.
 *
 * Shape: `isInteger` has length `columns`, entries 0 or 1.
 *
 * @category program
 * @since 0.1.0
 */
export interface MixedIntegerProgram extends LinearProgram {
  readonly isInteger: Uint8Array
}
