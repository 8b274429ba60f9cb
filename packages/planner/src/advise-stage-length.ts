import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DomainError } from '@stageroute/contracts'
import { firstWrong, isCount, mustBe, mustBeAmount, type Check } from './checks'

/**
 * What a good length of stages depends on.
 *
 * Unit: `arrivalRate` in useful arrivals per query; `switchCost` in reward per update; `improvement` in reward per query; the rest in queries.
 *
 * @category schedule
 * @since 0.1.0
 */
export interface StageFigures {
  /** How often an arm arrives that deserves to be deployed, rho. */
  readonly arrivalRate: number
  /** What an update of the deployed set costs, S. */
  readonly switchCost: number
  /** What such an arm earns more than what it replaces, Delta. */
  readonly improvement: number
  /** Queries in all, T; null where there is no end. */
  readonly queries: number | null
  /** Length of stages now, to be compared; null where there is none. */
  readonly current: number | null
}

/**
 * What stages of one length cost: `waiting` for useful arrivals until the stage ends, `switching` to them.
 *
 * Unit: reward per query.
 *
 * @category schedule
 * @since 0.1.0
 */
export interface StageLengthCost {
  readonly queries: number
  readonly waiting: number
  readonly switching: number
  readonly perQuery: number
}

/**
 * How long stages should be.
 *
 * - `useLength`: `best` is the length of least cost, with what half and twice of it cost, what the current length does, and what the paper's
 *   `K = T^(1/3)` stages would; `isClipped` says that the formula gave less than one query or more than there are.
 * - `updateOnArrival`: an update costs nothing, so the shorter the better, best at every arrival.
 * - `neverNeeded`: nothing useful arrives, so no update earns its cost.
 *
 * `lines` are the arithmetic in words.
 *
 * @category schedule
 * @since 0.1.0
 */
export type StageLengthAdvice =
  | {
      readonly _tag: 'useLength'
      readonly best: StageLengthCost
      readonly half: StageLengthCost
      readonly twice: StageLengthCost
      readonly current: StageLengthCost | null
      readonly paper: (StageLengthCost & { readonly stages: number }) | null
      readonly isClipped: boolean
      readonly lines: ReadonlyArray<string>
    }
  | { readonly _tag: 'updateOnArrival'; readonly lines: ReadonlyArray<string> }
  | { readonly _tag: 'neverNeeded'; readonly lines: ReadonlyArray<string> }

/**
 * Returns the length of stages that costs least, `sqrt(2 S / (rho Delta))`: a useful arrival waits half a stage on average, which costs
 * `rho Delta L / 2` per query, and updates cost `S / L`.
 *
 * Errors: `InvalidField` for figures that are negative or not finite, and counts that are no integers of at least 1.
 * Source: ours, an economic order quantity (F. Harris 1913) with arrivals as demand; K = T^(1/3): arXiv 2506.17254.
 *
 * @category schedule
 * @since 0.1.0
 * @example
 * import { adviseStageLength } from '@stageroute/planner'
 *
 * const advice = adviseStageLength({
 *   arrivalRate: 0.0005,
 *   switchCost: 25,
 *   improvement: 0.1,
 *   queries: 64_000,
 *   current: null
 * })
 * advice._tag === 'Right' && advice.right._tag === 'useLength' && advice.right.best.queries // => 1000
 */
export const adviseStageLength = (
  figures: StageFigures
): E.Either<DomainError, StageLengthAdvice> =>
  pipe(firstWrong('stage figures', figures, figureChecks(figures)), E.map(advise))

const figureChecks = (figures: StageFigures): ReadonlyArray<Check> => {
  const { queries, current } = figures
  const isCountOrNull = (value: number | null): boolean => value === null || isCount(value)
  const expected = 'an integer of at least 1 or null'
  return [
    mustBeAmount('arrivalRate', figures.arrivalRate),
    mustBeAmount('switchCost', figures.switchCost),
    mustBeAmount('improvement', figures.improvement),
    mustBe('queries', isCountOrNull(queries), queries, expected),
    mustBe('current', isCountOrNull(current), current, expected)
  ]
}

const advise = (figures: StageFigures): StageLengthAdvice => {
  const { arrivalRate, improvement, switchCost, queries, current } = figures
  const loss = arrivalRate * improvement
  if (loss === 0) return { _tag: 'neverNeeded', lines: [neverNeeded(figures)] }
  if (switchCost === 0) return { _tag: 'updateOnArrival', lines: [updateOnArrival] }
  const costAt = costOf(figures)
  const wanted = Math.sqrt((2 * switchCost) / loss)
  const length = Math.min(queries ?? Number.MAX_SAFE_INTEGER, Math.max(1, Math.round(wanted)))
  const lengths = {
    best: costAt(length),
    half: costAt(length / 2),
    twice: costAt(2 * length),
    current: current === null ? null : costAt(current),
    paper: queries === null ? null : paperLength(queries, costAt),
    isClipped: wanted < 1 || (queries !== null && wanted > queries)
  }
  return { _tag: 'useLength', ...lengths, lines: adviceLines(figures, wanted, lengths) }
}

const costOf =
  ({ arrivalRate, improvement, switchCost }: StageFigures) =>
  (queries: number): StageLengthCost => {
    const waiting = (arrivalRate * improvement * queries) / 2
    const switching = switchCost / queries
    return { queries, waiting, switching, perQuery: waiting + switching }
  }

const paperLength = (
  queries: number,
  costAt: (length: number) => StageLengthCost
): StageLengthCost & { readonly stages: number } => {
  const stages = Math.max(1, Math.round(Math.cbrt(queries)))
  return { stages, ...costAt(queries / stages) }
}

const updateOnArrival =
  'An update costs nothing, so shorter stages are better; best is an update whenever a model arrives.'

const neverNeeded = ({ arrivalRate }: StageFigures): string =>
  arrivalRate === 0
    ? 'No useful model arrives, so no update earns its cost.'
    : 'A model that arrives improves nothing, so no update earns its cost.'

const figure = (value: number): string => String(Number(value.toPrecision(4)))

const adviceLines = (
  { arrivalRate, improvement, switchCost, queries }: StageFigures,
  wanted: number,
  lengths: Omit<Extract<StageLengthAdvice, { readonly _tag: 'useLength' }>, '_tag' | 'lines'>
): ReadonlyArray<string> => {
  const { best, half, twice, current, paper, isClipped } = lengths
  const rounded = `${figure(wanted)} queries`
  const limit = wanted < 1 ? 'the least there is' : `all ${figure(queries ?? 0)} there are`
  const line = (what: string, { queries: length, perQuery }: StageLengthCost): string =>
    `${what} (${figure(length)} queries): ${figure(perQuery * 1000)} reward per 1,000 queries.`
  return [
    `Best length: sqrt(2 x ${figure(switchCost)} / (${figure(arrivalRate)} x ${figure(improvement)})) = ${rounded}${isClipped ? `, so ${limit}` : ''}.`,
    `There, waiting costs ${figure(best.waiting * 1000)} and switching ${figure(best.switching * 1000)}; together ${figure(best.perQuery * 1000)} reward per 1,000 queries.`,
    line('Half of it', half),
    line('Twice of it', twice),
    ...(current === null ? [] : [line('The current length', current)]),
    ...(paper === null ? [] : [line(`The ${paper.stages} stages of the paper's T^(1/3)`, paper)])
  ]
}
