import { observe, observeCost, observeReward, type ArmTable } from './arm-table'
import {
  findBadTable,
  restoreTableColumns,
  tableColumnNames,
  tableColumns,
  tableFigureNames,
  tableFigures
} from './arm-table-snapshot'
import { clip } from './clip'
import { costPullsOf } from './cost-prior'
import type { Estimator, EstimatorSettings, IndexFamily } from './estimator'
import { restoreChecked } from './snapshot-checks'
import { rangeScale } from './moment-estimator'
import { positiveCheck } from './settings'
import {
  addPlugIn,
  intersectPlugIn,
  makePlugIn,
  plugInCentre,
  plugInRadius,
  type PlugIn
} from './plug-in'
import { findBadPlugIn, plugInColumnNames, plugInColumns, restorePlugIn } from './plug-in-snapshot'
import {
  invalidSnapshot,
  makeSnapshot,
  type InvalidSnapshot,
  type Snapshot,
  type SnapshotLayout
} from './snapshot'
import { openTable } from './table-port'

/**
 * What a family of confidence sequences is made for.
 *
 * @category family
 * @since 0.1.0
 */
export interface PlugInSettings {
  /** The level at which the bounds are to be narrowest, more than 0; they hold at any that is asked for. */
  readonly level: number
  /**
   * Whether bounds never widen again: those at `level` are intersected with all before, and narrow what is asked for at `level` or less.
   * Valid for a mean that does not change.
   */
  readonly isIntersected: boolean
}

const layout: SnapshotLayout = {
  kind: 'plug-in-table',
  version: 1,
  figures: [...tableFigureNames, 'costMin', 'costMax', 'level', 'isIntersected'],
  columns: [...tableColumnNames, ...plugInColumnNames('reward'), ...plugInColumnNames('cost')],
  lengthOf: ({ size }) => size ?? 0
}

/** One side of the estimator: the sums of its rewards, or of its costs moved into [0, 1]. */
interface Side {
  readonly add: (arm: number, value: number) => void
  readonly centre: (arm: number) => number
  readonly upper: (arm: number, level: number) => number
  readonly lower: (arm: number, level: number) => number
}

const openSide = (plugIn: PlugIn, { level: tuned, isIntersected }: PlugInSettings): Side => {
  // Without intersection `lower` and `upper` stay 0 and 1; what is asked for above the tuned level is wider than the intersection.
  const floor = (arm: number, level: number): number => (level <= tuned ? plugIn.lower[arm] : 0)
  const ceiling = (arm: number, level: number): number => (level <= tuned ? plugIn.upper[arm] : 1)
  const centre = (arm: number): number =>
    clip(plugInCentre(plugIn, arm), plugIn.lower[arm], plugIn.upper[arm])
  return {
    add: (arm, value) => {
      addPlugIn(plugIn, arm, value, tuned)
      if (isIntersected) intersectPlugIn(plugIn, arm, tuned)
    },
    centre,
    upper: (arm, level) => {
      const bound = plugInCentre(plugIn, arm) + plugInRadius(plugIn, arm, level)
      return Math.max(centre(arm), Math.min(bound, ceiling(arm, level)))
    },
    lower: (arm, level) => {
      const bound = plugInCentre(plugIn, arm) - plugInRadius(plugIn, arm, level)
      return Math.min(centre(arm), Math.max(bound, floor(arm, level)))
    }
  }
}

const findDifference = (
  snapshot: Snapshot,
  expected: Readonly<Record<string, number>>
): InvalidSnapshot | undefined => {
  const name = ['costMin', 'costMax', 'level', 'isIntersected'].find(
    (field) => snapshot.figures[field] !== expected[field]
  )
  return name === undefined
    ? undefined
    : invalidSnapshot(
        `figures.${name}`,
        `${snapshot.figures[name]}, the estimator has ${expected[name]}`
      )
}

const openKeeping = (
  { table }: Pick<Estimator, 'table'>,
  reward: PlugIn,
  cost: PlugIn,
  fixed: Readonly<Record<string, number>>
): Pick<Estimator, 'snapshot' | 'restore'> => ({
  snapshot: () =>
    makeSnapshot(
      layout,
      { ...tableFigures(table), ...fixed },
      { ...tableColumns(table), ...plugInColumns('reward', reward), ...plugInColumns('cost', cost) }
    ),
  restore: (document) => {
    const findProblem = (_: ArmTable, snapshot: Snapshot): InvalidSnapshot | undefined =>
      findDifference(snapshot, fixed) ??
      findBadTable(table, snapshot) ??
      findBadPlugIn('reward', snapshot, snapshot.columns.rewardWeight ?? []) ??
      findBadPlugIn('cost', snapshot, snapshot.columns.costWeight ?? [])
    return restoreChecked(table, document, layout, findProblem, (snapshot) => {
      restoreTableColumns(table, snapshot)
      restorePlugIn('reward', snapshot, reward)
      restorePlugIn('cost', snapshot, cost)
    })
  }
})

const openEstimator = (tuned: PlugInSettings, settings: EstimatorSettings): Estimator => {
  const { maxArms, costMin, costMax } = settings
  const { scale } = rangeScale(settings)
  const port = openTable(maxArms)
  const { table } = port
  const rewardSums = makePlugIn(maxArms)
  const costSums = makePlugIn(maxArms)
  const rewards = openSide(rewardSums, tuned)
  const costs = openSide(costSums, tuned)
  const addCost = (arm: number, cost: number): void =>
    costs.add(arm, clip((cost - costMin) / scale, 0, 1))
  /** Draws a bound towards the prior by the share of the pulls that it is worth. */
  const withPrior = (arm: number, bound: number): number => {
    const priorPulls = table.priorPulls[arm]
    if (priorPulls === 0) return clip(bound, costMin, costMax)
    const share = priorPulls / costPullsOf(table, arm)
    return clip(bound + share * (table.priorCost[arm] - bound), costMin, costMax)
  }
  const hasReward = (arm: number): boolean => rewardSums.count[arm] > 0
  const hasCost = (arm: number): boolean => costSums.count[arm] > 0
  const toCost = (unit: number): number => clip(costMin + unit * scale, costMin, costMax)
  const fixed = { costMin, costMax, level: tuned.level, isIntersected: tuned.isIntersected ? 1 : 0 }
  return {
    ...port,
    ...openKeeping(port, rewardSums, costSums, fixed),
    observe: (arm, reward, cost) => {
      if (!observe(table, arm, reward, cost)) return false
      rewards.add(arm, reward)
      addCost(arm, cost)
      return true
    },
    observeReward: (arm, reward, weight = 1) => {
      // A weight that is refused is one that the table refuses too.
      if (!observeReward(table, arm, reward, weight === 1 ? 1 : NaN)) return false
      rewards.add(arm, reward)
      return true
    },
    observeCost: (arm, cost) => {
      if (!observeCost(table, arm, cost)) return false
      addCost(arm, cost)
      return true
    },
    rewardMean: (arm) => (hasReward(arm) ? rewards.centre(arm) : 0),
    rewardUpper: (arm, level) => (hasReward(arm) ? rewards.upper(arm, level) : 1),
    rewardLower: (arm, level) => (hasReward(arm) ? rewards.lower(arm, level) : 0),
    costMean: (arm) => withPrior(arm, hasCost(arm) ? toCost(costs.centre(arm)) : costMin),
    costUpper: (arm, level) =>
      withPrior(arm, hasCost(arm) ? toCost(costs.upper(arm, level)) : costMax),
    costLower: (arm, level) =>
      withPrior(arm, hasCost(arm) ? toCost(costs.lower(arm, level)) : costMin)
  }
}

/**
 * Returns the family of predictable plug-in empirical-Bernstein confidence sequences: bounds that hold at all numbers of pulls together, so
 * they may be looked at after every query and the arm chosen by what they say. Narrow where values vary little; needs no horizon.
 * Costs above c_2 count as c_2. Rewards of a weight other than 1 are refused.
 *
 * Requires: `level > 0` and finite.
 * Source: I. Waudby-Smith, A. Ramdas, JRSS-B 86 (2024), Theorem 2.
 *
 * @category family
 * @since 0.1.0
 */
export const makePlugInFamily = (tuned: PlugInSettings): IndexFamily => ({
  id: tuned.isIntersected ? 'plug-in-intersected' : 'plug-in',
  source: 'I. Waudby-Smith, A. Ramdas, JRSS-B 86 (2024), Theorem 2',
  validity:
    'Each bound misses at any number of pulls, all of them taken together, with probability at most exp(-level), for values in the range whose mean given the past is always the same. A cost prior is outside of this.',
  kind: 'timeUniform',
  isOrderIndependent: false,
  isWeighted: false,
  checks: [positiveCheck('level', tuned.level)],
  open: (settings) => openEstimator(tuned, settings)
})
