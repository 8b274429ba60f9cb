import type { CaseCurves, CurveBand } from '@stageroute/contracts'
import { spreadOf, type RunMeasures, type StageOracle, type Trial } from '@stageroute/simulator'

/** Digits that a figure of a curve keeps: curves are drawn, and most of a report. */
const DIGITS = 6

const shortened = (value: number): number => Number(value.toPrecision(DIGITS))

/** Point by point over the runs. */
const bandOf = (
  runs: ReadonlyArray<RunMeasures>,
  points: number,
  value: (run: RunMeasures, point: number) => number
): CurveBand => {
  const spreads = Array.from({ length: points }, (_, point) =>
    spreadOf(runs.map((run) => value(run, point)))
  )
  return {
    mean: spreads.map(({ mean }) => shortened(mean)),
    low: spreads.map(({ mean, sd }) => shortened(mean - sd)),
    high: spreads.map(({ mean, sd }) => shortened(mean + sd))
  }
}

/**
 * Returns how the runs of one policy went: means and bands over the seeds, to six digits.
 *
 * Requires: at least two runs of the trial, with the same curve points.
 *
 * @category summary
 * @since 0.1.0
 */
export const summariseCurves = (
  { budget }: Trial,
  runs: ReadonlyArray<RunMeasures>
): CaseCurves => {
  const query = runs[0]?.curve.query ?? []
  const share = runs[0]?.curve.share ?? []
  return {
    query,
    regret: bandOf(runs, query.length, ({ curve }, point) => curve.pseudoRegret[point] ?? NaN),
    spendToBudget: bandOf(
      runs,
      query.length,
      ({ curve }, point) => (curve.spend[point] ?? NaN) / (budget * (query[point] ?? NaN))
    ),
    share: share.map((_, cell) =>
      shortened(runs.reduce((sum, { curve }) => sum + (curve.share[cell] ?? NaN), 0) / runs.length)
    )
  }
}

/** How many queries of `[from, to)` each segment of the oracle covers. */
const coverOf = (
  { starts }: StageOracle,
  queries: number,
  from: number,
  to: number
): ReadonlyArray<number> =>
  starts.map((start, segment) => {
    const end = starts[segment + 1] ?? queries
    return Math.max(0, Math.min(end, to) - Math.max(start, from))
  })

/**
 * Returns the stage oracle's share of each arm between the points of a curve, to six digits.
 *
 * Shape: point-major, point x arm in order of arrival, as the shares of a policy's curve.
 *
 * @category summary
 * @since 0.1.0
 */
export const oracleShareAt = (
  { queries, arrivals }: Trial,
  oracle: StageOracle,
  query: ReadonlyArray<number>
): ReadonlyArray<number> =>
  query.flatMap((to, point) => {
    const from = query[point - 1] ?? 0
    const cover = coverOf(oracle, queries, from, to)
    return arrivals.order.map((_, arm) =>
      shortened(
        oracle.share.reduce(
          (sum, share, segment) => sum + ((share[arm] ?? 0) * (cover[segment] ?? 0)) / (to - from),
          0
        )
      )
    )
  })
