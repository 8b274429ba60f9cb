import type { ContextShape, QueryContext } from '../policy'

/** Features of a query behind a constant one, which stands for what an arm is worth whatever the query. */
export interface FeatureRow {
  readonly row: Float64Array
  readonly read: (context: QueryContext) => Float64Array
}

export const dimensionOf = ({ features }: ContextShape): number => features + 1

export const makeFeatureRow = (shape: ContextShape): FeatureRow => {
  const row = new Float64Array(dimensionOf(shape))
  row[0] = 1
  return {
    row,
    read: ({ features }) => {
      row.set(features, 1)
      return row
    }
  }
}

/** Features are of about unit length; what is longer than this is a mistake. */
export const LONGEST_ROW = 100
