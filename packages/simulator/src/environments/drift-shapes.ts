import type { ArmTruth } from '../environment'
import type { ArmShift, Shift } from './drift'

/** Steps in which gradual change is taken, between its beginning and its end or in one period. */
const STEPS = 24

/** What takes `size` off an arm's mean reward, or all of it. */
const lowered = (arms: ReadonlyArray<ArmTruth>, arm: number, size: number): ArmShift => {
  const mean = arms[arm]?.meanReward ?? 0
  return { arm, kept: mean > 0 ? Math.max(0, 1 - size / mean) : 1, raised: 0, price: 1 }
}

/**
 * Returns the shift by which an arm's mean reward drops by `size` at a query and stays there.
 *
 * @category drift
 * @since 0.1.0
 */
export const dropAt = (
  arms: ReadonlyArray<ArmTruth>,
  arm: number,
  size: number,
  start: number
): ReadonlyArray<Shift> => [{ start, arms: [lowered(arms, arm, size)] }]

/**
 * Returns the shifts by which an arm's mean reward sinks by `size` from the first to the last query named, evenly in small steps.
 *
 * @category drift
 * @since 0.1.0
 */
export const sinkBetween = (
  arms: ReadonlyArray<ArmTruth>,
  arm: number,
  size: number,
  [first, last]: readonly [first: number, last: number]
): ReadonlyArray<Shift> =>
  Array.from({ length: STEPS }, (_, step) => ({
    start: Math.floor(first + (step * (last - first)) / STEPS),
    arms: [lowered(arms, arm, ((step + 1) * size) / STEPS)]
  }))

/**
 * Returns the shifts by which an arm's mean reward swings between what it is and `size` below, `periods` times within the queries, as a
 * cosine in small steps.
 *
 * @category drift
 * @since 0.1.0
 */
export const swing = (
  arms: ReadonlyArray<ArmTruth>,
  arm: number,
  size: number,
  { queries, periods }: { readonly queries: number; readonly periods: number }
): ReadonlyArray<Shift> =>
  Array.from({ length: STEPS * periods }, (_, step) => ({
    start: Math.floor((step * queries) / (STEPS * periods)),
    arms: [lowered(arms, arm, (size * (1 - Math.cos((2 * Math.PI * (step + 0.5)) / STEPS))) / 2)]
  }))

/**
 * Returns the shift by which an arm's costs are multiplied from a query on.
 *
 * @category drift
 * @since 0.1.0
 */
export const repriceAt = (arm: number, price: number, start: number): ReadonlyArray<Shift> => [
  { start, arms: [{ arm, kept: 1, raised: 0, price }] }
]
