import * as t from 'io-ts'

/** A number that passes a test, named by what was expected of it. */
const numberThat = (name: string, holds: (value: number) => boolean): t.Type<number> =>
  new t.Type(
    name,
    (value): value is number => typeof value === 'number' && holds(value),
    (value, context) =>
      typeof value === 'number' && holds(value) ? t.success(value) : t.failure(value, context),
    t.identity
  )

/**
 * Any finite number.
 *
 * @category quantity
 * @since 0.1.0
 */
export const Finite = numberThat('a finite number', Number.isFinite)

/**
 * A finite number of at least zero.
 *
 * @category quantity
 * @since 0.1.0
 */
export const NonNegative = numberThat(
  'a finite number of at least 0',
  (value) => Number.isFinite(value) && value >= 0
)

/**
 * Quality of one answer, in [0, 1].
 *
 * @category quantity
 * @since 0.1.0
 */
export const Reward = numberThat('a reward in [0, 1]', (value) => value >= 0 && value <= 1)

/**
 * A model's largest share of the queries, in (0, 1].
 *
 * @category quantity
 * @since 0.1.0
 */
export const Capacity = numberThat('a share in (0, 1]', (value) => value > 0 && value <= 1)

/**
 * Money, USD per query, finite and not negative.
 *
 * @category quantity
 * @since 0.1.0
 */
export const CostUsd = numberThat(
  'a cost in USD of at least 0',
  (value) => Number.isFinite(value) && value >= 0
)

/**
 * A count of at least one.
 *
 * @category quantity
 * @since 0.1.0
 */
export const Count = numberThat(
  'an integer of at least 1',
  (value) => Number.isSafeInteger(value) && value >= 1
)

/**
 * A position in a list, from zero.
 *
 * @category quantity
 * @since 0.1.0
 */
export const Index = numberThat(
  'an index of at least 0',
  (value) => Number.isSafeInteger(value) && value >= 0
)
