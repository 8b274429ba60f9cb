import type { ChartKind } from '@stageroute/contracts'
import { drawAdoption, drawSpeed } from './bars'
import type { Chart } from './chart'
import { drawRegret, drawSpend } from './curves'
import type { Frame } from './frame'
import { drawPareto } from './pareto'
import { drawSensitivity } from './sensitivity'
import { drawShares } from './shares'
import { drawSlope } from './slope'

const draw: Readonly<Record<ChartKind, (frame: Frame) => ReadonlyArray<Chart>>> = {
  regret: drawRegret,
  spend: drawSpend,
  shares: drawShares,
  pareto: drawPareto,
  sensitivity: drawSensitivity,
  adoption: drawAdoption,
  slope: drawSlope,
  speed: drawSpeed
}

/** The charts of one kind that a group is drawn as. */
export const chartsOfKind = (frame: Frame, kind: ChartKind): ReadonlyArray<Chart> =>
  draw[kind](frame)
