import type { CaseResult, CurveBand } from '@stageroute/contracts'
import { roundedAll } from '../rounding'
import type { ChartOption, ChartSource } from './chart'

/** More points than a screen has room for. */
const mostPoints = 200

/** A measure over the queries: where it is kept, how it is told, and what it begins with. */
export interface Measure {
  readonly kind: 'regret' | 'spend'
  readonly title: string
  readonly note: string
  readonly axis: string
  readonly start: number | null
  readonly bandOf: (result: CaseResult) => CurveBand
  readonly guide: string | null
  readonly isSettling: boolean
}

/** Places spread evenly from the first to the last of a list. */
const spread = (length: number, most: number): ReadonlyArray<number> => {
  if (length <= most) return Array.from({ length }, (_, i) => i)
  return Array.from({ length: most }, (_, i) => Math.round((i * (length - 1)) / (most - 1)))
}

const started = (measure: Measure, values: ReadonlyArray<number>): ReadonlyArray<number | null> => [
  ...(measure.start === null ? [] : [measure.start]),
  ...values
]

/** The numbers of a chart: the queries, and per policy its mean, the low edge of its band and the band's width. */
export const columnsOf = (
  measure: Measure,
  results: ReadonlyArray<CaseResult>
): ChartSource['columns'] => {
  const query = results[0]?.curves.query ?? []
  const at = spread(query.length, mostPoints)
  const pick = (values: ReadonlyArray<number>): ReadonlyArray<number> =>
    at.map((i) => values[i] ?? Number.NaN)
  const columns: Record<string, ReadonlyArray<number | null>> = {
    query: started(measure, pick(query))
  }
  results.forEach((result, i) => {
    const { mean, low, high } = measure.bandOf(result)
    const edge = pick(low)
    const width = pick(high).map((value, point) => value - (edge[point] ?? value))
    columns[`mean${i}`] = roundedAll(started(measure, pick(mean)))
    columns[`low${i}`] = roundedAll(started(measure, edge))
    columns[`width${i}`] = roundedAll(started(measure, width))
  })
  return columns
}

/** Part of the queries after which a mean over queries no longer jumps from one to the next. */
const settlingPart = 0.05

/** From the least to the greatest value after the first queries, with one, and a little room. */
export const settledRange = (columns: ChartSource['columns'], policies: number): ChartOption => {
  const from = Math.floor(settlingPart * (columns['query']?.length ?? 0))
  const late = (name: string): ReadonlyArray<number> =>
    (columns[name] ?? []).slice(from).map((value) => value ?? 1)
  let [least, most] = [1, 1]
  for (let i = 0; i < policies; i++) {
    const width = late(`width${i}`)
    late(`low${i}`).forEach((low, point) => {
      least = Math.min(least, low)
      most = Math.max(most, low + (width[point] ?? 0))
    })
  }
  const room = 0.05 * (most - least) || 0.05
  return {
    min: Math.floor(100 * (least - room)) / 100,
    max: Math.ceil(100 * (most + room)) / 100,
    axisLabel: { color: '@muted', showMinLabel: false, showMaxLabel: false }
  }
}
