/** What an arm scores: `cumulative[i]` is the share of queries that score `value[i]` or an earlier value. */
export interface ScoreDistribution {
  readonly value: Float64Array
  readonly cumulative: Float64Array
  readonly mean: number
}

/** The score of a uniform draw. */
export const quantile = ({ value, cumulative }: ScoreDistribution, draw: number): number => {
  let i = 0
  while (i < value.length - 1 && draw >= (cumulative[i] as number)) i++
  return value[i] as number
}
