/**
 * RouteOPT: the greatest expected reward of a mix over the capped simplex under one budget row,
 * `max reward.p  s.t.  cost.p <= budget, sum p = 1, 0 <= p <= capacity`.
 *
 * Shape: the arrays have length `size` or more; entries past `size` are ignored, so one buffer serves every stage.
 * Unit: reward any finite unit; cost and budget share one unit.
 *
 * @category program
 * @since 0.1.0
 */
export interface BudgetedSimplex {
  size: number
  readonly reward: Float64Array
  readonly cost: Float64Array
  readonly capacity: Float64Array
  budget: number
}

/**
 * Why the solver stopped, as the small integer the kernel returns.
 *
 * - `optimal`: the mix is optimal.
 * - `budgetInfeasible`: even the cheapest full mix, which is written instead, costs more than the budget.
 * - `capacityInfeasible`: the capacities sum below one; every entry is at its capacity.
 *
 * @category solution
 * @since 0.1.0
 */
export const budgetedSimplexStatus = {
  optimal: 0,
  budgetInfeasible: 1,
  capacityInfeasible: 2
} as const

/**
 * One of the integers of {@link budgetedSimplexStatus}.
 *
 * @category solution
 * @since 0.1.0
 */
export type BudgetedSimplexStatus =
  (typeof budgetedSimplexStatus)[keyof typeof budgetedSimplexStatus]

/**
 * Buffers of the solver, owned by the caller, and the last answer's scalars: `value` of the mix, its `cost`, the `budgetPrice` lambda
 * (reward per unit of budget) and the `threshold` theta, the reduced reward at which arms enter the mix.
 *
 * @category workspace
 * @since 0.1.0
 */
export interface BudgetedSimplexWorkspace {
  readonly order: Int32Array
  readonly key: Float64Array
  readonly tie: Float64Array
  readonly dear: Float64Array
  readonly trial: Float64Array
  value: number
  cost: number
  budgetPrice: number
  threshold: number
}

/**
 * Returns buffers for programs of up to `maxSize` arms.
 *
 * @category workspace
 * @since 0.1.0
 */
export const makeBudgetedSimplexWorkspace = (maxSize: number): BudgetedSimplexWorkspace => ({
  order: new Int32Array(maxSize),
  key: new Float64Array(maxSize),
  tie: new Float64Array(maxSize),
  dear: new Float64Array(maxSize),
  trial: new Float64Array(maxSize),
  value: 0,
  cost: 0,
  budgetPrice: 0,
  threshold: 0
})
