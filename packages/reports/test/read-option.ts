import type { ChartKind, ExperimentReport } from '@stageroute/contracts'
import type { Chart } from '../src/charts/chart'
import { framesOf } from '../src/charts/frame'
import { chartsOfKind } from '../src/charts/group-charts'

export type Option = Record<string, unknown>

/** The charts of one kind of the first group that has it, with all policies. */
export const chartsOf = (report: ExperimentReport, kind: ChartKind): ReadonlyArray<Chart> =>
  framesOf(report, 'all')
    .filter(({ group }) => group.charts.includes(kind))
    .slice(0, 1)
    .flatMap((frame) => chartsOfKind(frame, kind))

/** The series of a chart whose id or name is given. */
export const seriesIn = (chart: Chart | undefined, name: string): ReadonlyArray<Option> =>
  ((chart?.option['series'] ?? []) as ReadonlyArray<Option>).filter(
    (series) => series['id'] === name || series['name'] === name
  )

/** The one series with that id. */
export const oneSeries = (chart: Chart | undefined, id: string): Option =>
  seriesIn(chart, id).find((series) => series['id'] === id || series['id'] === undefined) ?? {}
