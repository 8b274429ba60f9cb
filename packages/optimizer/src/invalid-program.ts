import * as E from 'fp-ts/Either'
import type { BudgetedSelection } from './budgeted-selection'
import type { BudgetedSimplex } from './budgeted-simplex'

/**
 * A programme that no solver should see: which field is wrong and why.
 *
 * @category error
 * @since 0.1.0
 */
export interface InvalidProgram {
  readonly _tag: 'InvalidProgram'
  readonly field: string
  readonly problem: string
}

type Check = readonly [field: string, isWrong: boolean, problem: string]

const isCost = (value: number): boolean => Number.isFinite(value) && value >= 0

const entryChecks = (
  field: string,
  values: Float64Array,
  size: number,
  isRight: (value: number) => boolean,
  expected: string
): ReadonlyArray<Check> => {
  const bad = values.subarray(0, size).findIndex((value) => !isRight(value))
  return [
    [field, values.length < size, `has ${values.length} entries, ${size} are needed`],
    [`${field}[${bad}]`, bad >= 0, `${values[bad]}, expected ${expected}`]
  ]
}

const simplexChecks = (program: BudgetedSimplex): ReadonlyArray<Check> => {
  const { size, reward, cost, capacity, budget } = program
  const isSize = Number.isSafeInteger(size) && size >= 1
  return [
    ['size', !isSize, `${size}, expected at least one arm`],
    ...entryChecks('reward', reward, size, Number.isFinite, 'a finite number'),
    ...entryChecks('cost', cost, size, isCost, 'a finite number of at least 0'),
    ...entryChecks('capacity', capacity, size, (a) => a > 0 && a <= 1, 'a share in (0, 1]'),
    ['budget', !isCost(budget), `${budget}, expected a finite number of at least 0`]
  ]
}

const selectionChecks = (program: BudgetedSelection): ReadonlyArray<Check> => {
  const { size, fixedCost, maxSelected } = program
  const isCount = Number.isSafeInteger(maxSelected) && maxSelected >= 1
  return [
    ...simplexChecks(program),
    ...entryChecks('fixedCost', fixedCost, size, isCost, 'a finite number of at least 0'),
    ['maxSelected', !isCount, `${maxSelected}, expected an integer of at least 1`]
  ]
}

const firstFailure = <A>(program: A, checks: ReadonlyArray<Check>): E.Either<InvalidProgram, A> => {
  const failed = checks.find(([, isWrong]) => isWrong)
  return failed === undefined
    ? E.right(program)
    : E.left({ _tag: 'InvalidProgram', field: failed[0], problem: failed[2] })
}

export const checkSimplex = (program: BudgetedSimplex): E.Either<InvalidProgram, BudgetedSimplex> =>
  firstFailure(program, simplexChecks(program))

export const checkSelection = (
  program: BudgetedSelection
): E.Either<InvalidProgram, BudgetedSelection> => firstFailure(program, selectionChecks(program))
