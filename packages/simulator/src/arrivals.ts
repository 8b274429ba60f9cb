import { dayNumber } from '@stageroute/contracts'
import type { ArmTruth } from './environment'

/**
 * When each arm of an environment becomes available: `order[i]` is the environment's arm that arrives i-th, `at[i]` the query before which
 * it does. Policies know arms by their position in this order, so what has arrived is always a prefix.
 *
 * @category arrivals
 * @since 0.1.0
 */
export interface ArrivalSchedule {
  readonly order: ReadonlyArray<number>
  readonly at: ReadonlyArray<number>
}

/** Share of the queries onto which release dates are mapped. */
const MAPPED_SHARE = 0.8
/** How many of the earliest arms are there from the start. */
const FOUNDERS = 5

const scheduleFrom = (
  arrival: ReadonlyArray<readonly [arm: number, at: number]>
): ArrivalSchedule => {
  const sorted = [...arrival].sort(([armA, atA], [armB, atB]) => atA - atB || armA - armB)
  return { order: sorted.map(([arm]) => arm), at: sorted.map(([, at]) => at) }
}

/**
 * Returns the schedule in which every arm is there from the start, in the environment's order.
 *
 * @category arrivals
 * @since 0.1.0
 */
export const arriveAtStart = (arms: ReadonlyArray<ArmTruth>): ArrivalSchedule =>
  scheduleFrom(arms.map((_, arm) => [arm, 0] as const))

/**
 * Returns the schedule that maps release dates linearly onto the first 80 % of the queries; the five earliest arms, and those without a
 * known date, are there from the start. Equal dates keep the environment's order.
 *
 * @category arrivals
 * @since 0.1.0
 */
export const arriveByRelease = (
  arms: ReadonlyArray<ArmTruth>,
  queries: number
): ArrivalSchedule => {
  const released = arms.map(({ released }) => (released === null ? -Infinity : dayNumber(released)))
  const byDate = arms
    .map((_, arm) => arm)
    .sort((a, b) => day(released, a) - day(released, b) || a - b)
  const known = released.filter(Number.isFinite)
  const first = Math.min(...known)
  const span = Math.max(...known) - first
  const arrivals = byDate.map((arm, rank) => {
    const elapsed = span > 0 ? (day(released, arm) - first) / span : 0
    const isFounder = rank < FOUNDERS || !(elapsed > 0)
    return [arm, isFounder ? 0 : Math.floor(elapsed * MAPPED_SHARE * queries)] as const
  })
  const sorted = [...arrivals].sort(([, a], [, b]) => a - b)
  return { order: sorted.map(([arm]) => arm), at: sorted.map(([, at]) => at) }
}

const day = (released: ReadonlyArray<number>, arm: number): number => released[arm] as number

/**
 * Returns the schedule that names each arm's query of arrival; arms that are not named do not take part.
 *
 * @category arrivals
 * @since 0.1.0
 */
export const arriveAsListed = (
  arms: ReadonlyArray<ArmTruth>,
  arrivals: Readonly<Record<string, number>>
): ArrivalSchedule =>
  scheduleFrom(
    arms.flatMap(({ id }, arm) => {
      const at = arrivals[id]
      return at === undefined ? [] : [[arm, at] as const]
    })
  )

/**
 * Returns how many arms have arrived when a query comes.
 *
 * @category arrivals
 * @since 0.1.0
 */
export const arrivedBy = ({ at }: ArrivalSchedule, query: number): number => {
  let arrived = 0
  while (arrived < at.length && (at[arrived] as number) <= query) arrived++
  return arrived
}
