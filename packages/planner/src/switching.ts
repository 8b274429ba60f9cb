import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { tolerance } from '@stageroute/numeric'
import type { BudgetedSelection, InvalidProgram, RuledAnswer } from '@stageroute/optimizer'
import type { StageInput } from './deployment-program'
import { grossValue, solveStage, withoutArms } from './solve-stage'

/**
 * Whether the deployed set changes. `gain` is what the change earns over the stage, `cost` what its switches cost, both in reward.
 *
 * - `first`: nothing was deployed. `unchanged`: the best mix needs no arm that is not deployed.
 * - `worthIt`: the gain exceeds the cost, or the change is free. `notWorthIt`: neither; `foregone` are the arms that it would have brought in.
 * - `forced`: what is deployed can carry no mix within rules and budget.
 *
 * @category stage
 * @since 0.1.0
 */
export interface Switching {
  readonly outcome: 'first' | 'unchanged' | 'worthIt' | 'notWorthIt' | 'forced'
  readonly gain: number | null
  readonly cost: number
  readonly foregone: ReadonlyArray<number>
}

/** An answer, and whether it is a change. */
export interface WeighedAnswer {
  readonly answer: RuledAnswer
  readonly switching: Switching
}

const addedTo = (
  incumbents: ReadonlyArray<number>,
  { selected }: RuledAnswer
): ReadonlyArray<number> => selected.filter((arm) => !incumbents.includes(arm))

const costOf = ({ switchCost }: StageInput, arms: ReadonlyArray<number>): number =>
  arms.reduce((sum, arm) => sum + (switchCost?.[arm] ?? 0), 0)

/** Weighs the best set net of switch costs against what is deployed; both are solved exactly. */
export const weighSwitch = (
  input: StageInput,
  program: BudgetedSelection,
  answer: RuledAnswer
): E.Either<InvalidProgram, WeighedAnswer> => {
  const { incumbents = [] } = input
  const added = addedTo(incumbents, answer)
  const stay = (switching: Partial<Switching>): WeighedAnswer => ({
    answer,
    switching: { outcome: 'unchanged', gain: 0, cost: 0, foregone: [], ...switching }
  })
  if (incumbents.length === 0 || answer.mix._tag === 'rulesInfeasible')
    return E.right(stay({ outcome: 'first', gain: null, cost: costOf(input, added) }))
  if (added.length > 0) return weighChange(input, program, answer, added)
  return program.fixedCost.some((cost) => cost > 0)
    ? pipe(foregoneChange(input, program, answer), E.map(stay))
    : E.right(stay({}))
}

const weighChange = (
  input: StageInput,
  program: BudgetedSelection,
  answer: RuledAnswer,
  added: ReadonlyArray<number>
): E.Either<InvalidProgram, WeighedAnswer> => {
  const { incumbents = [], rules, size, stageLength = 1 } = input
  const others = Array.from({ length: size }, (_, arm) => arm).filter(
    (arm) => !incumbents.includes(arm)
  )
  const cost = costOf(input, added)
  const isPinnedIn = rules?.required.some((arm) => others.includes(arm)) ?? false
  const forced: WeighedAnswer = {
    answer,
    switching: { outcome: 'forced', gain: null, cost, foregone: [] }
  }
  if (isPinnedIn) return E.right(forced)
  return pipe(
    solveStage(program, withoutArms(size, rules, others), input),
    E.map((kept): WeighedAnswer => {
      const before = grossValue(program, kept)
      const after = grossValue(program, answer)
      if (before === null || after === null) return forced
      const gain = (after - before) * stageLength
      const slack = tolerance.bound * stageLength
      return (cost === 0 ? gain >= -slack : gain > cost + slack)
        ? { answer, switching: { outcome: 'worthIt', gain, cost, foregone: [] } }
        : {
            answer: { ...kept, bound: Math.max(answer.bound, kept.bound) },
            switching: { outcome: 'notWorthIt', gain, cost, foregone: added }
          }
    })
  )
}

/** The change that would be made if switches were free, and is not. */
const foregoneChange = (
  input: StageInput,
  program: BudgetedSelection,
  answer: RuledAnswer
): E.Either<InvalidProgram, Partial<Switching>> => {
  const { incumbents = [], rules, stageLength = 1, size } = input
  return pipe(
    solveStage({ ...program, fixedCost: new Float64Array(size) }, rules, input),
    E.map((free): Partial<Switching> => {
      const foregone = addedTo(incumbents, free)
      const before = grossValue(program, answer)
      if (foregone.length === 0 || free.mix._tag !== 'optimal' || before === null) return {}
      const gain = Math.max(0, free.mix.value - before) * stageLength
      return gain > tolerance.bound * stageLength
        ? { outcome: 'notWorthIt', gain, cost: costOf(input, foregone), foregone }
        : {}
    })
  )
}

/** Where nothing carries every query there is nothing to weigh: what is added is added for want of a mix. */
export const switchWithoutMix = (input: StageInput, deployed: ReadonlyArray<number>): Switching => {
  const { incumbents = [] } = input
  const added = deployed.filter((arm) => !incumbents.includes(arm))
  const changed = added.length === 0 ? 'unchanged' : 'forced'
  return {
    outcome: incumbents.length === 0 ? 'first' : changed,
    gain: null,
    cost: costOf(input, added),
    foregone: []
  }
}
