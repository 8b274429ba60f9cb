import type { ContextShape, QueryContext } from '../policy'

/** Entries of a row: the features of a query and the constant one before them. */
export const dimensionOf = ({ features }: ContextShape): number => features + 1

/** Features are of about unit length; what is longer than this is a mistake. */
export const longestRow = 100

/**
 * Returns what reads the features of a query into a row, behind a constant one, which stands for what an arm is worth whatever the query. It is the
 * same row every time.
 */
export const makeRowReader = (shape: ContextShape): ((context: QueryContext) => Float64Array) => {
  const row = new Float64Array(dimensionOf(shape))
  row[0] = 1
  return ({ features }) => {
    row.set(features, 1)
    return row
  }
}
