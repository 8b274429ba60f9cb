import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { answerMix, carriers, type MixAnswer, type SelectionAnswer } from './answer'
import {
  defaultNodeLimit,
  makeBudgetedSelectionWorkspace,
  suggestSelection,
  type BudgetedSelection
} from './budgeted-selection'
import { makeBudgetedSimplexWorkspace, type BudgetedSimplex } from './budgeted-simplex'
import { solveBudgetedSelectionInto } from './solve-budgeted-selection'
import { solveBudgetedSimplexInto } from './solve-budgeted-simplex'
import { solveFlooredSimplexInto } from './solve-floored-simplex'
import {
  checkFloored,
  checkSelection,
  checkSimplex,
  checkSearch,
  type InvalidProgram
} from './invalid-program'

/**
 * Returns the optimal mix of a programme with its prices: the validating door of {@link solveBudgetedSimplexInto}.
 *
 * Errors: `InvalidProgram` naming the first bad field.
 *
 * @category door
 * @since 0.1.0
 * @example
 * import { solveBudgetedSimplex } from '@stageroute/optimizer'
 *
 * const answer = solveBudgetedSimplex({
 *   size: 2,
 *   reward: Float64Array.of(0.5, 0.75),
 *   cost: Float64Array.of(1, 3),
 *   capacity: Float64Array.of(1, 1),
 *   budget: 2
 * })
 * answer._tag === 'Right' && answer.right._tag === 'optimal' && answer.right.budgetPrice // => 0.125
 */
export const solveBudgetedSimplex = (
  program: BudgetedSimplex
): E.Either<InvalidProgram, MixAnswer> => pipe(checkSimplex(program), E.map(answerSimplex))

const answerSimplex = (program: BudgetedSimplex): MixAnswer => {
  const workspace = makeBudgetedSimplexWorkspace(program.size)
  const share = new Float64Array(program.size)
  const status = solveBudgetedSimplexInto(workspace, program, share)
  return answerMix(status, workspace, program, share)
}

/**
 * Returns the optimal mix in which every arm gets at least its floor, with its prices: the validating door of {@link solveFlooredSimplexInto}.
 *
 * Shape: `floor` has an entry for every arm of the program.
 * Errors: `InvalidProgram` naming the first bad field; a floor is at most the capacity of its arm.
 *
 * @category door
 * @since 0.1.0
 * @example
 * import { solveFlooredSimplex } from '@stageroute/optimizer'
 *
 * const program = {
 *   size: 2,
 *   reward: Float64Array.of(0.5, 0.75),
 *   cost: Float64Array.of(1, 2),
 *   capacity: Float64Array.of(1, 1),
 *   budget: 2
 * }
 * // The budget would let the second arm have every query; a quarter goes to the first to learn about it.
 * const answer = solveFlooredSimplex(program, Float64Array.of(0.25, 0))
 * answer._tag === 'Right' && answer.right._tag === 'optimal' && answer.right.value // => 0.6875
 */
export const solveFlooredSimplex = (
  program: BudgetedSimplex,
  floor: Float64Array
): E.Either<InvalidProgram, MixAnswer> =>
  pipe(
    checkFloored(program, floor),
    E.map((valid) => {
      const workspace = makeBudgetedSimplexWorkspace(valid.size)
      const share = new Float64Array(valid.size)
      const status = solveFlooredSimplexInto(workspace, valid, floor, share)
      return answerMix(status, workspace, valid, share)
    })
  )

/**
 * How a deployment is searched: after how many nodes the search stops, and which set, the previous stage's say, it starts from. Of selections of
 * equal value the suggested one stands; otherwise it changes only how fast the answer is found.
 *
 * @category door
 * @since 0.1.0
 */
export interface SelectionSearch {
  readonly nodeLimit?: number
  readonly suggestion?: ReadonlyArray<number>
}

/**
 * Returns the optimal selection of a programme with bound, tree size and the prices of its mix: the validating door of
 * {@link solveBudgetedSelectionInto}.
 *
 * Errors: `InvalidProgram` naming the first bad field; a suggestion must list distinct arms, at most `maxSelected`.
 *
 * @category door
 * @since 0.1.0
 * @example
 * import { solveBudgetedSelection } from '@stageroute/optimizer'
 *
 * const answer = solveBudgetedSelection({
 *   size: 3,
 *   reward: Float64Array.of(0.5, 0.75, 0.7),
 *   cost: Float64Array.of(1, 3, 3),
 *   capacity: Float64Array.of(1, 1, 1),
 *   budget: 3,
 *   maxSelected: 1,
 *   fixedCost: Float64Array.of(0, 0.125, 0)
 * })
 * answer._tag === 'Right' && answer.right.selected // => [2]
 */
export const solveBudgetedSelection = (
  program: BudgetedSelection,
  search: SelectionSearch = {}
): E.Either<InvalidProgram, SelectionAnswer> =>
  pipe(
    checkSelection(program),
    E.chain((valid) =>
      checkSearch(valid, search.nodeLimit ?? defaultNodeLimit, search.suggestion ?? [])
    ),
    E.map((valid) => answerSelection(valid, search))
  )

const answerSelection = (
  program: BudgetedSelection,
  { nodeLimit = defaultNodeLimit, suggestion = [] }: SelectionSearch
): SelectionAnswer => {
  const workspace = makeBudgetedSelectionWorkspace(program.size, nodeLimit)
  const share = new Float64Array(program.size)
  suggestSelection(workspace, suggestion)
  const status = solveBudgetedSelectionInto(workspace, program, share)
  const { bound, nodes, isRelaxationExact, isProved } = workspace
  const mix = answerMix(status, workspace, program, share)
  return { mix, selected: carriers(share), bound, nodes, isRelaxationExact, isProved }
}
