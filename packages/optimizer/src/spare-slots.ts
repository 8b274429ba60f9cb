import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { SelectionAnswer } from './answer'
import type { BudgetedSelection } from './budgeted-selection'
import { checkWidth, type InvalidProgram } from './invalid-program'

/**
 * Returns the arms to deploy when every slot is to be used: those that carry the best mix, and in the slots they leave, by value of information,
 * the arms closest to entering it. The mix is not changed: a spare arm is there to be routed to as soon as its bounds earn it a share.
 *
 * The order: greatest `reward - budgetPrice cost - fixedCost` first, which is how near an arm stands to the mix, less what it costs to have;
 * then the widest interval, because there is most to learn; then the lower fixed cost, so that incumbents stay; then the lower index. Where no
 * price is known the cheapest come first.
 *
 * Shape: `width` has an entry for every arm of the program; the result is rising and has at most `maxSelected` arms.
 * Unit: `width` in reward.
 * Requires: `answer` is the answer to `program`.
 * Errors: `InvalidProgram` for a program that is none, and for widths that are missing, negative or not finite.
 * Cost: O(size log size).
 * Source: ours; arXiv 2506.17254 deploys the support of d* and leaves spare slots empty.
 *
 * @category door
 * @since 0.1.0
 * @example
 * import { fillSpareSlots, solveBudgetedSelection } from '@stageroute/optimizer'
 *
 * const program = {
 *   size: 4,
 *   reward: Float64Array.of(0.9, 0.5, 0.8, 0.8),
 *   cost: Float64Array.of(1, 1, 1, 1),
 *   capacity: Float64Array.of(1, 1, 1, 1),
 *   budget: 1,
 *   maxSelected: 2,
 *   fixedCost: new Float64Array(4)
 * }
 * const answer = solveBudgetedSelection(program)
 * // Arm 0 carries everything; of the two that come next, arm 3 is known less.
 * const filled =
 *   answer._tag === 'Right' &&
 *   fillSpareSlots(program, answer.right, Float64Array.of(0.1, 0.1, 0.1, 0.3))
 * filled && filled._tag === 'Right' && filled.right // => [0, 3]
 */
export const fillSpareSlots = (
  program: BudgetedSelection,
  answer: SelectionAnswer,
  width: Float64Array
): E.Either<InvalidProgram, ReadonlyArray<number>> =>
  pipe(
    checkWidth(program, width),
    E.map(() => fill(program, answer, width))
  )

const fill = (
  program: BudgetedSelection,
  answer: SelectionAnswer,
  width: Float64Array
): ReadonlyArray<number> => {
  const { size, reward, cost, fixedCost, maxSelected } = program
  const isPriced = answer.mix._tag === 'optimal'
  const price = answer.mix._tag === 'optimal' ? answer.mix.budgetPrice : 0
  const nearness = (m: number): number =>
    isPriced ? reward[m] - price * cost[m] - fixedCost[m] : -cost[m]
  const spare = Array.from({ length: size }, (_, m) => m)
    .filter((m) => !answer.selected.includes(m))
    .sort(
      (a, b) =>
        nearness(b) - nearness(a) || width[b] - width[a] || fixedCost[a] - fixedCost[b] || a - b
    )
  const free = Math.max(0, maxSelected - answer.selected.length)
  return [...answer.selected, ...spare.slice(0, free)].sort((a, b) => a - b)
}
