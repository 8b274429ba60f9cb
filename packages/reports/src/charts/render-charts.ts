import type { ChartKind, ExperimentReport } from '@stageroute/contracts'
import type { Chart } from './chart'
import { framesOf, type Frame } from './frame'
import { chartsOfKind } from './group-charts'
import { drawSvg } from './svg'

/**
 * A drawn chart; `name` is that of a file, without an ending.
 *
 * @category drawing
 * @since 0.1.0
 */
export interface DrawnChart {
  readonly name: string
  readonly kind: ChartKind
  readonly title: string
  readonly svg: string
}

/** Heat maps are large: a group of several cases has them of the reference alone. */
const isDrawn = ({ group, looks }: Frame, { kind, choice }: Chart): boolean =>
  kind !== 'shares' || group.cases.length === 1 || looks.get(choice ?? '')?.isReference === true

/** Charts whose names differ, whatever groups, cases and policies are called: a name that is taken gets a number. */
const named = (
  groups: ReadonlyArray<ReadonlyArray<Chart>>
): ReadonlyArray<ReadonlyArray<Chart>> => {
  const taken = new Set<string>()
  const free = (name: string, count = 1): string => {
    const candidate = count === 1 ? name : `${name}-${count}`
    return taken.has(candidate.toLowerCase()) ? free(name, count + 1) : candidate
  }
  return groups.map((charts) =>
    charts.map((chart) => {
      const name = free(chart.name)
      taken.add(name.toLowerCase())
      return { ...chart, name }
    })
  )
}

/**
 * Returns the charts that stand for a group in a document: with the reference and the best eight of the others; share heat maps of the
 * reference alone where there are several cases.
 *
 * @category chart
 * @since 0.1.0
 */
export const documentCharts = (report: ExperimentReport): ReadonlyArray<ReadonlyArray<Chart>> =>
  named(
    framesOf(report, 'best').map((frame) =>
      frame.group.charts.flatMap((kind) =>
        chartsOfKind(frame, kind).filter((chart) => isDrawn(frame, chart))
      )
    )
  )

/**
 * Returns the charts of a report as SVG texts.
 *
 * @category drawing
 * @since 0.1.0
 */
export const renderCharts = (report: ExperimentReport): ReadonlyArray<DrawnChart> =>
  documentCharts(report)
    .flat()
    .map((chart) => ({
      name: chart.name,
      kind: chart.kind,
      title: chart.title,
      svg: drawSvg(chart)
    }))
