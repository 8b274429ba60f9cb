import type { StageInput } from './deployment-program'

/** When the slots cannot carry every query, the arms with the largest capacities leave the fewest unserved. */
export const largestCapacities = (input: StageInput): ReadonlyArray<number> => {
  const { size, capacity, rewardUpper, costLower, maxDeployed } = input
  const at = (values: Float64Array, arm: number): number => values[arm] ?? 0
  return Array.from({ length: size }, (_, arm) => arm)
    .sort(
      (a, b) =>
        at(capacity, b) - at(capacity, a) ||
        at(rewardUpper, b) - at(rewardUpper, a) ||
        at(costLower, a) - at(costLower, b) ||
        a - b
    )
    .slice(0, maxDeployed)
    .sort((a, b) => a - b)
}
