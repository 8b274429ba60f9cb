import { tolerance } from '@stageroute/numeric'

/**
 * Writes the mix of greatest total score that capacities allow: the arm of greatest score at its capacity, then the next, until every
 * query is served or no arm is left. Of scores that are reduced rewards this is RouteOPT's answer at that budget price.
 *
 * Shape: `score` and `capacity` are indexed by arm, `share` by position in `deployed`.
 * Cost: O(deployed x arms it takes), no allocation.
 * Ties: the arm deployed first.
 */
export const fillByScoreInto = (
  share: Float64Array,
  deployed: ReadonlyArray<number>,
  score: Float64Array,
  capacity: Float64Array
): void => {
  const none = -1
  for (let i = 0; i < deployed.length; i++) share[i] = none
  let remaining = 1
  for (let filled = 0; filled < deployed.length; filled++) {
    let best = -1
    let bestScore = -Infinity
    for (let i = 0; i < deployed.length; i++) {
      const value = score[deployed[i] as number] as number
      const isOpen = share[i] === none
      if (isOpen && (best < 0 || value > bestScore)) {
        best = i
        bestScore = value
      }
    }
    if (remaining <= tolerance.share) break
    const mass = Math.min(capacity[deployed[best] as number] as number, remaining)
    share[best] = mass
    remaining -= mass
  }
  for (let i = 0; i < deployed.length; i++) if (share[i] === none) share[i] = 0
}
