import {
  makeBudgetedSimplexWorkspace,
  type BudgetedSimplex,
  type BudgetedSimplexWorkspace
} from '../budgeted-simplex'
import { makeProgram } from './make-program'

/** What a node of the branch and bound has decided about an arm. */
export const decision = { free: 0, selected: 1, excluded: 2 } as const

/** The arms decided since the root, in order. */
export interface Trail {
  readonly arms: Int32Array
  size: number
}

/**
 * Buffers of the node relaxation. `pool` lists the arms that may still be part of a better selection, `arms` the node's open ones among them; the
 * inner program is indexed by position in `arms`, with the slots an arm occupies as its cost. `potential` bounds what any selection with an arm can
 * earn and `nearness` is its reduced reward, both from the root's multipliers; `minimum` is the least share of a selected arm, zero without rules.
 *
 * A node is solved at its `startPrice` against the `cutoff`, above which a selection would be an improvement. After a solve `mix` holds the relaxed
 * mix, `cheap` the vertex within the budget, `bound` the node's upper bound, and `price`, `slotPrice` and `threshold` are multipliers of the
 * budget, slot and mass rows. Numbers pass through here because as arguments and results they would be boxed.
 */
export interface RelaxationWorkspace {
  readonly decisions: Int8Array
  readonly pool: Int32Array
  readonly potential: Float64Array
  readonly nearness: Float64Array
  readonly minimum: Float64Array
  readonly startPrices: Float64Array
  readonly arms: Int32Array
  readonly netReward: Float64Array
  readonly cost: Float64Array
  readonly inner: BudgetedSimplex
  readonly simplex: BudgetedSimplexWorkspace
  readonly mix: Float64Array
  dear: Float64Array
  cheap: Float64Array
  trial: Float64Array
  dearValue: number
  dearCost: number
  cheapValue: number
  cheapCost: number
  trialValue: number
  trialCost: number
  poolSize: number
  freeSlots: number
  selectedCapacity: number
  paidFixedCost: number
  rounding: number
  noise: number
  budget: number
  cutoff: number
  startPrice: number
  bound: number
  price: number
  slotPrice: number
  threshold: number
  dualBound: number
  leastShare: number
}

export const makeRelaxationWorkspace = (maxSize: number): RelaxationWorkspace => ({
  decisions: new Int8Array(maxSize),
  pool: new Int32Array(maxSize),
  potential: new Float64Array(maxSize),
  nearness: new Float64Array(maxSize),
  minimum: new Float64Array(maxSize),
  startPrices: new Float64Array(maxSize + 1),
  arms: new Int32Array(maxSize),
  netReward: new Float64Array(maxSize),
  cost: new Float64Array(maxSize),
  inner: makeProgram(maxSize),
  simplex: makeBudgetedSimplexWorkspace(maxSize),
  mix: new Float64Array(maxSize),
  dear: new Float64Array(maxSize),
  cheap: new Float64Array(maxSize),
  trial: new Float64Array(maxSize),
  dearValue: Number.NaN,
  dearCost: Number.NaN,
  cheapValue: Number.NaN,
  cheapCost: Number.NaN,
  trialValue: Number.NaN,
  trialCost: Number.NaN,
  poolSize: 0,
  freeSlots: 0,
  selectedCapacity: Number.NaN,
  paidFixedCost: Number.NaN,
  rounding: Number.NaN,
  noise: Number.NaN,
  budget: Number.NaN,
  cutoff: Number.NaN,
  startPrice: Number.NaN,
  bound: Number.NaN,
  price: Number.NaN,
  slotPrice: Number.NaN,
  threshold: Number.NaN,
  dualBound: Number.NaN,
  leastShare: Number.NaN
})
