import { defaultNodeLimit, suggestSelection, type BudgetedSelection } from '../budgeted-selection'
import type { SelectionRules } from '../ruled-selection'
import type { SelectionSearch } from '../solve'
import { branchRuledInto } from './ruled-branch-and-bound'
import { makeRuledSearch } from './ruled-search'

/** What a search found; without a selection `share` is zero and `value` -Infinity. */
export interface Found {
  readonly share: Float64Array
  readonly selected: ReadonlyArray<number>
  readonly value: number
  readonly bound: number
  readonly nodes: number
  readonly isProved: boolean
  readonly slack: number
  readonly budgetPrice: number
  readonly threshold: number
}

/** Searches the selections that obey rules, with buffers of its own. */
export const findRuled = (
  program: BudgetedSelection,
  rules: SelectionRules,
  { nodeLimit = defaultNodeLimit, suggestion = [] }: SelectionSearch
): Found => {
  const search = makeRuledSearch(program, rules, nodeLimit)
  suggestSelection(search.core, suggestion)
  const share = new Float64Array(program.size)
  branchRuledInto(search, share)
  const { value, bound, nodes, isProved, slack, budgetPrice, threshold } = search.core
  const selected = [...search.isSelected.keys()].filter((m) => search.isSelected[m] === 1)
  return { share, selected, value, bound, nodes, isProved, slack, budgetPrice, threshold }
}

export const isFound = ({ value }: Found): boolean => value > -Infinity
