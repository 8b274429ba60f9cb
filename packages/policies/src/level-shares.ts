/**
 * Returns the most equal distribution over the deployed arms that capacities allow: the smallest capacity first, what it cannot take is spread over
 * the others.
 *
 * Shape: by arm, as is `capacity`; `maxArms` entries.
 */
export const levelShares = (
  deployed: ReadonlyArray<number>,
  capacity: ReadonlyArray<number> | Float64Array,
  maxArms: number
): Float64Array<ArrayBuffer> => {
  const share = new Float64Array(maxArms)
  const rising = [...deployed].sort((a, b) => (capacity[a] ?? 0) - (capacity[b] ?? 0))
  let remaining = 1
  rising.forEach((arm, i) => {
    const level = remaining / (rising.length - i)
    const mass = Math.min(capacity[arm] ?? 0, level)
    share[arm] = mass
    remaining -= mass
  })
  return share
}
