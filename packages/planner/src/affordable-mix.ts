import * as E from 'fp-ts/Either'
import { invariant, tolerance } from '@stageroute/numeric'
import { isAffordable, type BudgetedSelection, type SelectionRules } from '@stageroute/optimizer'
import { solveStage } from './solve-stage'

/**
 * A deployment, and what is needed to tell whether it can serve every query within the budget.
 *
 * Shape: `deployed` and `share` as in a `DeploymentChoice`; `cautiousCost` and `capacity` are indexed by arm, the first `size` are the inventory.
 * Unit: `cautiousCost` and `budget` in USD per query, finite and not negative.
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
 * Returns a deployment that can serve every query within the budget by cautious costs, if any within the cap can: arms of the cheapest full mix are
 * added, the cheapest first, until the cheapest full mix of the set fits; where slots run out, the arm with the least share gives way. Where none can, the
 * set has the whole cheapest mix. Cost lower bounds alone would deploy sets whose cheapest mix truly costs more than the budget, and a budget that is
 * kept would then leave queries unserved.
 *
 * Shape: the result is rising and has at most `maxDeployed` arms; it is the set itself where that fits already, and where no set within the cap carries
 *   every query.
 * Requires: `deployed` are at most `maxDeployed` distinct arms.
 * Cost: O(deployed log deployed) for a set that is affordable already, else one DeployOPT.
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
  let { deployed } = given
  if (!isSetAffordable(given, deployed)) {
    const cheapest = byCost(given, cheapestSelection(given))
    for (const arm of cheapest) {
      if (isSetAffordable(given, deployed)) break
      if (deployed.includes(arm)) continue
      const isFull = deployed.length >= given.maxDeployed
      deployed = [...(isFull ? withoutLeast(given, deployed, cheapest) : deployed), arm]
    }
  }
  return deployed.toSorted((a, b) => a - b)
}

/** A full mix of a set: the arms that carry it, and what it costs per query. */
export interface CheapestMix {
  readonly arms: ReadonlyArray<number>
  readonly cost: number
}

/** The cheapest full mix of a set in which every arm has its least share, which sum to at most one; null where capacities carry none. */
export const cheapestMixOf = (
  { cautiousCost, capacity }: Pick<Affordability, 'cautiousCost' | 'capacity'>,
  deployed: ReadonlyArray<number>,
  minimum?: Float64Array
): CheapestMix | null => {
  const leastOf = (arm: number): number => minimum?.[arm] ?? 0
  const arms: Array<number> = []
  let left = deployed.reduce((rest, arm) => rest - leastOf(arm), 1)
  let cost = 0
  for (const arm of byCost({ cautiousCost }, deployed)) {
    const room = (capacity[arm] ?? 0) - leastOf(arm)
    const more = Math.min(left, room)
    const mass = leastOf(arm) + more
    if (mass > tolerance.share) arms.push(arm)
    cost += mass * (cautiousCost[arm] ?? 0)
    left -= more
  }
  return left <= tolerance.share ? { arms, cost } : null
}

/** The arms of the cheapest full mix that slots and rules allow; none where they allow no full mix. */
export const cheapestSelection = (
  { size, cautiousCost, capacity, maxDeployed }: Affordability,
  rules?: SelectionRules
): ReadonlyArray<number> => {
  const zeros = new Float64Array(size)
  // Without a budget the optimiser answers with the cheapest mix.
  const program: BudgetedSelection = {
    size,
    reward: zeros,
    cost: cautiousCost,
    capacity,
    budget: 0,
    maxSelected: maxDeployed,
    fixedCost: zeros
  }
  const answer = solveStage(program, rules, {})
  invariant(E.isRight(answer), 'an inventory and its rules state a valid programme')
  const { mix, selected } = answer.right
  return mix._tag === 'optimal' || mix._tag === 'budgetInfeasible' ? selected : []
}

const byCost = (
  { cautiousCost }: Pick<Affordability, 'cautiousCost'>,
  arms: ReadonlyArray<number>
): ReadonlyArray<number> =>
  arms.toSorted((a, b) => (cautiousCost[a] ?? 0) - (cautiousCost[b] ?? 0) || a - b)

const isSetAffordable = (given: Affordability, deployed: ReadonlyArray<number>): boolean => {
  const mix = cheapestMixOf(given, deployed)
  return mix !== null && isAffordable(mix.cost, given.budget)
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
