import type { ChartKind } from '@stageroute/contracts'
import type { Line } from './along-axis'
import type { Chart } from './chart'
import { caseWord, chartName } from './chart-name'
import type { Frame } from './frame'

/** What is left to say of a chart once it is known what it is of. */
type Drawn = Pick<Chart, 'title' | 'note' | 'height' | 'option' | 'sources'>

/** A chart of one case, and of one policy where `policy` names it. */
export const makeCaseChart = (
  { group }: Frame,
  kind: ChartKind,
  caseIndex: number,
  drawn: Drawn,
  policy: string | null = null
): Chart => {
  const label = group.cases.length > 1 ? (group.cases[caseIndex]?.label ?? '') : ''
  return {
    name: chartName(group.name, kind, caseWord(group, caseIndex), policy ?? ''),
    kind,
    caseIndex,
    choice: policy,
    subject: [label, policy ?? ''].filter((text) => text !== '').join(', '),
    ...drawn
  }
}

/** A chart of the cases along the first varied setting. */
export const makeLineChart = (
  { group }: Frame,
  kind: ChartKind,
  { held }: Line,
  drawn: Drawn
): Chart => ({
  name: chartName(group.name, kind, held),
  kind,
  caseIndex: null,
  choice: held === '' ? null : held,
  subject: held,
  ...drawn
})
