import { tolerance } from '@stageroute/numeric'
import {
  budgetedSimplexStatus,
  type BudgetedSimplex,
  type BudgetedSimplexStatus,
  type BudgetedSimplexWorkspace
} from './budgeted-simplex'
import { isAffordable } from './internal/afford'
import { solveBudgetedSimplexInto } from './solve-budgeted-simplex'

// Read once: the kernel asks for them at every query.
const { relativeBudget, share: roundingShare } = tolerance

/**
 * Writes the mix with the greatest reward in which every arm gets at least its floor: RouteOPT with `floor <= p <= capacity`. What the floors leave of
 * mass, budget and capacities is a program of its own, scaled to mass one; its basis is remembered as that of any other program.
 *
 * `value`, `cost`, `slack`, `budgetPrice` and `threshold` of the workspace are those of the whole mix. Floors of zero give the bits of
 * {@link solveBudgetedSimplexInto}.
 *
 * Shape: `floor` and `out` have length `program.size` or more; entries past `size` are left alone.
 * Unit: `floor` and `out` in shares.
 * Requires: as `solveBudgetedSimplexInto`, and `0 <= floor <= capacity`, as `solveFlooredSimplex` checks.
 * Errors: none thrown. `budgetInfeasible` writes the cheapest full mix above the floors; `capacityInfeasible` writes the capacities where they sum
 *   below one, the floors where those sum above one. Floors that sum to one are the mix, with a budget price of zero.
 * Cost: that of `solveBudgetedSimplexInto` and two passes over the arms; no allocation.
 * Ties: as `solveBudgetedSimplexInto`; at most two shares are strictly between floor and capacity.
 * Source: substitution of lower bounds in arXiv 2506.17254, Eq. 7 (RouteOPT).
 *
 * @category kernel
 * @since 0.1.0
 */
export const solveFlooredSimplexInto = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  floor: Float64Array,
  out: Float64Array
): BudgetedSimplexStatus => {
  sumFloors(workspace, program, floor)
  if (workspace.floorMass === 0) return solveBudgetedSimplexInto(workspace, program, out)
  if (1 - workspace.floorMass <= roundingShare)
    return keepFloorsInto(workspace, program, floor, out)
  const { aboveFloor } = workspace
  stateAboveFloor(workspace, program, floor)
  const status = solveBudgetedSimplexInto(workspace, aboveFloor, out)
  addFloorsInto(workspace, program, floor, out)
  return status
}

/** What the floors alone carry, cost and earn. */
const sumFloors = (
  workspace: BudgetedSimplexWorkspace,
  { size, reward, cost }: BudgetedSimplex,
  floor: Float64Array
): void => {
  let mass = 0
  let spent = 0
  let earned = 0
  for (let m = 0; m < size; m++) {
    mass += floor[m]
    spent += floor[m] * cost[m]
    earned += floor[m] * reward[m]
  }
  workspace.floorMass = mass
  workspace.floorCost = spent
  workspace.floorReward = earned
}

/** The program of what is above the floors, per unit of the mass that they leave. */
const stateAboveFloor = (
  { aboveFloor, floorMass, floorCost }: BudgetedSimplexWorkspace,
  { size, reward, cost, capacity, budget }: BudgetedSimplex,
  floor: Float64Array
): void => {
  const left = 1 - floorMass
  aboveFloor.size = size
  aboveFloor.reward = reward
  aboveFloor.cost = cost
  // The floors' own part of the rounding that `isAffordable` grants the whole mix.
  aboveFloor.budget = (budget - (floorCost - relativeBudget * floorCost)) / left
  for (let m = 0; m < size; m++) aboveFloor.capacity[m] = (capacity[m] - floor[m]) / left
}

const addFloorsInto = (
  workspace: BudgetedSimplexWorkspace,
  { size, capacity }: BudgetedSimplex,
  floor: Float64Array,
  out: Float64Array
): void => {
  const { aboveFloor, floorMass, floorCost, floorReward } = workspace
  const left = 1 - floorMass
  for (let m = 0; m < size; m++) {
    const share = floor[m] + left * out[m]
    // What is at its capacity stays exactly there.
    const isFull = out[m] >= aboveFloor.capacity[m] || share > capacity[m]
    out[m] = isFull ? capacity[m] : share
  }
  workspace.value = floorReward + left * workspace.value
  workspace.cost = floorCost + left * workspace.cost
  workspace.slack = left * workspace.slack
}

/** Floors that leave nothing to decide: more of an arm, or of the budget, is worth nothing. */
const keepFloorsInto = (
  workspace: BudgetedSimplexWorkspace,
  { size, reward, budget }: BudgetedSimplex,
  floor: Float64Array,
  out: Float64Array
): BudgetedSimplexStatus => {
  const { floorMass, floorCost, floorReward } = workspace
  let most = -Infinity
  for (let m = 0; m < size; m++) {
    out[m] = floor[m]
    if (reward[m] > most) most = reward[m]
  }
  const isWithin = isAffordable(floorCost, budget)
  workspace.value = floorReward
  workspace.cost = floorCost
  workspace.slack = floorCost < budget ? budget - floorCost : 0
  workspace.budgetPrice = isWithin ? 0 : Infinity
  workspace.threshold = isWithin ? most : 0
  if (floorMass > 1 + roundingShare) return budgetedSimplexStatus.capacityInfeasible
  return isWithin ? budgetedSimplexStatus.optimal : budgetedSimplexStatus.budgetInfeasible
}
