import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { BudgetedSelection } from './budgeted-selection'
import { checkRules, checkWidth, type InvalidProgram } from './invalid-program'
import { noRules, type RuledAnswer, type SelectionRules } from './ruled-selection'

/**
 * Returns the arms to deploy when every slot is to be used: those that carry the best mix, and in the slots they leave, by value of information,
 * the arms closest to entering it. The mix is not changed: a spare arm is there to be routed to as soon as its bounds earn it a share.
 *
 * The order: greatest `reward - budgetPrice cost - fixedCost` first, which is how near an arm stands to the mix, less what it costs to have;
 * then the widest interval, because there is most to learn; then the lower fixed cost, so that incumbents stay; then the lower index. Where no
 * price is known the cheapest come first.
 *
 * Under rules a spare arm breaks none: it has no minimum, and each of its groups may have one more.
 *
 * Shape: `width` has an entry for every arm of the program; the result is rising and has at most `maxSelected` arms.
 * Unit: `width` in reward.
 * Requires: `answer` is the answer to `program` and `rules`.
 * Errors: `InvalidProgram` for a program or rules that are none, and for widths that are missing, negative or not finite.
 * Cost: O(size log size), and with rules a look at the groups for every arm.
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
  answer: RuledAnswer,
  width: Float64Array,
  rules: SelectionRules = noRules(program.size)
): E.Either<InvalidProgram, ReadonlyArray<number>> =>
  pipe(
    checkWidth(program, width),
    E.chain((valid) => checkRules(valid, rules)),
    E.map(() => fill(program, answer, width, rules))
  )

const fill = (
  program: BudgetedSelection,
  answer: RuledAnswer,
  width: Float64Array,
  rules: SelectionRules
): ReadonlyArray<number> => {
  const { selected } = answer
  const spare = byInterest(program, answer, width).filter(
    (m) => !selected.includes(m) && rules.minimum[m] === 0
  )
  const filled = spare.reduce(
    (kept, m) =>
      kept.length < program.maxSelected && isWelcome(m, kept, rules) ? [...kept, m] : kept,
    selected
  )
  return [...filled].sort((a, b) => a - b)
}

/** All arms, the one that is most worth keeping first. */
const byInterest = (
  { size, reward, cost, fixedCost }: BudgetedSelection,
  { mix }: RuledAnswer,
  width: Float64Array
): ReadonlyArray<number> => {
  const isPriced = mix._tag === 'optimal'
  const price = isPriced ? mix.budgetPrice : 0
  const nearness = (m: number): number =>
    isPriced ? reward[m] - price * cost[m] - fixedCost[m] : -cost[m]
  return Array.from({ length: size }, (_, m) => m).sort(
    (a, b) =>
      nearness(b) - nearness(a) || width[b] - width[a] || fixedCost[a] - fixedCost[b] || a - b
  )
}

const isWelcome = (
  arm: number,
  selected: ReadonlyArray<number>,
  { groups }: SelectionRules
): boolean =>
  groups.every(
    ({ arms, atMost }) =>
      !arms.includes(arm) || arms.filter((m) => selected.includes(m)).length < atMost
  )
