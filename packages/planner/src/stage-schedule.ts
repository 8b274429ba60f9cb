import type * as E from 'fp-ts/Either'
import type { DomainError } from '@stageroute/contracts'
import { firstWrong, isAmount, mustBe, mustBeCount, mustBeFinite, type Check } from './checks'

/**
 * Returns the first query of each of `stages` stages of nearly equal length, `floor(k queries / stages)`; the first is 0.
 *
 * Unit: queries from 0.
 * Requires: integers, `1 <= stages <= queries`.
 * Cost: O(stages).
 * Source: arXiv 2506.17254, the update points tau_1 < ... < tau_K.
 *
 * @category schedule
 * @since 0.1.0
 * @example
 * import { stageStarts } from '@stageroute/planner'
 *
 * stageStarts(10, 4) // => [0, 2, 5, 7]
 */
export const stageStarts = (queries: number, stages: number): ReadonlyArray<number> =>
  Array.from({ length: stages }, (_, k) => firstOfStage(queries, stages, k))

const firstOfStage = (queries: number, stages: number, k: number): number =>
  Math.floor((k * queries) / stages)

/**
 * When stages end.
 *
 * - `fixedLength`: after as many queries.
 * - `stages`: as {@link stageStarts} says for `count` stages over `queries` queries; the last one ends with the run.
 * - `clock`: at the moments `from + j every`, in the caller's time.
 * - `arrivals`: when `waiting` arms have arrived since the stage began, not before `atLeastQueries`, and after `atMostQueries` in any case.
 *
 * @category schedule
 * @since 0.1.0
 */
export type Schedule =
  | { readonly _tag: 'fixedLength'; readonly queries: number }
  | { readonly _tag: 'stages'; readonly count: number; readonly queries: number }
  | { readonly _tag: 'clock'; readonly every: number; readonly from: number }
  | {
      readonly _tag: 'arrivals'
      readonly waiting: number
      readonly atLeastQueries: number
      readonly atMostQueries: number
    }

/**
 * How far a stage has come.
 *
 * Unit: times are the caller's; queries count from the first of the run.
 *
 * @category schedule
 * @since 0.1.0
 */
export interface StageProgress {
  /** When the stage began. */
  readonly startedAt: number
  /** The first query of the stage. */
  readonly firstQuery: number
  readonly now: number
  /** The next query. */
  readonly query: number
  /** Arms that have arrived since the stage began. */
  readonly newcomers: number
  /** When each deployed arm that will shut down must begin to drain. */
  readonly drains: ReadonlyArray<number>
}

/**
 * The latest moment and the latest query at which a stage ends, whichever comes first; null where the schedule sets none.
 *
 * @category schedule
 * @since 0.1.0
 */
export interface StageEnd {
  readonly at: number | null
  readonly query: number | null
}

/**
 * Checks that a schedule is one.
 *
 * Errors: `InvalidField` for counts that are no integers of at least 1, a period that is not positive, and limits that contradict each other.
 *
 * @category schedule
 * @since 0.1.0
 */
export const checkSchedule = (schedule: Schedule): E.Either<DomainError, Schedule> =>
  firstWrong('schedule', schedule, scheduleChecks(schedule))

const scheduleChecks = (schedule: Schedule): ReadonlyArray<Check> => {
  switch (schedule._tag) {
    case 'fixedLength':
      return [mustBeCount('queries', schedule.queries)]
    case 'stages': {
      const { count, queries } = schedule
      return [
        mustBeCount('queries', queries),
        mustBeCount('count', count),
        mustBe('count', count <= queries, count, `at most one stage per query, ${queries}`)
      ]
    }
    case 'clock': {
      const { every, from } = schedule
      return [
        mustBe('every', isAmount(every) && every > 0, every, 'a finite number above 0'),
        mustBeFinite('from', from)
      ]
    }
    case 'arrivals': {
      const { waiting, atLeastQueries, atMostQueries } = schedule
      return [
        mustBeCount('waiting', waiting),
        mustBeCount('atLeastQueries', atLeastQueries),
        mustBeCount('atMostQueries', atMostQueries),
        mustBe(
          'atMostQueries',
          atMostQueries >= atLeastQueries,
          atMostQueries,
          `at least atLeastQueries, ${atLeastQueries}`
        )
      ]
    }
  }
}

/**
 * Returns when a stage ends at the latest. A stage ends where a deployed arm must begin to drain, so that it never spans such a moment.
 *
 * Requires: a schedule that {@link checkSchedule} accepts.
 *
 * @category schedule
 * @since 0.1.0
 * @example
 * import { stageEnd } from '@stageroute/planner'
 *
 * const progress = { startedAt: 100, firstQuery: 0, now: 100, query: 0, newcomers: 0, drains: [130] }
 * stageEnd({ _tag: 'clock', every: 60, from: 0 }, progress) // => { at: 120, query: null }
 * stageEnd({ _tag: 'fixedLength', queries: 500 }, progress) // => { at: 130, query: 500 }
 */
export const stageEnd = (schedule: Schedule, progress: StageProgress): StageEnd => {
  const moments = progress.drains.filter((moment) => moment > progress.startedAt)
  const ends =
    schedule._tag === 'clock' ? [nextTick(schedule, progress.startedAt), ...moments] : moments
  return {
    at: ends.length === 0 ? null : Math.min(...ends),
    query: lastQuery(schedule, progress.firstQuery)
  }
}

const nextTick = (
  { every, from }: Extract<Schedule, { readonly _tag: 'clock' }>,
  after: number
): number => {
  const tick = Math.floor((after - from) / every) + 1
  const moment = from + tick * every
  // The quotient of doubles may have been rounded down past the tick that we are on.
  return moment > after ? moment : from + (tick + 1) * every
}

const lastQuery = (schedule: Schedule, firstQuery: number): number | null => {
  switch (schedule._tag) {
    case 'fixedLength':
      return firstQuery + schedule.queries
    case 'stages':
      return nextStart(schedule.queries, schedule.count, firstQuery)
    case 'clock':
      return null
    case 'arrivals':
      return firstQuery + schedule.atMostQueries
  }
}

/** The first start after a query, null in the last stage, which ends with the run. */
const nextStart = (queries: number, stages: number, after: number): number | null => {
  const guess = Math.floor((after * stages) / queries) + 1
  const next = firstOfStage(queries, stages, guess) > after ? guess : guess + 1
  return next < stages ? firstOfStage(queries, stages, next) : null
}

/**
 * Returns whether the next stage is to begin before the next query is routed.
 *
 * Requires: a schedule that {@link checkSchedule} accepts.
 *
 * @category schedule
 * @since 0.1.0
 * @example
 * import { isStageDue } from '@stageroute/planner'
 *
 * const schedule = { _tag: 'arrivals', waiting: 1, atLeastQueries: 100, atMostQueries: 10_000 } as const
 * const progress = { startedAt: 0, firstQuery: 0, now: 9, newcomers: 1, drains: [] }
 * isStageDue(schedule, { ...progress, query: 99 }) // => false
 * isStageDue(schedule, { ...progress, query: 100 }) // => true
 */
export const isStageDue = (schedule: Schedule, progress: StageProgress): boolean => {
  const { at, query } = stageEnd(schedule, progress)
  const isOver = (at !== null && progress.now >= at) || (query !== null && progress.query >= query)
  return isOver || (schedule._tag === 'arrivals' && hasEnoughWaiting(schedule, progress))
}

const hasEnoughWaiting = (
  { waiting, atLeastQueries }: Extract<Schedule, { readonly _tag: 'arrivals' }>,
  { newcomers, query, firstQuery }: StageProgress
): boolean => newcomers >= waiting && query - firstQuery >= atLeastQueries
