import {
  budgetedSimplexStatus,
  makeBudgetedSimplexWorkspace,
  solveBudgetedSimplexInto,
  solveFlooredSimplexInto,
  type BudgetedSelection,
  type SelectionRules
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

const count = (arms: ReadonlyArray<number>, of: ReadonlyArray<number>): number =>
  arms.filter((m) => of.includes(m)).length

/** Whether a set of arms obeys the rules that are about sets. */
export const obeys = (arms: ReadonlyArray<number>, { required, groups }: SelectionRules): boolean =>
  required.every((m) => arms.includes(m)) &&
  groups.every((group) => {
    const selected = count(arms, group.arms)
    return selected >= group.atLeast && selected <= group.atMost
  })

export type RuledVerdict = 'optimal' | 'budgetInfeasible' | 'capacityInfeasible' | 'rulesInfeasible'

export interface BestRuledSelection {
  readonly verdict: RuledVerdict
  readonly value: number
  readonly cost: number
}

/** DeployOPT under rules by solving RouteOPT above the minimums on every set that obeys them: the definition, without any bound. */
export const bruteForceRuled = (
  program: BudgetedSelection,
  rules: SelectionRules
): BestRuledSelection => {
  const workspace = makeBudgetedSimplexWorkspace(program.size)
  const share = new Float64Array(program.size)
  const obeying = subsets(program.size, program.maxSelected).filter((arms) => obeys(arms, rules))
  let best = -Infinity
  let cheapest = Infinity
  for (const arms of obeying) {
    const pick = (values: Float64Array): Float64Array => Float64Array.from(arms, (m) => values[m])
    const { reward, cost, capacity, budget } = program
    const restricted = {
      size: arms.length,
      reward: pick(reward),
      cost: pick(cost),
      capacity: pick(capacity),
      budget
    }
    const status = solveFlooredSimplexInto(workspace, restricted, pick(rules.minimum), share)
    if (status === budgetedSimplexStatus.capacityInfeasible) continue
    cheapest = Math.min(cheapest, workspace.cost)
    if (status === budgetedSimplexStatus.budgetInfeasible) continue
    const paid = arms.reduce((sum, m) => sum + program.fixedCost[m], 0)
    best = Math.max(best, workspace.value - paid)
  }
  const carried = cheapest < Infinity ? 'budgetInfeasible' : 'capacityInfeasible'
  const failed = obeying.length === 0 ? 'rulesInfeasible' : carried
  return { verdict: best > -Infinity ? 'optimal' : failed, value: best, cost: cheapest }
}
