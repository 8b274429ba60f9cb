import {
  makeBudgetedSimplexWorkspace,
  type BudgetedSimplex,
  type BudgetedSimplexWorkspace
} from '../budgeted-simplex'

/** What a node of the branch and bound has decided about an arm. */
export const decision = { free: 0, selected: 1, excluded: 2 } as const

/**
 * Buffers of the node relaxation. `arms` lists the node's open arms; the inner program is indexed by position in that list, with the
 * slots an arm occupies as its cost. After a solve `mix` holds the relaxed mix, `cheap` the vertex within the budget.
 */
export interface RelaxationWorkspace {
  readonly decisions: Int8Array
  readonly arms: Int32Array
  readonly netReward: Float64Array
  readonly cost: Float64Array
  readonly inner: BudgetedSimplex
  readonly simplex: BudgetedSimplexWorkspace
  readonly dear: Float64Array
  readonly cheap: Float64Array
  readonly trial: Float64Array
  readonly mix: Float64Array
  freeSlots: number
  paidFixedCost: number
  rounding: number
  bound: number
}

export const makeRelaxationWorkspace = (maxSize: number): RelaxationWorkspace => ({
  decisions: new Int8Array(maxSize),
  arms: new Int32Array(maxSize),
  netReward: new Float64Array(maxSize),
  cost: new Float64Array(maxSize),
  inner: {
    size: 0,
    reward: new Float64Array(maxSize),
    cost: new Float64Array(maxSize),
    capacity: new Float64Array(maxSize),
    budget: 0
  },
  simplex: makeBudgetedSimplexWorkspace(maxSize),
  dear: new Float64Array(maxSize),
  cheap: new Float64Array(maxSize),
  trial: new Float64Array(maxSize),
  mix: new Float64Array(maxSize),
  freeSlots: 0,
  paidFixedCost: 0,
  rounding: 0,
  bound: 0
})
