import { makeProgram, type Writable } from './internal/make-program'

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
 * Buffers of the solver, owned by the caller, and the last answer's scalars: `value` of the mix, its `cost`, what it leaves of the budget
 * (`slack`), the `budgetPrice` lambda (reward per unit of budget) and the `threshold` theta, the reduced reward at which arms enter the mix.
 *
 * The workspace remembers the basis of its last answer and tries it first on the next program of the same size: an answer is the same to the
 * last bit with and without that memory, only faster where the basis has not changed. {@link forgetBasis} clears it.
 *
 * @category workspace
 * @since 0.1.0
 */
export interface BudgetedSimplexWorkspace {
  readonly order: Int32Array
  readonly tiedArms: Int32Array
  readonly key: Float64Array
  readonly tie: Float64Array
  readonly place: Int8Array
  readonly fullArms: Int32Array
  readonly aboveFloor: Writable<BudgetedSimplex>
  floorMass: number
  floorCost: number
  floorReward: number
  dear: Float64Array
  cheap: Float64Array
  trial: Float64Array
  dearValue: number
  dearCost: number
  cheapValue: number
  cheapCost: number
  startPrice: number
  filled: number
  full: number
  basisSize: number
  basisRegime: number
  cheaper: number
  dearer: number
  budget: number
  value: number
  cost: number
  slack: number
  budgetPrice: number
  threshold: number
}

/**
 * Returns buffers for programs of up to `maxSize` arms. Scalars are NaN until something is solved: a field that starts as a floating-point number
 * is one for good, and writing it allocates nothing.
 *
 * @category workspace
 * @since 0.1.0
 */
export const makeBudgetedSimplexWorkspace = (maxSize: number): BudgetedSimplexWorkspace => ({
  order: new Int32Array(maxSize),
  tiedArms: new Int32Array(maxSize),
  key: new Float64Array(maxSize),
  tie: new Float64Array(maxSize),
  place: new Int8Array(maxSize),
  fullArms: new Int32Array(maxSize),
  aboveFloor: makeProgram(maxSize),
  floorMass: Number.NaN,
  floorCost: Number.NaN,
  floorReward: Number.NaN,
  dear: new Float64Array(maxSize),
  cheap: new Float64Array(maxSize),
  trial: new Float64Array(maxSize),
  dearValue: Number.NaN,
  dearCost: Number.NaN,
  cheapValue: Number.NaN,
  cheapCost: Number.NaN,
  startPrice: Number.NaN,
  filled: 0,
  full: 0,
  basisSize: 0,
  basisRegime: 0,
  cheaper: -1,
  dearer: -1,
  budget: Number.NaN,
  value: Number.NaN,
  cost: Number.NaN,
  slack: Number.NaN,
  budgetPrice: Number.NaN,
  threshold: Number.NaN
})

/**
 * Makes the next solve start cold. Answers do not depend on it; benchmarks and changes of the arms behind the indices may want it.
 *
 * @category workspace
 * @since 0.1.0
 */
export const forgetBasis = (workspace: BudgetedSimplexWorkspace): void => {
  workspace.basisSize = 0
}
