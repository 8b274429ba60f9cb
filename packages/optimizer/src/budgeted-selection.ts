import {
  makeBudgetedSimplexWorkspace,
  type BudgetedSimplex,
  type BudgetedSimplexWorkspace
} from './budgeted-simplex'
import { makeProgram, type Writable } from './internal/make-program'
import {
  makeRelaxationWorkspace,
  type RelaxationWorkspace,
  type Trail
} from './internal/relaxation-workspace'

/**
 * DeployOPT: {@link BudgetedSimplex} in which at most `maxSelected` arms may carry a share, and an arm that does costs `fixedCost`,
 * `max reward.d - fixedCost.z  s.t.  cost.d <= budget, sum d = 1, 0 <= d <= capacity z, sum z <= maxSelected, z binary`.
 *
 * Unit: `fixedCost` in reward per query (a switch cost divided by the stage length), not negative.
 *
 * @category program
 * @since 0.1.0
 */
export interface BudgetedSelection extends BudgetedSimplex {
  maxSelected: number
  readonly fixedCost: Float64Array
}

/**
 * Buffers of the branch and bound, owned by the caller, and the last answer's scalars: net `value`, certified upper `bound`, `nodes`
 * solved, whether the root relaxation was already a selection, whether the search ran to its end (`isProved`), and `slack`, `budgetPrice` and
 * `threshold` of the mix on the selected arms, as
 * {@link BudgetedSimplexWorkspace} defines them.
 *
 * A set put in with {@link suggestSelection} is offered to the next search first; of selections of equal value the suggested one stands.
 *
 * @category workspace
 * @since 0.1.0
 */
export interface BudgetedSelectionWorkspace {
  readonly simplex: BudgetedSimplexWorkspace
  readonly relaxation: RelaxationWorkspace
  readonly pool: Writable<BudgetedSimplex>
  readonly restricted: BudgetedSimplex
  readonly members: Int32Array
  readonly isMember: Int8Array
  readonly mix: Float64Array
  readonly byCapacity: Int32Array
  readonly trail: Trail
  readonly suggestion: Int32Array
  readonly wholePool: Int32Array
  readonly unit: Float64Array
  isCoreSearched: boolean
  suggested: number
  poolPrice: number
  value: number
  bound: number
  nodes: number
  nodeLimit: number
  isRelaxationExact: boolean
  isProved: boolean
  slack: number
  budgetPrice: number
  threshold: number
}

/**
 * Nodes after which the branch and bound stops and reports the gap that is left.
 *
 * @category workspace
 * @since 0.1.0
 */
export const defaultNodeLimit = 20_000

/**
 * Returns buffers for programs of up to `maxSize` arms.
 *
 * @category workspace
 * @since 0.1.0
 */
export const makeBudgetedSelectionWorkspace = (
  maxSize: number,
  nodeLimit: number = defaultNodeLimit
): BudgetedSelectionWorkspace => ({
  simplex: makeBudgetedSimplexWorkspace(maxSize),
  relaxation: makeRelaxationWorkspace(maxSize),
  pool: makeProgram(0),
  restricted: makeProgram(maxSize),
  members: new Int32Array(maxSize),
  isMember: new Int8Array(maxSize),
  mix: new Float64Array(maxSize),
  byCapacity: new Int32Array(maxSize),
  trail: { arms: new Int32Array(maxSize), size: 0 },
  suggestion: new Int32Array(maxSize),
  wholePool: new Int32Array(maxSize),
  unit: new Float64Array(maxSize).fill(1),
  isCoreSearched: false,
  suggested: 0,
  poolPrice: Number.NaN,
  value: Number.NaN,
  bound: Number.NaN,
  nodes: 0,
  nodeLimit,
  isRelaxationExact: false,
  isProved: true,
  slack: Number.NaN,
  budgetPrice: Number.NaN,
  threshold: Number.NaN
})

/**
 * Suggests a set of arms, the previous stage's say, to every search until the next suggestion; an empty list suggests nothing.
 *
 * Requires: distinct arms of the programs that follow, at most their `maxSelected`.
 *
 * @category workspace
 * @since 0.1.0
 */
export const suggestSelection = (
  workspace: BudgetedSelectionWorkspace,
  arms: ReadonlyArray<number>
): void => {
  workspace.suggestion.set(arms)
  workspace.suggested = arms.length
}
