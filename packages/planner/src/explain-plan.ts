import type {
  DeploymentPlan,
  PlannedExploration,
  PlannedSwitching,
  PlanWarning,
  RuleConflict
} from '@stageroute/contracts'
import { explainArm } from './explain-arm'
import type { PlanRefusal } from './history'
import {
  counted,
  figure,
  listed,
  percent,
  perThousand,
  rewardPerThousand,
  usdPerThousand
} from './words'

/**
 * A plan in sentences: of the whole, and of each arm.
 *
 * @category explanation
 * @since 0.1.0
 */
export interface PlanExplanation {
  readonly summary: ReadonlyArray<string>
  readonly arms: ReadonlyArray<{ readonly id: string; readonly text: string }>
}

/**
 * Returns what a plan says in sentences for an operator, all of them made from its numbers. Arms are called models there; money and rewards are told per
 * 1,000 queries.
 *
 * Cost: O(arms).
 *
 * @category explanation
 * @since 0.1.0
 */
export const explainPlan = (plan: DeploymentPlan): PlanExplanation => ({
  summary: [
    ...(plan.conflict === null ? explainSet(plan) : [explainConflict(plan.conflict)]),
    ...explainWorths(plan),
    ...explainSwitching(plan.switching, plan.queries),
    ...explainExploration(plan.exploration),
    ...plan.warnings.map(explainWarning)
  ],
  arms: plan.arms.map((arm) => ({ id: arm.id, text: explainArm(plan, arm) }))
})

const explainSet = (plan: DeploymentPlan): ReadonlyArray<string> => {
  const { deployed, slots, stage, diff } = plan
  const changes = [
    ...(diff.added.length > 0 ? [`added: ${listed(diff.added)}`] : []),
    ...(diff.dropped.length > 0 ? [`dropped: ${listed(diff.dropped)}`] : [])
  ]
  return [
    `Stage ${stage} deploys ${listed(deployed)}, ${slots.used} of at most ${counted(slots.most, 'model')}.`,
    changes.length === 0 ? 'Nothing changes.' : `Changes: ${changes.join('; ')}.`,
    ...explainValue(plan)
  ]
}

const explainValue = ({
  value,
  budget,
  status,
  gap,
  isProved
}: DeploymentPlan): ReadonlyArray<string> => {
  if (value === null) return []
  const earned = `By optimistic figures it earns ${rewardPerThousand(value)}`
  if (status !== 'optimal') return [`${earned}.`]
  const certainty =
    isProved || gap === null
      ? 'no other set within the rules earns more'
      : `another set could earn up to ${perThousand(gap)} more`
  return [`${earned} within ${usdPerThousand(budget)}; ${certainty}.`]
}

const explainConflict = (conflict: RuleConflict): string =>
  `The rules cannot be met together, so nothing is planned and this plan cannot be applied: ${conflictWords(conflict)}.`

const conflictWords = (conflict: RuleConflict): string => {
  switch (conflict._tag) {
    case 'nobodyMayBeDeployed':
      return 'every model is left out by a rule of its own'
    case 'pinsExceedSlots':
      return `${listed(conflict.pinned)} are pinned, and there are slots for ${conflict.most}`
    case 'pinsExceedProvider':
      return `${listed(conflict.pinned)} are pinned, and at most ${conflict.most} of provider "${conflict.provider}" may be deployed`
    case 'pinsExceedQueries':
      return `the least shares of the pinned ${listed(conflict.pinned)} sum to ${percent(conflict.share)} of the queries`
    case 'capabilityUnreachable':
      return `no place is left for a model that can do "${conflict.capability}"`
    case 'rulesExcludeEachOther':
      return 'each rule can be met, but not all of them'
  }
}

const explainWorths = ({ slots, budgetStep }: DeploymentPlan): ReadonlyArray<string> => {
  const slot = slots.worthOfOneMore
  const { usd, worth } = budgetStep
  const words = (what: string, value: number): string =>
    value === 0
      ? `${what} would earn nothing more.`
      : `${what} is worth ${perThousand(value)} more reward per 1,000 queries.`
  return [
    ...(slot === null ? [] : [words('One more slot', slot)]),
    ...(worth === null || usd === 0
      ? []
      : [words(`A budget of ${usdPerThousand(usd)} more`, worth)])
  ]
}

const explainSwitching = (
  { outcome, gain, cost }: PlannedSwitching,
  queries: number
): ReadonlyArray<string> => {
  const earns = gain === null ? '' : `earns ${figure(gain)} reward in ${queries} queries`
  switch (outcome) {
    case 'first':
      return cost > 0 ? [`Nothing was deployed; deploying costs ${figure(cost)} reward.`] : []
    case 'unchanged':
      return []
    case 'worthIt':
      return [`The change ${earns} and costs ${figure(cost)}, so it is worth it.`]
    case 'notWorthIt':
      return [`A change that ${earns} and costs ${figure(cost)} is not worth it, so none is made.`]
    case 'forced':
      return [`What was deployed cannot be kept; the change costs ${figure(cost)} reward.`]
    case 'restored':
      return [`An earlier plan was restored; switching back costs ${figure(cost)} reward.`]
  }
}

const explainExploration = ({
  rewardPerQuery,
  rewardOverStage,
  usdPerQuery,
  wideShare
}: PlannedExploration): ReadonlyArray<string> => {
  if (rewardPerQuery === null || rewardOverStage === null || usdPerQuery === null) return []
  const change = (value: number, more: string, less: string): string =>
    `${perThousand(Math.abs(value))} ${value < 0 ? less : more}`
  return [
    `Learning: by current estimates the plan earns ${change(rewardPerQuery, 'less', 'more')} reward and costs ${change(usdPerQuery, 'more', 'less')} USD per 1,000 queries than the best one, ${figure(rewardOverStage)} reward over the stage; ${percent(wideShare)} of the queries go to models that are still little known.`
  ]
}

const explainWarning = (warning: PlanWarning): string => {
  switch (warning._tag) {
    case 'pinLeftOut':
      return `Warning: ${warning.arm} is pinned and not deployed; its entry says why.`
    case 'capabilityMissing':
      return `Warning: no model that may be deployed can do "${warning.capability}".`
    case 'deployedGone':
      return `Warning: ${warning.arm} is deployed and not in the inventory any more.`
    case 'budgetTooSmall':
      return `Warning: even the cheapest mix costs ${usdPerThousand(warning.leastCost)}, more than the budget.`
    case 'capacityTooSmall':
      return `Warning: the models can take ${percent(warning.reach)} of the queries; the rest goes unserved.`
    case 'costlyByEstimates':
      return `Warning: the mix fits the budget by the least that models may cost; by estimates it costs ${usdPerThousand(warning.cost)}.`
    case 'notAffordable':
      return `Warning: if models cost as much as they may, not every query can be served within the budget; the cheapest mix of what is deployed then costs ${usdPerThousand(warning.cost)}.`
    case 'notProved':
      return `Warning: the search was cut short; another set could earn up to ${rewardPerThousand(warning.gap)} more.`
    case 'newcomersWait':
      return `Warning: ${counted(warning.arms, 'model')} of which nothing was observed yet must wait.`
  }
}

/**
 * Returns why a plan was not applied, in a sentence for an operator.
 *
 * @category explanation
 * @since 0.1.0
 * @example
 * import { explainRefusal } from '@stageroute/planner'
 *
 * explainRefusal({ _tag: 'armForbidden', arm: 'gpt-4' }) // => 'Not applied: gpt-4 was forbidden since the plan was made.'
 */
export const explainRefusal = (refusal: PlanRefusal): string =>
  `Not applied: ${refusalWords(refusal)}.`

const refusalWords = (refusal: PlanRefusal): string => {
  const plan = (number: number | null): string => (number === null ? 'no plan' : `plan ${number}`)
  switch (refusal._tag) {
    case 'planIsStale':
      return `it was made against ${plan(refusal.madeAgainst)}, and ${plan(refusal.current)} is current`
    case 'planDeploysNothing':
      return 'it deploys nothing'
    case 'armGone':
      return `${refusal.arm} is not in the inventory any more`
    case 'armForbidden':
      return `${refusal.arm} was forbidden since the plan was made`
    case 'armShutDown':
      return `${refusal.arm} was shut down at ${refusal.at}`
    case 'armDrains':
      return `${refusal.arm} had to begin to drain at ${refusal.from}`
    case 'numberUnknown':
      return `plan ${refusal.number} is not kept; kept are ${refusal.kept.length === 0 ? 'none' : listed(refusal.kept.map(String))}`
  }
}
