import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { SelectionAnswer } from './answer'
import type { BudgetedSelection } from './budgeted-selection'
import { checkSelection, type InvalidProgram } from './invalid-program'
import { solveBudgetedSelection } from './solve'

/**
 * What to change by how much: one more slot always; `budget` in USD per query more; `capacity` in shares more, up to a capacity of one, for each of
 * `arms`.
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
 * budget, or a search met its node limit. The
 * optimum is not concave in slots or budget, so these are differences over the steps asked for, not prices.
 *
 * Shape: `capacity[i]` is that of `arms[i]`.
 *
 * @category sensitivity
 * @since 0.1.0
 */
export interface MarginalValues {
  readonly slot: number | null
  readonly budget: number | null
  readonly capacity: ReadonlyArray<number | null>
}

/**
 * Returns what one more slot, more budget and more capacity of single arms are worth, each by solving the changed program, which starts from the
 * known selection.
 *
 * Requires: `answer` is the answer to `program`.
 * Errors: `InvalidProgram` for a program that is none, for steps that are not positive and finite, and arms that are not of the program.
 * Cost: one DeployOPT for the slot, one for the budget, one for each arm asked for.
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
  answer: SelectionAnswer,
  steps: MarginalSteps
): E.Either<InvalidProgram, MarginalValues> =>
  pipe(
    checkSelection(program),
    E.chain((valid) => checkSteps(valid, steps)),
    E.map(() => {
      const gainOf = gainOver(answer)
      return {
        slot: gainOf({ ...program, maxSelected: program.maxSelected + 1 }),
        budget: gainOf({ ...program, budget: program.budget + steps.budget }),
        capacity: steps.arms.map((arm) => gainOf(withCapacity(program, arm, steps.capacity)))
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

const gainOver =
  (before: SelectionAnswer) =>
  (changed: BudgetedSelection): number | null => {
    const after = solveBudgetedSelection(changed, { suggestion: before.selected })
    const isKnown = E.isRight(after) && after.right.isProved && before.isProved
    if (before.mix._tag !== 'optimal' || !isKnown || after.right.mix._tag !== 'optimal') return null
    // More of anything hurts nobody: what is below zero is rounding.
    return Math.max(0, after.right.mix.value - before.mix.value)
  }

const withCapacity = (program: BudgetedSelection, arm: number, step: number): BudgetedSelection => {
  const capacity = program.capacity.slice(0, program.size)
  capacity[arm] = Math.min(1, capacity[arm] + step)
  return { ...program, capacity }
}
