import {
  budgetedSimplexStatus,
  makeBudgetedSimplexWorkspace,
  solveBudgetedSimplexInto,
  type BudgetedSelection
} from '../src'

/** Every set of at most `most` of `0..size-1`, as lists. */
const subsets = (size: number, most: number): ReadonlyArray<ReadonlyArray<number>> =>
  Array.from({ length: 2 ** size }, (_, bits) =>
    Array.from({ length: size }, (_, m) => m).filter((m) => (bits >> m) & 1)
  ).filter((arms) => arms.length > 0 && arms.length <= most)

export interface BestSelection {
  readonly status: number
  readonly value: number
  readonly cost: number
}

/** DeployOPT by solving RouteOPT on every set of arms, each paying for all its arms: the definition, without any bound. */
export const bruteForce = (program: BudgetedSelection): BestSelection => {
  const workspace = makeBudgetedSimplexWorkspace(program.size)
  const share = new Float64Array(program.size)
  let best = -Infinity
  let cheapest = Infinity
  for (const arms of subsets(program.size, program.maxSelected)) {
    const pick = (values: Float64Array): Float64Array => Float64Array.from(arms, (m) => values[m])
    const { reward, cost, capacity, budget } = program
    const restricted = {
      size: arms.length,
      reward: pick(reward),
      cost: pick(cost),
      capacity: pick(capacity),
      budget
    }
    const status = solveBudgetedSimplexInto(workspace, restricted, share)
    if (status === budgetedSimplexStatus.capacityInfeasible) continue
    cheapest = Math.min(cheapest, workspace.cost)
    if (status === budgetedSimplexStatus.budgetInfeasible) continue
    const paid = arms.reduce((sum, m) => sum + program.fixedCost[m], 0)
    best = Math.max(best, workspace.value - paid)
  }
  const status =
    best > -Infinity
      ? budgetedSimplexStatus.optimal
      : cheapest < Infinity
        ? budgetedSimplexStatus.budgetInfeasible
        : budgetedSimplexStatus.capacityInfeasible
  return { status, value: best, cost: cheapest }
}
