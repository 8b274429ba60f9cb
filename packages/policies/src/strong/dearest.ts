import { tolerance } from '@stageroute/numeric'

/**
 * Returns the most that a query can cost with the dearest arm of a mix, USD.
 *
 * Shape: `most` is indexed by arm, `share` by position in `deployed`.
 */
export const dearestOf = (
  most: Float64Array,
  share: Float64Array,
  deployed: ReadonlyArray<number>
): number => {
  let dearest = 0
  for (let i = 0; i < deployed.length; i++) {
    const cost = most[deployed[i] as number] as number
    if ((share[i] as number) > tolerance.share && cost > dearest) dearest = cost
  }
  return dearest
}
