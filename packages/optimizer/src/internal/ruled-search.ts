import {
  makeBudgetedSelectionWorkspace,
  type BudgetedSelection,
  type BudgetedSelectionWorkspace
} from '../budgeted-selection'
import type { SelectionRules } from '../ruled-selection'
import type { Writable } from './make-program'
import { makeLimits, type Limits } from './limits'

/**
 * A search under rules. `core` has the buffers, decisions and scalars of the search without rules.
 *
 * A node is solved as a program without minimums, `node`: selected arms have theirs, at `nodeCost` in all, and what they leave is scaled by the
 * mass left, `nodeMass`, to a full mix again. What a node's program earns, times `nodeMass`, is the search's value less `nodeOffset`.
 * `limitPrice` charges free arms for the room they take in groups and refunds the room there is; any price of at least zero gives valid bounds.
 *
 * `counted` is how many selected arms each limit has in the node, `admitted` how many members in the set being offered. After a search
 * `isSelected` marks the arms of the best selection.
 */
export interface RuledSearch {
  readonly core: BudgetedSelectionWorkspace
  readonly program: BudgetedSelection
  readonly rules: SelectionRules
  readonly limits: Limits
  readonly limitPrice: Float64Array
  readonly node: Writable<BudgetedSelection>
  readonly floor: Float64Array
  readonly members: Int32Array
  readonly isMember: Int8Array
  readonly isSelected: Int8Array
  readonly preference: Int32Array
  readonly counted: Int32Array
  readonly admitted: Int32Array
  readonly missing: Int32Array
  readonly packed: Int8Array
  nodeMass: number
  nodeCost: number
  nodeOffset: number
  nodeBound: number
  memberMass: number
  memberCapacity: number
  rounding: number
}

export const makeRuledSearch = (
  program: BudgetedSelection,
  rules: SelectionRules,
  nodeLimit: number
): RuledSearch => {
  const { size, reward, cost, maxSelected } = program
  const limits = makeLimits(program, rules)
  const count = limits.all.length
  return {
    core: makeBudgetedSelectionWorkspace(size, nodeLimit),
    program,
    rules,
    limits,
    limitPrice: new Float64Array(count),
    node: {
      size,
      reward,
      cost,
      capacity: new Float64Array(size),
      budget: Number.NaN,
      maxSelected,
      fixedCost: new Float64Array(size)
    },
    floor: new Float64Array(size),
    members: new Int32Array(size),
    isMember: new Int8Array(size),
    isSelected: new Int8Array(size),
    preference: new Int32Array(size),
    counted: new Int32Array(count),
    admitted: new Int32Array(count),
    missing: new Int32Array(count),
    packed: new Int8Array(count),
    nodeMass: Number.NaN,
    nodeCost: Number.NaN,
    nodeOffset: Number.NaN,
    nodeBound: Number.NaN,
    memberMass: Number.NaN,
    memberCapacity: Number.NaN,
    rounding: Number.NaN
  }
}
