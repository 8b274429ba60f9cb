import { fillAndLearn } from '../fill-and-learn'
import { fillByScoreInto } from '../fill-by-score'
import type { Kept } from '../kept'
import { klIndices } from '../level-indices'
import { makeMixPolicy } from '../mix-policy'
import type { Policy, PolicySettings } from '../policy'
import { beginQuery, horizonOf, isUsedUp, keepSpending, makeSpending, spend } from '../spending'

/**
 * A rule that puts a price on money, moves it after every query, and takes the arm of the greatest score.
 *
 * Unit: costs in USD per query.
 */
export interface PriceRule {
  readonly id: string
  /** Whether queries go unserved once more than the whole budget was spent. */
  readonly stopsAtBudget: boolean
  /** Hears what the last query cost, 0 where it went unserved: the `query`-th, of a horizon. */
  readonly advance: (cost: number, query: number, horizon: number) => void
  /** Forgets what was learned for a shorter horizon. */
  readonly restart?: () => void
  /** Prepares the scores of the next query. */
  readonly prepare?: (query: number) => void
  /** Hears the cost bound by which an arm was asked, when it has answered. */
  readonly onServed?: (costLower: number, horizon: number) => void
  readonly scoreOf: (rewardUpper: number, costLower: number) => number
  readonly parts: ReadonlyArray<Kept>
}

/**
 * Returns the policy of a price: every query goes to the arm of the greatest score at its bounds, as far as its capacity reaches, then to the next.
 * Stages deploy by DeployOPT on the same bounds, spare slots filled by reduced reward.
 *
 * Cost: O(deployed x arms it takes to serve a query); a query allocates nothing.
 */
export const makePricedPolicy = (settings: PolicySettings, rule: PriceRule): Policy => {
  const indices = klIndices(settings)
  const { rewardUpper, costLower, capacity } = indices
  const spending = makeSpending()
  const score = new Float64Array(settings.maxArms)
  const learning = fillAndLearn(indices, spending)
  const moveOn = (): void => {
    const before = horizonOf(spending, settings)
    const cost = beginQuery(spending)
    const query = spending.done
    const horizon = horizonOf(spending, settings)
    if (query > 1) rule.advance(cost, query - 1, horizon)
    if (query > 1 && horizon !== before) rule.restart?.()
    rule.prepare?.(query)
  }
  return makeMixPolicy(settings, {
    ...learning,
    id: rule.id,
    stopsAtBudget: rule.stopsAtBudget,
    mixInto: (share, deployed) => {
      indices.beginQuery()
      moveOn()
      if (rule.stopsAtBudget && isUsedUp(spending, settings)) {
        share.fill(0)
        return
      }
      for (let i = 0; i < deployed.length; i++) {
        const arm = deployed[i] as number
        score[arm] = rule.scoreOf(rewardUpper[arm] as number, costLower[arm] as number)
      }
      fillByScoreInto(share, deployed, score, capacity)
    },
    observeCost: (arm, cost) => {
      const asked = costLower[arm] ?? 0
      if (!indices.learnCost(arm, cost)) return
      spend(spending, cost)
      rule.onServed?.(asked, horizonOf(spending, settings))
    },
    parts: [...indices.parts, keepSpending(spending), ...rule.parts]
  })
}
