import type { CaseResult, ExperimentCase } from '@stageroute/contracts'
import { rounded } from '../rounding'
import { acrossAxis, byWidth, grid, grouped, namesAxis, namesWidth, narrowNames } from './axis'
import type { Chart, ChartOption } from './chart'
import { resultsIn, type Frame } from './frame'
import { makeCaseChart } from './make-chart'

const rowHeight = 26

type Draw = (results: ReadonlyArray<CaseResult>) => ChartOption

interface Measure {
  readonly kind: 'adoption' | 'speed'
  readonly title: string
  readonly note: string
  readonly draw: Draw
}

/** A bar with its number behind it. */
const labelled = (value: number | null, text: string): ChartOption => ({
  value,
  label: { show: true, position: 'right', formatter: text, color: '@ink' }
})

const labelledQueries = (value: number | null): ChartOption =>
  labelled(value ?? 0, value === null ? 'never' : '')

const barsOption = (
  names: ReadonlyArray<string>,
  axis: string,
  series: ReadonlyArray<ChartOption>
): ChartOption => ({
  grid: { ...grid, right: 64, top: 8 },
  tooltip: { trigger: 'item' },
  xAxis: acrossAxis(axis, { min: 0 }),
  yAxis: namesAxis(names),
  media: byWidth(
    { yAxis: { axisLabel: { width: narrowNames, fontSize: 10 } } },
    { yAxis: { axisLabel: { width: namesWidth(names), fontSize: 12 } } }
  ),
  series
})

const policiesIn = (results: ReadonlyArray<CaseResult>): ReadonlyArray<string> =>
  results.map(({ policy }) => policy)

const drawQueries: Draw = (results) => ({
  ...barsOption(policiesIn(results), 'queries until a newcomer is used', [
    {
      name: 'median',
      type: 'bar',
      barMaxWidth: 14,
      itemStyle: { color: '@blue' },
      data: results.map(({ adoptionQueries }) => labelledQueries(rounded(adoptionQueries.median)))
    },
    {
      name: '90th percentile',
      type: 'scatter',
      symbol: 'diamond',
      symbolSize: 11,
      itemStyle: { color: '@orange', borderColor: '@ink', borderWidth: 1 },
      z: 3,
      data: results.map(({ adoptionQueries }) => rounded(adoptionQueries.p90))
    }
  ]),
  grid: { ...grid, right: 64, top: 30 },
  legend: {
    show: true,
    top: 0,
    right: 8,
    itemWidth: 16,
    data: ['median', '90th percentile'],
    textStyle: { color: '@ink' }
  }
})

const drawRates: Draw = (results) =>
  barsOption(policiesIn(results), 'queries per second', [
    {
      name: 'queries per second',
      type: 'bar',
      barMaxWidth: 14,
      itemStyle: { color: '@blue' },
      data: results.map(({ queriesPerSecond }) =>
        labelled(rounded(queriesPerSecond), grouped(queriesPerSecond))
      )
    }
  ])

const adoption: Measure = {
  kind: 'adoption',
  title: 'Queries until a newcomer is used',
  note: 'From the arrival of a model that the oracle uses until its share of the last 500 queries reaches 80 % of its share there; median and 90th percentile over models and seeds. “Never”: half of them or more were not adopted; without a mark, more than a tenth.',
  draw: drawQueries
}

const speed: Measure = {
  kind: 'speed',
  title: 'Speed of the simulation',
  note: 'Queries per second, decisions and learning included, on the machine that played them.',
  draw: drawRates
}

const drawCase = (
  measure: Measure,
  frame: Frame,
  one: ExperimentCase,
  caseIndex: number
): Chart => {
  const results = resultsIn(frame, one)
  return makeCaseChart(frame, measure.kind, caseIndex, {
    title: measure.title,
    note: measure.note,
    height: 96 + rowHeight * results.length,
    sources: [],
    option: measure.draw(results)
  })
}

/** A chart per case of the queries until newcomers are used. */
export const drawAdoption = (frame: Frame): ReadonlyArray<Chart> =>
  frame.group.cases.map((one, index) => drawCase(adoption, frame, one, index))

/** A chart of queries per second per case. */
export const drawSpeed = (frame: Frame): ReadonlyArray<Chart> =>
  frame.group.cases.map((one, index) => drawCase(speed, frame, one, index))
