import type * as E from 'fp-ts/Either'
import {
  solveBudgetedSelection,
  type BudgetedSelection,
  type InvalidProgram,
  noRules,
  solveRuledSelection,
  type RuledAnswer,
  type SelectionRules
} from '@stageroute/optimizer'
import type { StageInput } from './deployment-program'

/** DeployOPT of a stage under its rules; ties go to the incumbents, as far as slots allow to suggest them. */
export const solveStage = (
  program: BudgetedSelection,
  rules: SelectionRules | undefined,
  { incumbents = [], nodeLimit }: Pick<StageInput, 'incumbents' | 'nodeLimit'>
): E.Either<InvalidProgram, RuledAnswer> => {
  const suggestion = incumbents.length <= program.maxSelected ? incumbents : []
  const search = { suggestion, ...(nodeLimit === undefined ? {} : { nodeLimit }) }
  return rules === undefined
    ? solveBudgetedSelection(program, search)
    : solveRuledSelection(program, rules, search)
}

/** The rules, and none of these arms. */
export const withoutArms = (
  size: number,
  rules: SelectionRules | undefined,
  arms: ReadonlyArray<number>
): SelectionRules => {
  const { minimum, required, groups } = rules ?? noRules(size)
  return {
    minimum,
    required: required.filter((arm) => !arms.includes(arm)),
    groups: [...groups, { arms, atLeast: 0, atMost: 0 }]
  }
}

/** The rules, and all of these arms. */
export const withArms = (rules: SelectionRules, arms: ReadonlyArray<number>): SelectionRules => ({
  ...rules,
  required: [...new Set([...rules.required, ...arms])]
})

/** What a selection earns per query before switches are paid. */
export const grossValue = (
  { fixedCost }: BudgetedSelection,
  { mix, selected }: RuledAnswer
): number | null =>
  mix._tag === 'optimal'
    ? selected.reduce((sum, arm) => sum + (fixedCost[arm] ?? 0), mix.value)
    : null
