import {
  makeLinearTable,
  observeLinear,
  predictLinearInto,
  restoreLinear,
  snapshotLinear
} from '@stageroute/estimators'
import { keepTried } from '../keep-tried'
import type { Kept } from '../kept'
import type { PolicySettings, QueryContext } from '../policy'
import { dimensionOf, longestRow, makeRowReader } from './feature-rows'

/**
 * Rewards of every arm as linear functions of a query's features, by ridge regression. `predict` writes mean and width, sqrt(x' A^-1 x), of an
 * arm's reward into the fields of that name.
 */
export interface LinearRewards {
  mean: number
  width: number
  readonly predict: (arm: number, context: QueryContext) => void
  readonly learn: (arm: number, reward: number, context: QueryContext, query: number) => void
  readonly part: Kept
}

/** Unit prior, as ridge regression in bandits has it (A = I + sum x x'). */
const REGULARISATION = 1

/** Nothing is known; what was seen counts `factor` as much with every query that follows. */
export const makeLinearRewards = (
  { maxArms, contexts }: PolicySettings,
  factor: number
): LinearRewards => {
  const shape = {
    size: maxArms,
    dimension: dimensionOf(contexts),
    regularisation: REGULARISATION,
    factor,
    maxNorm: longestRow
  }
  const table = makeLinearTable(shape)
  const read = makeRowReader(contexts)
  const found = new Float64Array(2)
  const rewards: LinearRewards = {
    mean: -0,
    width: -0,
    predict: (arm, context) => {
      predictLinearInto(table, arm, read(context), found)
      rewards.mean = found[0] as number
      rewards.width = found[1] as number
    },
    learn: (arm, reward, context, query) =>
      void observeLinear(table, arm, read(context), reward, 1, query),
    part: keepTried({
      name: 'linear-rewards',
      thing: table,
      makeOther: () => makeLinearTable(shape),
      snapshot: snapshotLinear,
      restore: restoreLinear
    })
  }
  return rewards
}
