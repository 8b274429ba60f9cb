import type { MixAnswer, SelectionAnswer } from './answer'
import type { BudgetedSelection } from './budgeted-selection'

/**
 * Bounds on how many of some arms are selected: at least two providers, say, or at most one arm that is on trial.
 *
 * Shape: `arms` are distinct arms of the program; groups may overlap.
 *
 * @category program
 * @since 0.1.0
 */
export interface SelectionGroup {
  readonly arms: ReadonlyArray<number>
  readonly atLeast: number
  readonly atMost: number
}

/**
 * What a selection has to obey beside its program: `minimum z <= d`, `z = 1` for required arms, `atLeast <= sum of z over the group <= atMost`.
 *
 * - `minimum`: the least share of a selected arm, at most its capacity. It is semi-continuous: an arm gets nothing or at least this.
 * - `required`: arms that are selected whatever they earn; without a minimum they may still carry no share.
 * - `groups`: bounds on how many of some arms are selected.
 *
 * An arm that must not be selected is not in the program.
 *
 * Shape: `minimum` has an entry for every arm of the program.
 * Unit: `minimum` in shares.
 *
 * @category program
 * @since 0.1.0
 */
export interface SelectionRules {
  readonly minimum: Float64Array
  readonly required: ReadonlyArray<number>
  readonly groups: ReadonlyArray<SelectionGroup>
}

/**
 * Why no selection obeys the rules, whatever it costs or carries.
 *
 * - `slots`: required arms and groups need more slots than `maxSelected`.
 * - `group`: the group of that index has too few arms, or more required ones than it may.
 * - `together`: each rule can be met, but not all of them at once.
 *
 * @category solution
 * @since 0.1.0
 */
export type RuleConflict =
  | { readonly _tag: 'slots'; readonly needed: number; readonly maxSelected: number }
  | { readonly _tag: 'group'; readonly group: number }
  | { readonly _tag: 'together' }

/**
 * The optimal selection under rules: a {@link SelectionAnswer} with one more outcome, `rulesInfeasible`. `selected` are all arms that the
 * selection has, with or without a share; all of them pay their fixed cost. `capacityInfeasible` says that selections obey the rules but none carries a
 * full mix: their capacities are too small or their minimums sum above one. `budgetInfeasible` has the cheapest full mix that obeys the rules.
 *
 * Where `isProved` is false, a verdict other than `optimal` is not proved either.
 *
 * @category solution
 * @since 0.1.0
 */
export interface RuledAnswer extends Omit<SelectionAnswer, 'mix'> {
  readonly mix: MixAnswer | { readonly _tag: 'rulesInfeasible'; readonly conflict: RuleConflict }
}

/**
 * Returns rules that forbid nothing, to be spread into others.
 *
 * @category program
 * @since 0.1.0
 * @example
 * import { noRules } from '@stageroute/optimizer'
 *
 * const rules = { ...noRules(3), required: [2] }
 * Array.from(rules.minimum) // => [0, 0, 0]
 */
export const noRules = (size: number): SelectionRules => ({
  minimum: new Float64Array(size),
  required: [],
  groups: []
})

/** Whether rules leave the program as it is. */
export const isUnruled = ({ size }: BudgetedSelection, rules: SelectionRules): boolean =>
  rules.required.length === 0 &&
  rules.minimum.subarray(0, size).every((least) => least === 0) &&
  rules.groups.every(({ arms, atLeast, atMost }) => atLeast === 0 && atMost >= arms.length)

/** The rules that are about sets of arms, without those about shares. */
export const withoutMinimums = (rules: SelectionRules): SelectionRules => ({
  ...rules,
  minimum: new Float64Array(rules.minimum.length)
})
