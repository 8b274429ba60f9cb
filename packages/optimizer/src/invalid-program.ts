import * as E from 'fp-ts/Either'
import { compensatedSum, tolerance } from '@stageroute/numeric'
import type { BudgetedSelection } from './budgeted-selection'
import type { BudgetedSimplex } from './budgeted-simplex'
import type { ContextualSimplex } from './contextual-simplex'
import type { SelectionGroup, SelectionRules } from './ruled-selection'

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

const isCapacity = (value: number): boolean => value > 0 && value <= 1

const simplexChecks = (program: BudgetedSimplex): ReadonlyArray<Check> => {
  const { size, reward, cost, capacity, budget } = program
  const isSize = Number.isSafeInteger(size) && size >= 1
  return [
    ['size', !isSize, `${size}, expected at least one arm`],
    ...entryChecks('reward', reward, size, Number.isFinite, 'a finite number'),
    ...entryChecks('cost', cost, size, isCost, 'a finite number of at least 0'),
    ...entryChecks('capacity', capacity, size, isCapacity, 'a share in (0, 1]'),
    ['budget', !isCost(budget), `${budget}, expected a finite number of at least 0`]
  ]
}

/** The first arm whose least share is no share it may have. */
const leastShareChecks = (
  field: string,
  { size, capacity }: BudgetedSimplex,
  least: Float64Array
): ReadonlyArray<Check> => {
  const high = least.subarray(0, size).findIndex((share, m) => share > capacity[m])
  return [
    ...entryChecks(field, least, size, isCost, 'a share of at least 0'),
    [`${field}[${high}]`, high >= 0, `${least[high]}, expected at most the capacity of the arm`]
  ]
}

/** A program and the least share of every arm. */
export const checkFloored = (
  program: BudgetedSimplex,
  floor: Float64Array
): E.Either<InvalidProgram, BudgetedSimplex> =>
  firstFailure(program, [...simplexChecks(program), ...leastShareChecks('floor', program, floor)])

const selectionChecks = (program: BudgetedSelection): ReadonlyArray<Check> => {
  const { size, fixedCost, maxSelected } = program
  const isCount = Number.isSafeInteger(maxSelected) && maxSelected >= 1
  return [
    ...simplexChecks(program),
    ...entryChecks('fixedCost', fixedCost, size, isCost, 'a finite number of at least 0'),
    ['maxSelected', !isCount, `${maxSelected}, expected an integer of at least 1`]
  ]
}

/** The first of some arms that is none of the program, or listed before. */
const armCheck = (field: string, arms: ReadonlyArray<number>, size: number): Check => {
  const isArm = (m: number): boolean => Number.isSafeInteger(m) && m >= 0 && m < size
  const stray = arms.findIndex((m, i) => !isArm(m) || arms.indexOf(m) < i)
  return [`${field}[${stray}]`, stray >= 0, `${arms[stray]}, expected distinct arms of the program`]
}

const groupChecks = (
  { arms, atLeast, atMost }: SelectionGroup,
  index: number,
  size: number
): ReadonlyArray<Check> => {
  const field = `groups[${index}]`
  const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0
  return [
    armCheck(`${field}.arms`, arms, size),
    [`${field}.atLeast`, !isCount(atLeast), `${atLeast}, expected an integer of at least 0`],
    [`${field}.atMost`, !isCount(atMost), `${atMost}, expected an integer of at least 0`],
    [`${field}.atMost`, atMost < atLeast, `${atMost}, expected no less than atLeast, ${atLeast}`]
  ]
}

/** Rules about the arms of a program that is valid. */
export const checkRules = (
  program: BudgetedSelection,
  { minimum, required, groups }: SelectionRules
): E.Either<InvalidProgram, BudgetedSelection> =>
  firstFailure(program, [
    ...leastShareChecks('minimum', program, minimum),
    armCheck('required', required, program.size),
    ...groups.flatMap((group, g) => groupChecks(group, g, program.size))
  ])

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

/** A search has nodes to visit, and its suggestion lists distinct arms, no more than may be selected. */
export const checkSearch = (
  program: BudgetedSelection,
  nodeLimit: number,
  suggestion: ReadonlyArray<number>
): E.Either<InvalidProgram, BudgetedSelection> => {
  const { size, maxSelected } = program
  const few = suggestion.length <= maxSelected
  const isLimit = Number.isSafeInteger(nodeLimit) && nodeLimit >= 1
  return firstFailure(program, [
    ['nodeLimit', !isLimit, `${nodeLimit}, expected an integer of at least 1`],
    ['suggestion', !few, `${suggestion.length} arms, at most ${maxSelected} may be selected`],
    armCheck('suggestion', suggestion, size)
  ])
}

/** Widths of intervals beside a program: one per arm, of any size. */
export const checkWidth = (
  program: BudgetedSelection,
  width: Float64Array
): E.Either<InvalidProgram, BudgetedSelection> =>
  firstFailure(program, [
    ...selectionChecks(program),
    ...entryChecks('width', width, program.size, isCost, 'a finite number of at least 0')
  ])

const contextualChecks = (program: ContextualSimplex): ReadonlyArray<Check> => {
  const { contexts, size, weight, reward, cost, capacity, budget } = program
  const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1
  const cells = contexts * size
  const total = compensatedSum(weight, Math.min(contexts, weight.length))
  const isWhole = Math.abs(total - 1) <= tolerance.bound
  return [
    ['contexts', !isCount(contexts), `${contexts}, expected at least one context`],
    ['size', !isCount(size), `${size}, expected at least one arm`],
    ...entryChecks('weight', weight, contexts, isCost, 'a finite number of at least 0'),
    ['weight', !isWhole, `weights sum to ${total}, expected 1`],
    ...entryChecks('reward', reward, cells, Number.isFinite, 'a finite number'),
    ...entryChecks('cost', cost, cells, isCost, 'a finite number of at least 0'),
    ...entryChecks('capacity', capacity, size, isCapacity, 'a share in (0, 1]'),
    ['budget', !isCost(budget), `${budget}, expected a finite number of at least 0`]
  ]
}

export const checkContextual = (
  program: ContextualSimplex
): E.Either<InvalidProgram, ContextualSimplex> => firstFailure(program, contextualChecks(program))
