import type { ExperimentReport } from '@stageroute/contracts'
import { bestPolicies } from '../charts/best-policies'
import type { Chart, ChartSource } from '../charts/chart'
import { framesOf, type Frame } from '../charts/frame'
import { chartsOfKind } from '../charts/group-charts'
import { themes } from '../charts/theme'
import { verbatim, type Html } from './html'

/** The charts of a report by group and kind. */
export interface GroupFigures {
  readonly frame: Frame
  readonly shown: ReadonlyArray<string>
  readonly figures: ReadonlyArray<ReadonlyArray<Chart>>
}

/** The figures of every group, with all policies; `shown` are those that are seen at first. */
export const figuresOf = (report: ExperimentReport): ReadonlyArray<GroupFigures> =>
  framesOf(report, 'all').map((frame) => ({
    frame,
    shown: bestPolicies(frame.group, report.reference),
    figures: frame.group.charts
      .map((kind) => chartsOfKind(frame, kind))
      .filter((charts) => charts.length > 0)
  }))

const viewOf = ({ caseIndex, choice, subject, option, sources }: Chart): unknown => ({
  caseIndex,
  choice,
  subject,
  option,
  sources: sources.map(({ key }) => key)
})

const sourcesOf = (groups: ReadonlyArray<GroupFigures>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    groups.flatMap(({ figures }) =>
      figures
        .flat()
        .flatMap(({ sources }) => sources.map(({ key, columns }: ChartSource) => [key, columns]))
    )
  )

/** JSON that is inert inside an HTML page, whatever texts are in it. */
export const inertJson = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')

/** Everything that the page's script draws from. */
const payloadOf = (groups: ReadonlyArray<GroupFigures>): string =>
  inertJson({
    themes,
    sources: sourcesOf(groups),
    groups: groups.map(({ frame, shown, figures }) => ({
      policies: frame.drawn,
      shown,
      figures: figures.map((charts) => ({
        kind: charts[0]?.kind,
        views: charts.map(viewOf)
      }))
    }))
  })

/** The element that the page's script reads. */
export const payloadElement = (groups: ReadonlyArray<GroupFigures>): Html =>
  verbatim(`<script type="application/json" id="report">${payloadOf(groups)}</script>\n`)
