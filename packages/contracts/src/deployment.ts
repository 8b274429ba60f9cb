import * as t from 'io-ts'
import { closed } from './closed'
import { PlanReason, PlanWarning, RuleConflict } from './deployment-reason'
import { Capacity, CostUsd, Count, Finite, Index, NonNegative } from './quantity'

/**
 * A quantity that is known to lie between two bounds, and its estimate.
 *
 * @category deployment
 * @since 0.1.0
 */
export interface Interval {
  readonly lower: number
  readonly estimate: number
  readonly upper: number
}

/**
 * What a plan says about one arm.
 *
 * - `share`: of the plan's mix, which decides what is deployed and not how queries are routed; 0 of an arm that carries none.
 * - `reward`, `cost`: the intervals the plan was made with; it counts on the upper reward and the lower cost.
 * - `reducedReward`: upper reward less budget price times lower cost, in reward per query. Arms above the plan's threshold get a share.
 * - `capacityPrice`: how far a deployed arm at its capacity stands above the threshold.
 * - `capacityStep`: what `share` more capacity would add to the optimum, of a deployed arm that could have more.
 * - `worth`: how much the optimum loses, in reward per query, when a deployed arm is taken out or another one forced in; of arms not deployed
 *   only for those nearest to the mix. Null where unknown or impossible.
 * - `shutdownAt`, `drainsFrom`: when the arm ends, and when it must begin to drain, in the caller's time.
 *
 * @category deployment
 * @since 0.1.0
 */
export interface PlannedArm {
  readonly id: string
  readonly verdict: 'kept' | 'added' | 'dropped' | 'leftOut'
  readonly reason: PlanReason
  readonly share: number
  readonly capacity: number
  readonly reward: Interval
  readonly cost: Interval
  readonly pulls: number
  readonly reducedReward: number | null
  readonly capacityPrice: number | null
  readonly capacityStep: { readonly share: number; readonly worth: number | null } | null
  readonly worth: number | null
  readonly shutdownAt: number | null
  readonly drainsFrom: number | null
}

/**
 * Whether the deployed set changes, and why. `gain` is what the new set would earn more than the old one over the stage, `cost` what switching
 * to it costs, both in reward; null where the old set earns nothing that could be compared.
 *
 * - `first`: nothing was deployed. `unchanged`: nothing would be newly deployed.
 * - `worthIt`, `notWorthIt`: gain exceeds cost, or the change is free; or neither, and what is deployed stays.
 * - `forced`: what is deployed cannot be kept, by a rule, a budget, a capacity or because an arm has gone.
 * - `restored`: an earlier plan was rolled back to.
 *
 * @category deployment
 * @since 0.1.0
 */
export interface PlannedSwitching {
  readonly outcome: 'first' | 'unchanged' | 'worthIt' | 'notWorthIt' | 'forced' | 'restored'
  readonly gain: number | null
  readonly cost: number
}

/**
 * What learning is expected to cost: the plan against the best plan by current estimates, both valued by estimates. Null where no plan fits the
 * budget by estimates. A plan that spends more than that one may give up less than nothing.
 *
 * - `rewardPerQuery`, `rewardOverStage`: reward given up.
 * - `usdPerQuery`, `usdOverStage`: USD spent more.
 * - `wideShare`: share of the queries that goes to arms whose reward interval is still wide.
 *
 * @category deployment
 * @since 0.1.0
 */
export interface PlannedExploration {
  readonly rewardPerQuery: number | null
  readonly rewardOverStage: number | null
  readonly usdPerQuery: number | null
  readonly usdOverStage: number | null
  readonly wideShare: number
}

/**
 * What one stage deploys, why, and how sure that is; plain JSON.
 *
 * - `version`: of this document's form. `previous`: the number of the plan it was made against, null when there was none.
 * - `startsAt`, `endsAt`: caller's time, the end null where unknown; `queries` are expected in between.
 * - `status`: `budgetInfeasible` plans the cheapest full mix, `capacityInfeasible` everything that fits, because less cannot serve more;
 *   `rulesInfeasible` plans nothing, says why in `conflict`, and cannot be applied.
 * - `value`, `bound`: optimistic reward per query of the mix and the certified limit of any plan's, net of switch costs; `gap` is between them.
 * - `budgetPrice`: reward per USD of one more unit of budget; `threshold`: the reduced reward at which arms enter the mix. Null where not defined.
 * - `worthOfOneMore`, `budgetStep.worth`: what one more slot, and `usd` per query more, would add to the optimum, in reward per query.
 *
 * @category deployment
 * @since 0.1.0
 */
export interface DeploymentPlan {
  readonly version: 1
  readonly stage: number
  readonly previous: number | null
  readonly startsAt: number
  readonly endsAt: number | null
  readonly queries: number
  readonly status: 'optimal' | 'budgetInfeasible' | 'capacityInfeasible' | 'rulesInfeasible'
  readonly conflict: RuleConflict | null
  readonly value: number | null
  readonly bound: number | null
  readonly gap: number | null
  readonly isProved: boolean
  readonly nodes: number
  readonly budget: number
  readonly budgetPrice: number | null
  readonly threshold: number | null
  readonly deployed: ReadonlyArray<string>
  readonly slots: {
    readonly used: number
    readonly most: number
    readonly worthOfOneMore: number | null
  }
  readonly budgetStep: { readonly usd: number; readonly worth: number | null }
  readonly arms: ReadonlyArray<PlannedArm>
  readonly diff: {
    readonly added: ReadonlyArray<string>
    readonly dropped: ReadonlyArray<string>
    readonly kept: ReadonlyArray<string>
  }
  readonly switching: PlannedSwitching
  readonly exploration: PlannedExploration
  readonly warnings: ReadonlyArray<PlanWarning>
}

/**
 * A plan that was applied: its number, when, and the number of the plan that it restored, if it was a rollback.
 *
 * @category deployment
 * @since 0.1.0
 */
export interface AppliedPlan {
  readonly number: number
  readonly appliedAt: number
  readonly restores: number | null
  readonly plan: DeploymentPlan
}

/**
 * The last `most` applied plans, oldest first; their numbers rise by one. The last one is current.
 *
 * @category deployment
 * @since 0.1.0
 */
export interface PlanHistory {
  readonly most: number
  readonly applied: ReadonlyArray<AppliedPlan>
}

/** A closed record, whose fields a plan does not change after it was made. */
const record = <P extends t.Props>(name: string, fields: P): t.Type<t.TypeOfProps<P>> =>
  closed(t.type(fields, name) as unknown as t.Type<t.TypeOfProps<P>>, Object.keys(fields))

const orNull = <A>(codec: t.Type<A>): t.Type<A | null> => t.union([codec, t.null])

const ids = t.readonlyArray(t.string, 'a list of ids')

const Interval = record('an interval', { lower: Finite, estimate: Finite, upper: Finite })

const PlannedArm = record('an arm', {
  id: t.string,
  verdict: t.keyof({ kept: null, added: null, dropped: null, leftOut: null }),
  reason: PlanReason,
  share: NonNegative,
  capacity: Capacity,
  reward: Interval,
  cost: Interval,
  pulls: Index,
  reducedReward: orNull(Finite),
  capacityPrice: orNull(NonNegative),
  capacityStep: orNull(
    record('a step of capacity', { share: NonNegative, worth: orNull(NonNegative) })
  ),
  worth: orNull(NonNegative),
  shutdownAt: orNull(Finite),
  drainsFrom: orNull(Finite)
})

/**
 * A plan that comes back from where it was kept. Closed: a field it does not know is an error.
 *
 * @category deployment
 * @since 0.1.0
 */
export const DeploymentPlan: t.Type<DeploymentPlan> = record('DeploymentPlan', {
  version: t.literal(1),
  stage: Index,
  previous: orNull(Count),
  startsAt: Finite,
  endsAt: orNull(Finite),
  queries: Count,
  status: t.keyof({
    optimal: null,
    budgetInfeasible: null,
    capacityInfeasible: null,
    rulesInfeasible: null
  }),
  conflict: orNull(RuleConflict),
  value: orNull(Finite),
  bound: orNull(Finite),
  gap: orNull(NonNegative),
  isProved: t.boolean,
  nodes: Index,
  budget: CostUsd,
  budgetPrice: orNull(NonNegative),
  threshold: orNull(Finite),
  deployed: ids,
  slots: record('slots', { used: Index, most: Count, worthOfOneMore: orNull(NonNegative) }),
  budgetStep: record('a step of budget', { usd: CostUsd, worth: orNull(NonNegative) }),
  arms: t.readonlyArray(PlannedArm, 'a list of arms'),
  diff: record('a diff', { added: ids, dropped: ids, kept: ids }),
  switching: record('switching', {
    outcome: t.keyof({
      first: null,
      unchanged: null,
      worthIt: null,
      notWorthIt: null,
      forced: null,
      restored: null
    }),
    gain: orNull(Finite),
    cost: NonNegative
  }),
  exploration: record('exploration', {
    rewardPerQuery: orNull(Finite),
    rewardOverStage: orNull(Finite),
    usdPerQuery: orNull(Finite),
    usdOverStage: orNull(Finite),
    wideShare: NonNegative
  }),
  warnings: t.readonlyArray(PlanWarning, 'a list of warnings')
})

/**
 * A history that comes back from where it was kept.
 *
 * @category deployment
 * @since 0.1.0
 */
export const PlanHistory: t.Type<PlanHistory> = record('PlanHistory', {
  most: Count,
  applied: t.readonlyArray(
    record('an applied plan', {
      number: Count,
      appliedAt: Finite,
      restores: orNull(Count),
      plan: DeploymentPlan
    }),
    'a list of applied plans'
  )
})
