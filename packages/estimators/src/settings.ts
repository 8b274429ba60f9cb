import * as E from 'fp-ts/Either'

/**
 * Why no estimator and no statistics can be made: which setting is wrong and why.
 *
 * @category error
 * @since 0.1.0
 */
export interface InvalidSettings {
  readonly _tag: 'InvalidSettings'
  readonly field: string
  readonly problem: string
}

/**
 * A setting, its value, whether that is right, and what was expected of it.
 *
 * @category error
 * @since 0.1.0
 */
export type SettingCheck = readonly [
  field: string,
  value: number,
  isRight: boolean,
  expected: string
]

/** Makes something of settings that pass, or tells the first that does not. */
export const makeChecked = <A>(
  checks: ReadonlyArray<SettingCheck>,
  make: () => A
): E.Either<InvalidSettings, A> => {
  const failed = checks.find(([, , isRight]) => !isRight)
  return failed === undefined
    ? E.right(make())
    : E.left({
        _tag: 'InvalidSettings',
        field: failed[0],
        problem: `${failed[1]}, expected ${failed[3]}`
      })
}

/** A whole number of at least `least`. */
export const countCheck = (field: string, value: number, least: number): SettingCheck => [
  field,
  value,
  Number.isSafeInteger(value) && value >= least,
  `a whole number of at least ${least}`
]

/** A finite number above 0. */
export const positiveCheck = (field: string, value: number): SettingCheck => [
  field,
  value,
  value > 0 && value < Infinity,
  'a finite number above 0'
]

/** What one query leaves of what was seen, in (0, 1]. */
export const factorCheck = (field: string, value: number): SettingCheck => [
  field,
  value,
  value > 0 && value <= 1,
  'a number above 0 and at most 1'
]
