/**
 * How a run went, at equally spaced queries: cumulative pseudo-regret, cumulative spend, and each arm's share of the queries since the
 * previous point.
 *
 * Shape: `query` counts the queries done at each point, the last being all; `share` is point-major, point x arm in order of arrival.
 *
 * @category evaluation
 * @since 0.1.0
 */
export interface RunCurve {
  readonly query: ReadonlyArray<number>
  readonly pseudoRegret: ReadonlyArray<number>
  readonly spend: ReadonlyArray<number>
  readonly share: ReadonlyArray<number>
}

/** Collects the points of a curve: `record` every query, then `close` the point whenever `isPoint`. */
export interface CurveRecorder {
  readonly curve: RunCurve
  readonly record: (arm: number) => void
  readonly isPoint: (query: number) => boolean
  readonly close: (query: number, pseudoRegret: number, spend: number) => void
}

/** There are never more points than queries. */
export const makeCurveRecorder = (
  arms: number,
  queries: number,
  wantedPoints: number
): CurveRecorder => {
  const points = Math.min(wantedPoints, queries)
  const curve = {
    query: new Array<number>(),
    pseudoRegret: new Array<number>(),
    spend: new Array<number>(),
    share: new Array<number>()
  }
  const used = new Float64Array(arms)
  const nextEnd = (): number => Math.floor(((curve.query.length + 1) * queries) / points)
  let end = points > 0 ? nextEnd() : -1
  return {
    curve,
    record: (arm) => {
      if (arm >= 0) used[arm]! += 1
    },
    isPoint: (query) => query + 1 === end,
    close: (query, pseudoRegret, spend) => {
      const length = query + 1 - (curve.query.at(-1) ?? 0)
      curve.query.push(query + 1)
      curve.pseudoRegret.push(pseudoRegret)
      curve.spend.push(spend)
      used.forEach((count) => curve.share.push(count / length))
      used.fill(0)
      end = nextEnd()
    }
  }
}
