import { dayNumber } from '@stageroute/contracts'
import { makeStream, nextUniform } from '@stageroute/numeric'
import type { ArmTruth } from './environment'

/**
 * When each arm of an environment is available: `order[i]` is the environment's arm that arrives i-th, `at[i]` the query before which
 * it does, `until[i]` the query before which it ends, Infinity when it never does. Policies know arms by their position in this order, so
 * what has arrived is always a prefix.
 *
 * @category arrivals
 * @since 0.1.0
 */
export interface ArrivalSchedule {
  readonly order: ReadonlyArray<number>
  readonly at: ReadonlyArray<number>
  readonly until: ReadonlyArray<number>
}

/** Share of the queries onto which release dates are mapped, as a fraction: in whole numbers rounding moves no arrival. */
const MAPPED = { numerator: 4, denominator: 5 }
/** How many of the earliest arms are there from the start. */
const FOUNDERS = 5

type Arrival = readonly [arm: number, at: number]

const inOrder = (arrivals: ReadonlyArray<Arrival>): ArrivalSchedule => ({
  order: arrivals.map(([arm]) => arm),
  at: arrivals.map(([, at]) => at),
  until: arrivals.map(() => Infinity)
})

/** Arms that arrive together keep the environment's order. */
const byArrival = (arrivals: ReadonlyArray<Arrival>): ArrivalSchedule =>
  inOrder([...arrivals].sort(([armA, atA], [armB, atB]) => atA - atB || armA - armB))

/**
 * Returns the schedule in which every arm is there from the start, in the environment's order.
 *
 * @category arrivals
 * @since 0.1.0
 */
export const arriveAtStart = (arms: ReadonlyArray<ArmTruth>): ArrivalSchedule =>
  inOrder(arms.map((_, arm) => [arm, 0] as const))

/**
 * Returns the schedule that maps release dates linearly onto the first 80 % of the queries; the five earliest arms are there from the
 * start, and so are those without a known date, which count for none of the five. Equal dates keep the environment's order.
 *
 * @category arrivals
 * @since 0.1.0
 */
export const arriveByRelease = (
  arms: ReadonlyArray<ArmTruth>,
  queries: number
): ArrivalSchedule => {
  const undated = arms.flatMap(({ released }, arm) =>
    released === null ? [[arm, 0] as const] : []
  )
  const dated = arms
    .flatMap(({ released }, arm) =>
      released === null ? [] : [[arm, dayNumber(released)] as const]
    )
    .sort(([armA, dayA], [armB, dayB]) => dayA - dayB || armA - armB)
  const first = dated[0]?.[1] ?? 0
  const span = (dated.at(-1)?.[1] ?? 0) - first
  const arrivalOf = (day: number): number =>
    Math.floor((MAPPED.numerator * (day - first) * queries) / (MAPPED.denominator * span))
  const mapped = dated.map(([arm, day], rank) => {
    const isThere = rank < FOUNDERS || day === first
    return [arm, isThere ? 0 : arrivalOf(day)] as const
  })
  return inOrder([...undated, ...mapped].sort(([, a], [, b]) => a - b))
}

/**
 * Returns the schedule that names each arm's query of arrival; arms that are not named do not take part.
 *
 * Requires: whole numbers of at least 0, one of them 0, so that there is an arm from the start.
 *
 * @category arrivals
 * @since 0.1.0
 */
export const arriveAsListed = (
  arms: ReadonlyArray<ArmTruth>,
  arrivals: Readonly<Record<string, number>>
): ArrivalSchedule =>
  byArrival(
    arms.flatMap(({ id }, arm) => {
      const at = Object.hasOwn(arrivals, id) ? arrivals[id] : undefined
      return at === undefined ? [] : [[arm, at] as const]
    })
  )

/** The order in which arms were released; those without a date come first. */
const byRelease = (arms: ReadonlyArray<ArmTruth>): ReadonlyArray<number> =>
  arms
    .map((_, arm) => arm)
    .sort((a, b) => {
      const [first, second] = [arms[a]?.released ?? null, arms[b]?.released ?? null]
      const day = (date: string | null): number => (date === null ? -Infinity : dayNumber(date))
      return first === second ? a - b : day(first) - day(second) || a - b
    })

/** Founders first, the others at the queries that `at` says, by rank from 1 to how many they are. */
const afterFounders = (
  order: ReadonlyArray<number>,
  at: (rank: number, late: number) => number
): ArrivalSchedule => {
  const late = Math.max(1, order.length - FOUNDERS)
  return inOrder(
    order.map((arm, i) => [arm, i < FOUNDERS ? 0 : at(i - FOUNDERS + 1, late)] as const)
  )
}

/**
 * Returns the schedule in which arms arrive at random, in the order of their release: the five earliest are there from the start, the others come
 * after independent exponential waits whose sum is 80 % of the queries on average (a Poisson process).
 *
 * @category arrivals
 * @since 0.1.0
 */
export const arrivePoisson = (
  arms: ReadonlyArray<ArmTruth>,
  queries: number,
  seed: number
): ArrivalSchedule => {
  const stream = makeStream(seed, 'arrivals')
  let at = 0
  return afterFounders(byRelease(arms), (_, late) => {
    const mean = (MAPPED.numerator * queries) / (MAPPED.denominator * late)
    at -= mean * Math.log(1 - nextUniform(stream))
    return Math.floor(at)
  })
}

/**
 * Returns the schedule in which arms arrive evenly over the first 80 % of the queries by a truth of theirs, least first: by `meanReward` what
 * is best comes last, by `meanCost` what is cheapest comes first. Five are there from the start.
 *
 * @category arrivals
 * @since 0.1.0
 */
export const arriveBy = (
  arms: ReadonlyArray<ArmTruth>,
  queries: number,
  truth: 'meanReward' | 'meanCost'
): ArrivalSchedule => {
  const value = (arm: number): number => arms[arm]?.[truth] ?? 0
  const order = arms.map((_, arm) => arm).sort((a, b) => value(a) - value(b) || a - b)
  return afterFounders(order, (rank, late) =>
    Math.floor((rank * MAPPED.numerator * queries) / (MAPPED.denominator * late))
  )
}

/**
 * Returns a schedule in which every arm ends so many queries after it arrived, if it does not before, but for those without which fewer than `least` would be left at
 * that moment: these stay until the end.
 *
 * Requires: `queries` of at least 1.
 *
 * @category arrivals
 * @since 0.1.0
 */
export const retireAfter = (
  schedule: ArrivalSchedule,
  queries: number,
  least: number
): ArrivalSchedule => {
  const until = [...schedule.until]
  schedule.at.forEach((at, arm) => {
    const end = at + queries
    const left = schedule.at.filter(
      (other, i) => i !== arm && other <= end && (until[i] ?? Infinity) > end
    )
    if (left.length >= least) until[arm] = Math.min(until[arm] ?? Infinity, end)
  })
  return { ...schedule, until }
}

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

/**
 * Returns the arms, by order of arrival, that have arrived and not ended when a query comes.
 *
 * @category arrivals
 * @since 0.1.0
 */
export const availableAt = (schedule: ArrivalSchedule, query: number): ReadonlyArray<number> =>
  Array.from({ length: arrivedBy(schedule, query) }, (_, arm) => arm).filter(
    (arm) => (schedule.until[arm] ?? Infinity) > query
  )
