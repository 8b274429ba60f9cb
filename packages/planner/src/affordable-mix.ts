import { tolerance } from '@stageroute/numeric'

/**
 * A deployment, and what is needed to tell whether it can serve every query within the budget.
 *
 * Shape: `deployed` and `share` as in a `DeploymentChoice`; `cautiousCost` and `capacity` are indexed by arm, the first `size` are the inventory.
 * Unit: `cautiousCost` and `budget` in USD per query.
 *
 * @category stage
 * @since 0.1.0
 */
export interface Affordability {
  readonly deployed: ReadonlyArray<number>
  readonly share: ReadonlyArray<number>
  readonly size: number
  /** What each arm costs, not taken for less than it may be: an estimate, or the most it can cost while nothing is known. */
  readonly cautiousCost: Float64Array
  readonly capacity: Float64Array
  readonly budget: number
  readonly maxDeployed: number
}

/**
 * Returns a deployment that can serve every query within the budget by cautious costs, if any within the cap can: the cheapest arms are added, one at
 * a time, until the cheapest full mix of the set fits; where slots run out, the arm with the least share gives way. Cost lower bounds alone would
 * deploy sets whose cheapest mix truly costs more than the budget, and a budget that is kept would then leave queries unserved.
 *
 * Shape: the result is rising and has at most `maxDeployed` arms.
 * Cost: O(size log size + deployed^2).
 * Ties: of equally cheap arms the one that arrived earlier is added, of equal shares the one that arrived later gives way.
 * Source: ours; the robust row `sum cost.d <= budget` with costs from above, asked of the set and not of the mix.
 *
 * @category stage
 * @since 0.1.0
 * @example
 * import { withAffordableMix } from '@stageroute/planner'
 *
 * withAffordableMix({
 *   deployed: [1],
 *   share: [1],
 *   size: 3,
 *   cautiousCost: Float64Array.of(0.001, 0.003, 0.002),
 *   capacity: Float64Array.of(1, 1, 1),
 *   budget: 0.002,
 *   maxDeployed: 2
 * }) // => [0, 1]
 */
export const withAffordableMix = (given: Affordability): ReadonlyArray<number> => {
  const { size, cautiousCost, capacity, maxDeployed } = given
  const costOf = (arm: number): number => cautiousCost[arm] ?? Infinity
  const byCost = Array.from({ length: size }, (_, arm) => arm).sort(
    (a, b) => costOf(a) - costOf(b) || a - b
  )
  const cheapest = cheapestMix(byCost, capacity, maxDeployed)
  let deployed = given.deployed
  for (const arm of cheapest) {
    if (isAffordable(given, byCost, deployed)) break
    if (deployed.includes(arm)) continue
    const kept = deployed.length < maxDeployed ? deployed : withoutLeast(given, deployed, cheapest)
    deployed = [...kept, arm]
  }
  return [...deployed].sort((a, b) => a - b)
}

/** The arms of the cheapest full mix, cheapest first. */
const cheapestMix = (
  byCost: ReadonlyArray<number>,
  capacity: Float64Array,
  maxDeployed: number
): ReadonlyArray<number> => {
  const arms: Array<number> = []
  let reach = 0
  for (const arm of byCost) {
    if (reach >= 1 - tolerance.share || arms.length === maxDeployed) break
    arms.push(arm)
    reach += capacity[arm] ?? 0
  }
  return arms
}

/** Whether the cheapest full mix of a set fits the budget. */
const isAffordable = (
  { cautiousCost, capacity, budget }: Affordability,
  byCost: ReadonlyArray<number>,
  deployed: ReadonlyArray<number>
): boolean => {
  let left = 1
  let spent = 0
  for (const arm of byCost) {
    if (!deployed.includes(arm)) continue
    const mass = Math.min(left, capacity[arm] ?? 0)
    spent += mass * (cautiousCost[arm] ?? Infinity)
    left -= mass
  }
  return left <= tolerance.share && spent <= budget
}

/** The set without the arm of the least share that is no part of the cheapest mix. */
const withoutLeast = (
  given: Affordability,
  deployed: ReadonlyArray<number>,
  cheapest: ReadonlyArray<number>
): ReadonlyArray<number> => {
  const shareOf = (arm: number): number => given.share[given.deployed.indexOf(arm)] ?? 0
  const [least] = deployed
    .filter((arm) => !cheapest.includes(arm))
    .sort((a, b) => shareOf(a) - shareOf(b) || b - a)
  return deployed.filter((arm) => arm !== least)
}
