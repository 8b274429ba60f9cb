import * as E from 'fp-ts/Either'
import type { DomainError } from '@stageroute/contracts'

/** A field, whether it is wrong, and what is wrong with it. */
export type Check = readonly [field: string, isWrong: boolean, problem: string]

export const isFinite = (value: number): boolean => Number.isFinite(value)
export const isAmount = (value: number): boolean => Number.isFinite(value) && value >= 0
export const isShare = (value: number): boolean => value >= 0 && value <= 1
export const isIndex = (value: number): boolean => Number.isSafeInteger(value) && value >= 0
export const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1

export const mustBe = (
  field: string,
  isRight: boolean,
  value: unknown,
  expected: string
): Check => [field, !isRight, `${String(value)}, expected ${expected}`]

export const mustBeAmount = (field: string, value: number): Check =>
  mustBe(field, isAmount(value), value, 'a finite number of at least 0')

export const mustBeFinite = (field: string, value: number): Check =>
  mustBe(field, isFinite(value), value, 'a finite number')

export const mustBeCount = (field: string, value: number): Check =>
  mustBe(field, isCount(value), value, 'an integer of at least 1')

export const mustBeIndex = (field: string, value: number): Check =>
  mustBe(field, isIndex(value), value, 'an integer of at least 0')

/** The value, or its first wrong field. */
export const firstWrong = <A>(
  source: string,
  value: A,
  checks: ReadonlyArray<Check>
): E.Either<DomainError, A> => {
  const wrong = checks.find(([, isWrong]) => isWrong)
  return wrong === undefined
    ? E.right(value)
    : E.left({ _tag: 'InvalidField', source, field: wrong[0], problem: wrong[2] })
}
