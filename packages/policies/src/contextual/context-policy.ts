import { fillAndLearn } from '../fill-and-learn'
import type { Indices } from '../indices'
import type { Kept } from '../kept'
import { klIndices } from '../level-indices'
import { makeMixPolicy } from '../mix-policy'
import type { Policy, PolicySettings, QueryContext } from '../policy'
import {
  beginQuery,
  horizonOf,
  isUsedUp,
  keepSpending,
  makeSpending,
  spend,
  type Spending
} from '../spending'
import { spreadOpenInto } from '../spread-open'
import { capacityBurst, isOpen, keepBuckets, makeBuckets, refill, take } from './capacity-buckets'

/** What a rule is told of the query it mixes for. */
export interface Moment {
  /** Number of the query, from one. */
  query: number
  /** Queries that there will be, as far as is known. */
  horizon: number
  /** What is left of the budget per query that is left, USD; the budget itself where nobody knows how many there will be. */
  left: number
}

/**
 * What tells a policy of contexts from another: how it mixes the arms that may answer, and what it learns beyond means.
 *
 * Shape: `share` is by position in `open`, the deployed arms that may answer; all of it is written.
 * Unit: costs in USD per query.
 */
export interface ContextRule {
  readonly id: string
  readonly stopsAtBudget: boolean
  readonly mixInto: (
    share: Float64Array,
    open: ReadonlyArray<number>,
    context: QueryContext,
    moment: Moment
  ) => void
  /** Hears that a stage begins, before it is deployed. */
  readonly onStage?: () => void
  /** Hears what is deployed from now on, at a stage's start and when a snapshot was restored. */
  readonly onDeployed?: (deployed: ReadonlyArray<number>) => void
  /** Hears what the query before cost, 0 where it went unserved. */
  readonly advance?: (cost: number, moment: Moment) => void
  readonly learnReward: (arm: number, reward: number, context: QueryContext, moment: Moment) => void
  readonly learnCost?: (arm: number, cost: number, context: QueryContext) => void
  /** The arms of a stage, where it has a rule of its own for it. */
  readonly deploy?: () => ReadonlyArray<number>
  readonly parts: ReadonlyArray<Kept>
}

/**
 * Returns the policy of a rule that looks at contexts. Capacities are kept over time: what suits a query best may be all of it, and an arm that has
 * answered more than its capacity rests. Stages deploy by DeployOPT on KL-UCB's bounds of overall rewards and the run's of costs, spare slots
 * filled by reduced reward.
 */
export const makeContextPolicy = (
  settings: PolicySettings,
  makeRule: (indices: Indices) => ContextRule
): Policy => {
  const indices = klIndices(settings)
  const rule = makeRule(indices)
  const spending = makeSpending()
  const buckets = makeBuckets(settings.maxArms)
  const moment: Moment = { query: 0, horizon: 1, left: settings.budget }
  const mix = new Float64Array(settings.maxArms)
  const open: Array<number> = []
  const learning = fillAndLearn(indices, spending)
  const moveOn = (): void => {
    const cost = beginQuery(spending)
    moment.query = spending.done
    moment.horizon = horizonOf(spending, settings)
    moment.left = leftPerQuery(settings, spending)
    if (spending.done > 1) rule.advance?.(cost, moment)
    refill(buckets, indices.capacity)
  }
  const policy = makeMixPolicy(settings, {
    ...learning,
    id: rule.id,
    stopsAtBudget: rule.stopsAtBudget,
    burst: capacityBurst,
    deploy: (stage) => {
      rule.onStage?.()
      if (rule.deploy === undefined) return learning.deploy(stage)
      indices.beginStage()
      return rule.deploy()
    },
    ...(rule.onDeployed === undefined ? {} : { onDeployed: rule.onDeployed }),
    mixInto: (share, deployed, context) => {
      indices.beginQuery()
      moveOn()
      share.fill(0, 0, deployed.length)
      if (rule.stopsAtBudget && isUsedUp(spending, settings)) return
      open.length = 0
      for (const arm of deployed) if (isOpen(buckets, arm)) open.push(arm)
      if (open.length === 0) return
      rule.mixInto(mix, open, context, moment)
      spreadOpenInto(share, deployed, mix, open)
    },
    ...observing(indices, rule, spending, moment),
    parts: [...indices.parts, keepSpending(spending), keepBuckets(buckets), ...rule.parts]
  })
  return {
    ...policy,
    route: (query) => {
      const arm = policy.route(query)
      if (arm >= 0) take(buckets, arm)
      return arm
    }
  }
}

const observing = (
  indices: Indices,
  rule: ContextRule,
  spending: Spending,
  moment: Moment
): Pick<Policy, 'observeCost' | 'observeReward'> => ({
  observeCost: (arm, cost, context) => {
    if (!indices.learnCost(arm, cost)) return
    spend(spending, cost)
    rule.learnCost?.(arm, cost, context)
  },
  observeReward: (arm, reward, context) => {
    moment.query = spending.done
    if (indices.learnReward(arm, reward)) rule.learnReward(arm, reward, context, moment)
  }
})

const leftPerQuery = (
  { budget, queries }: PolicySettings,
  { spent, done }: Pick<Spending, 'spent' | 'done'>
): number =>
  queries === null || done > queries
    ? budget
    : Math.max(0, (budget * queries - spent) / (queries - done + 1))
