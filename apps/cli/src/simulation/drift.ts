import * as E from 'fp-ts/Either'
import type { DomainError } from '@stageroute/contracts'
import {
  availableAt,
  dropAt,
  repriceAt,
  sinkBetween,
  stageOracle,
  swing,
  withShifts,
  type Shift,
  type Trial
} from '@stageroute/simulator'

/**
 * How the truth changes: `at` and `between` are parts of the stream. The model whose quality drops, sinks or swings is the one that the
 * oracle uses most at that time; the one whose price changes is the best there is then.
 */
export type Drift =
  | { readonly _tag: 'none' }
  | { readonly _tag: 'drop'; readonly size: number; readonly at: number }
  | { readonly _tag: 'sink'; readonly size: number }
  | { readonly _tag: 'swing'; readonly size: number; readonly periods: number }
  | { readonly _tag: 'price'; readonly factor: number; readonly at: number }
  | { readonly _tag: 'versions'; readonly at: number }

/** Ways in which the truth may change, as a user writes them. */
export const driftWords: ReadonlyArray<string> = [
  'none',
  'drop:SIZE@PART',
  'sink:SIZE',
  'swing:SIZE:PERIODS',
  'price:FACTOR@PART',
  'versions@PART'
]

const PATTERN = /^([a-z]+)(?::([\d.eE+-]+))?(?::(\d+))?(?:@([\d.]+))?$/
const MOST_PERIODS = 1000

const isSize = (value: number): boolean => value > 0 && value <= 1
const isPart = (value: number): boolean => value > 0 && value < 1

/** Reads how the truth changes. */
export const readDrift = (word: string): E.Either<DomainError, Drift> => {
  const drift = toDrift(PATTERN.exec(word))
  return drift === undefined
    ? E.left({ _tag: 'UnknownName', kind: 'drift', name: word, known: driftWords })
    : E.right(drift)
}

const toDrift = (found: RegExpExecArray | null): Drift | undefined => {
  if (found === null) return undefined
  const [, kind, first, second, part] = found
  const [amount, periods, at] = [Number(first), Number(second), Number(part)]
  const has = (...wanted: readonly [boolean, boolean, boolean]): boolean =>
    [first, second, part].every((text, i) => (text !== undefined) === wanted[i])
  if (kind === 'none' && has(false, false, false)) return { _tag: 'none' }
  if (kind === 'drop' && has(true, false, true) && isSize(amount) && isPart(at)) {
    return { _tag: 'drop', size: amount, at }
  }
  if (kind === 'sink' && has(true, false, false) && isSize(amount)) {
    return { _tag: 'sink', size: amount }
  }
  const arePeriods = periods >= 1 && periods <= MOST_PERIODS
  if (kind === 'swing' && has(true, true, false) && isSize(amount) && arePeriods) {
    return { _tag: 'swing', size: amount, periods }
  }
  const isFactor = amount > 0 && amount < Infinity
  if (kind === 'price' && has(true, false, true) && isFactor && isPart(at)) {
    return { _tag: 'price', factor: amount, at }
  }
  if (kind === 'versions' && has(false, false, true) && isPart(at)) {
    return { _tag: 'versions', at }
  }
  return undefined
}

/** Gradual decline takes the middle of the stream. */
const SINKING = { from: 0.3, to: 0.8 } as const

/** Returns the trial with its truth changing; versions take turns before models arrive, and are no shift of one. */
export const applyDrift = (drift: Drift, trial: Trial): Trial => {
  const shifts = shiftsOf(drift, trial)
  return shifts.length === 0
    ? trial
    : { ...trial, environment: withShifts(trial.environment, shifts) }
}

const shiftsOf = (drift: Drift, trial: Trial): ReadonlyArray<Shift> => {
  const { queries } = trial
  const { arms } = trial.environment
  const queryAt = (part: number): number => Math.floor(part * queries)
  switch (drift._tag) {
    case 'none':
    case 'versions':
      return []
    case 'drop': {
      const start = queryAt(drift.at)
      return dropAt(arms, mostUsed(trial, start), drift.size, start)
    }
    case 'sink': {
      const [first, last] = [queryAt(SINKING.from), queryAt(SINKING.to)]
      return sinkBetween(arms, mostUsed(trial, last), drift.size, [first, last])
    }
    case 'swing': {
      const { size, periods } = drift
      return swing(arms, mostUsed(trial, queries - 1), size, { queries, periods })
    }
    case 'price':
      return repriceAt(bestBy(trial, queryAt(drift.at)), drift.factor, queryAt(drift.at))
  }
}

/** The arm of the environment that the stage oracle uses most when a query comes. */
const mostUsed = (trial: Trial, query: number): number => {
  const { starts, share } = stageOracle(trial)
  const mix = share[starts.findLastIndex((start) => start <= query)] ?? new Float64Array(0)
  return trial.arrivals.order[mix.indexOf(Math.max(...mix))] ?? 0
}

/** The arm of the environment with the greatest mean reward among those that are there when a query comes. */
const bestBy = ({ arrivals, environment }: Trial, query: number): number => {
  const arrived = availableAt(arrivals, query).map((arm) => arrivals.order[arm] ?? 0)
  const rewardOf = (arm: number): number => environment.arms[arm]?.meanReward ?? 0
  return arrived.reduce(
    (best, arm) => (rewardOf(arm) > rewardOf(best) ? arm : best),
    arrived[0] ?? 0
  )
}
