import {
  budgetedSimplexStatus,
  type BudgetedSimplex,
  type BudgetedSimplexStatus,
  type BudgetedSimplexWorkspace
} from './budgeted-simplex'

/**
 * The optimal mix of a {@link BudgetedSimplex}, with its prices; of a contextual program its mixes, context-major.
 *
 * - `optimal`: `budgetPrice` is the reward one more unit of budget is worth, `capacityPrice[m]` the reward one more unit of arm m's
 *   capacity is worth, `slack` what the mix leaves of the budget.
 * - `budgetInfeasible`: `share` is the cheapest full mix; no price is defined.
 * - `capacityInfeasible`: the capacities cannot carry a full mix.
 *
 * @category solution
 * @since 0.1.0
 */
export type MixAnswer =
  | {
      readonly _tag: 'optimal'
      readonly value: number
      readonly share: Float64Array
      readonly budgetPrice: number
      readonly capacityPrice: Float64Array
      readonly slack: number
    }
  | { readonly _tag: 'budgetInfeasible'; readonly value: number; readonly share: Float64Array }
  | { readonly _tag: 'capacityInfeasible' }

/**
 * The optimal selection of a {@link BudgetedSelection}. `value` and `bound` are net of fixed costs; prices are those of the mix on the
 * selected arms. `isProved` is false when the node limit ended the search: then `bound` tells how much a better selection could earn.
 *
 * @category solution
 * @since 0.1.0
 */
export interface SelectionAnswer {
  readonly mix: MixAnswer
  readonly selected: ReadonlyArray<number>
  readonly bound: number
  readonly nodes: number
  readonly isRelaxationExact: boolean
  readonly isProved: boolean
}

/**
 * A general solver that gave no answer.
 *
 * @category error
 * @since 0.1.0
 */
export interface SolverFailure {
  readonly _tag: 'SolverFailure'
  readonly solver: string
  readonly problem: string
}

/** What each arm's capacity is worth: how far its reduced reward stands above the threshold; nothing where there is room left. */
export const capacityPrices = (
  { reward, cost, capacity }: BudgetedSimplex,
  share: Float64Array,
  budgetPrice: number,
  threshold: number
): Float64Array =>
  share.map((used, m) =>
    used < capacity[m] ? 0 : Math.max(0, reward[m] - budgetPrice * cost[m] - threshold)
  )

type Scalars = Pick<BudgetedSimplexWorkspace, 'value' | 'slack' | 'budgetPrice' | 'threshold'>

/** The answer that a kernel's status, scalars and shares amount to. */
export const answerMix = (
  status: BudgetedSimplexStatus,
  { value, slack, budgetPrice, threshold }: Scalars,
  program: BudgetedSimplex,
  share: Float64Array
): MixAnswer => {
  if (status === budgetedSimplexStatus.capacityInfeasible) return { _tag: 'capacityInfeasible' }
  if (status === budgetedSimplexStatus.budgetInfeasible) {
    return { _tag: 'budgetInfeasible', value, share }
  }
  const capacityPrice = capacityPrices(program, share, budgetPrice, threshold)
  return { _tag: 'optimal', value, share, budgetPrice, capacityPrice, slack }
}

/** The arms that carry a share, in index order. */
export const carriers = (share: Float64Array): ReadonlyArray<number> =>
  Array.from(share.keys()).filter((m) => share[m] > 0)
