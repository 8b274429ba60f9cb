import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { BudgetedSelection } from './budgeted-selection'
import { checkRules, checkSelection, type InvalidProgram } from './invalid-program'
import { noRules, type RuledAnswer, type SelectionRules } from './ruled-selection'
import { solveRuledSelection } from './solve-ruled-selection'

/**
 * What to change by how much: one more slot always; `budget` in USD per query more; for each of `arms`, `capacity` in shares more, up to a capacity of
 * one, and its place in the selection given or taken away.
 *
 * @category sensitivity
 * @since 0.1.0
 */
export interface MarginalSteps {
  readonly budget: number
  readonly capacity: number
  readonly arms: ReadonlyArray<number>
}

/**
 * What each change adds to the optimum, in reward per query; null where the program before or after it has no mix within the
 * budget, or a search met its node limit. The optimum is not concave in slots or budget, so these are differences over the steps asked for, not
 * prices.
 *
 * `presence` is what an arm's place costs or earns: of a selected arm how much the optimum loses without it, of another how much it loses with it; null
 * too where no selection that obeys the rules can do with the change.
 *
 * Shape: `capacity[i]` and `presence[i]` are those of `arms[i]`.
 *
 * @category sensitivity
 * @since 0.1.0
 */
export interface MarginalValues {
  readonly slot: number | null
  readonly budget: number | null
  readonly capacity: ReadonlyArray<number | null>
  readonly presence: ReadonlyArray<number | null>
}

/**
 * Returns what one more slot, more budget, more capacity of single arms and their places are worth, each by solving the changed program under the
 * same rules, which starts from the known selection.
 *
 * Requires: `answer` is the answer to `program` and `rules`.
 * Errors: `InvalidProgram` for a program or rules that are none, for steps that are not positive and finite, and arms that are not of the program.
 * Cost: one DeployOPT for the slot, one for the budget, two for each arm asked for.
 *
 * @category sensitivity
 * @since 0.1.0
 * @example
 * import { marginalValues, solveBudgetedSelection } from '@stageroute/optimizer'
 *
 * const program = {
 *   size: 2,
 *   reward: Float64Array.of(0.5, 0.75),
 *   cost: Float64Array.of(1, 3),
 *   capacity: Float64Array.of(1, 1),
 *   budget: 2,
 *   maxSelected: 1,
 *   fixedCost: new Float64Array(2)
 * }
 * const answer = solveBudgetedSelection(program)
 * const values =
 *   answer._tag === 'Right' &&
 *   marginalValues(program, answer.right, { budget: 1, capacity: 0.1, arms: [] })
 * // The second arm alone is too dear; half of the queries could go to it, or all of them with one USD more.
 * values && values._tag === 'Right' && values.right.slot // => 0.125
 * values && values._tag === 'Right' && values.right.budget // => 0.25
 */
export const marginalValues = (
  program: BudgetedSelection,
  answer: RuledAnswer,
  steps: MarginalSteps,
  rules: SelectionRules = noRules(program.size)
): E.Either<InvalidProgram, MarginalValues> =>
  pipe(
    checkSelection(program),
    E.chain((valid) => checkRules(valid, rules)),
    E.chain((valid) => checkSteps(valid, steps)),
    E.map(() => {
      const compared = compareTo(answer)
      const gainOf = (changed: BudgetedSelection): number | null =>
        compared(changed, rules, (after) => difference(after, answer))
      const lossOf = (arm: number): number | null =>
        compared(program, withOther(rules, arm, answer), (after) => difference(answer, after))
      return {
        slot: gainOf({ ...program, maxSelected: program.maxSelected + 1 }),
        budget: gainOf({ ...program, budget: program.budget + steps.budget }),
        capacity: steps.arms.map((arm) => gainOf(withCapacity(program, arm, steps.capacity))),
        presence: steps.arms.map(lossOf)
      }
    })
  )

const checkSteps = (
  { size }: BudgetedSelection,
  { budget, capacity, arms }: MarginalSteps
): E.Either<InvalidProgram, void> => {
  const isStep = (value: number): boolean => Number.isFinite(value) && value > 0
  const wrong = (field: string, value: number, expected: string): E.Either<InvalidProgram, void> =>
    E.left({ _tag: 'InvalidProgram', field, problem: `${value}, expected ${expected}` })
  if (!isStep(budget)) return wrong('steps.budget', budget, 'a finite number above 0')
  if (!isStep(capacity)) return wrong('steps.capacity', capacity, 'a finite number above 0')
  const stray = arms.findIndex((m) => !(Number.isSafeInteger(m) && m >= 0 && m < size))
  return stray < 0
    ? E.right(undefined)
    : wrong(`steps.arms[${stray}]`, arms[stray], 'an arm of the program')
}

/** What an optimum has over one that cannot be better: what is below zero is rounding. Null where either is not known. */
const difference = (more: RuledAnswer, less: RuledAnswer): number | null =>
  more.mix._tag === 'optimal' && less.mix._tag === 'optimal' && more.isProved && less.isProved
    ? Math.max(0, more.mix.value - less.mix.value)
    : null

/** Compares with the optimum after a change, whose search starts from the known selection. */
const compareTo =
  ({ selected }: RuledAnswer) =>
  (
    changed: BudgetedSelection,
    rules: SelectionRules,
    compare: (after: RuledAnswer) => number | null
  ): number | null =>
    pipe(
      solveRuledSelection(changed, rules, { suggestion: selected }),
      E.match(() => null, compare)
    )

/** Rules that take a selected arm out, as a group that may have none, or force another in. */
const withOther = (
  rules: SelectionRules,
  arm: number,
  { selected }: RuledAnswer
): SelectionRules =>
  selected.includes(arm)
    ? { ...rules, groups: [...rules.groups, { arms: [arm], atLeast: 0, atMost: 0 }] }
    : { ...rules, required: [...rules.required, arm] }

const withCapacity = (program: BudgetedSelection, arm: number, step: number): BudgetedSelection => {
  const capacity = program.capacity.slice(0, program.size)
  capacity[arm] = Math.min(1, capacity[arm] + step)
  return { ...program, capacity }
}
