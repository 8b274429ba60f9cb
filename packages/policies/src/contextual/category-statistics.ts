import {
  addContextualArm,
  makeContextualTable,
  observeContextualCost,
  observeContextualReward,
  pooledMean,
  pooledUpper,
  queryLevel,
  restoreContextual,
  snapshotContextual,
  type ContextualTable
} from '@stageroute/estimators'
import type { ContextualSimplex } from '@stageroute/optimizer'
import type { Indices } from '../indices'
import { keepCounts } from '../keep-column'
import { keepTried } from '../keep-tried'
import type { Kept } from '../kept'
import type { PolicySettings } from '../policy'

/**
 * What is known of arms by category of query, shrunk towards what is known of them overall, and how often categories come.
 *
 * Unit: of an arm's costs only the ratios between categories count, so that each arm may have a unit of its own; values in [0, c_2].
 *
 * @category knowledge
 * @since 0.1.0
 */
export interface CategoryStatistics {
  readonly count: (category: number) => void
  readonly learnReward: (arm: number, reward: number, category: number) => void
  readonly learnCost: (arm: number, cost: number, category: number) => void
  /** At the level of the category's next query, log t with t the queries of the category: every category is a bandit of its own. */
  readonly rewardUpper: (arm: number, category: number) => number
  /** RouteOPT by category over some arms, at today's bounds. */
  readonly state: (arms: ReadonlyArray<number>) => ContextualSimplex
  readonly parts: ReadonlyArray<Kept>
}

/**
 * Nothing is known yet.
 *
 * @category knowledge
 * @since 0.1.0
 */
export const categoryStatistics = (
  settings: PolicySettings,
  indices: Indices
): CategoryStatistics => {
  const { maxArms, contexts, index, budget } = settings
  const make = (): ContextualTable =>
    makeContextualTable(contexts.categories, maxArms, index.costMax)
  const table = make()
  const seen = new Float64Array(contexts.categories)
  /** Arms are known to the table when they are first observed, in any order. */
  const admit = (arm: number): void => {
    while (table.size <= arm) if (addContextualArm(table) < 0) return
  }
  const rewardUpper = (arm: number, category: number): number =>
    pooledUpper(table.reward, category, arm, queryLevel((seen[category] ?? 0) + 1, 0))
  /** As far above or below the run's index as the category's mean is above or below that of all categories. */
  const costLower = (arm: number, category: number): number => {
    const mean = table.cost.whole.mean[arm] ?? 0
    const lower = indices.costLower[arm] ?? 0
    return mean > 0 ? (pooledMean(table.cost, category, arm) * lower) / mean : lower
  }
  return {
    count: (category) => void (seen[category]! += 1),
    learnReward: (arm, reward, category) => {
      admit(arm)
      observeContextualReward(table, category, arm, reward, 1)
    },
    learnCost: (arm, cost, category) => {
      admit(arm)
      observeContextualCost(table, category, arm, cost)
    },
    rewardUpper,
    state: (arms) => ({
      ...stateCells(contexts.categories, arms, { rewardUpper, costLower }),
      weight: weightsOf(seen),
      capacity: Float64Array.from(arms, (arm) => indices.capacity[arm] ?? 0),
      budget
    }),
    parts: [
      keepTried({
        name: 'by-category',
        thing: table,
        makeOther: make,
        snapshot: snapshotContextual,
        restore: restoreContextual
      }),
      keepCounts('queries-by-category', seen)
    ]
  }
}

/** One query more of every category than was seen: none is left out of the programme. */
const weightsOf = (seen: Float64Array): Float64Array => {
  const total = seen.reduce((sum, queries) => sum + queries + 1, 0)
  return seen.map((queries) => (queries + 1) / total)
}

/** Bounds by category and arm, category-major. */
const stateCells = (
  contexts: number,
  arms: ReadonlyArray<number>,
  bounds: Readonly<Record<'rewardUpper' | 'costLower', (arm: number, category: number) => number>>
): Pick<ContextualSimplex, 'contexts' | 'size' | 'reward' | 'cost'> => {
  const size = arms.length
  const fill = (bound: (arm: number, category: number) => number): Float64Array =>
    Float64Array.from({ length: contexts * size }, (_, cell) =>
      bound(arms[cell % size] ?? 0, Math.floor(cell / size))
    )
  return { contexts, size, reward: fill(bounds.rewardUpper), cost: fill(bounds.costLower) }
}
