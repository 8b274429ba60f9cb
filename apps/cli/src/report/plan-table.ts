import type { DeploymentPlan, PlannedArm } from '@stageroute/contracts'
import { explainPlan } from '@stageroute/planner'
import { alignedTable } from './table'

const usd = (cost: number): string => cost.toPrecision(3)

const interval = (
  { lower, estimate, upper }: PlannedArm['reward'],
  text: (value: number) => string
): string => `${text(estimate)} (${text(lower)}-${text(upper)})`

const verdicts: Readonly<Record<PlannedArm['verdict'], string>> = {
  kept: 'kept',
  added: 'added',
  dropped: 'dropped',
  leftOut: 'left out'
}

const rowOf = (arm: PlannedArm): ReadonlyArray<string> => [
  arm.id,
  verdicts[arm.verdict],
  arm.share > 0 ? `${(100 * arm.share).toFixed(1)} %` : '',
  interval(arm.reward, (reward) => reward.toFixed(3)),
  interval(arm.cost, usd),
  String(arm.pulls),
  arm.reducedReward === null ? '' : arm.reducedReward.toFixed(3),
  arm.worth === null ? '' : (1000 * arm.worth).toFixed(2)
]

const header = [
  'model',
  'verdict',
  'share',
  'reward',
  'USD per query',
  'observed',
  'reduced reward',
  'worth per 1,000'
]

/** A plan for people: what it does in sentences, the numbers in a table, and why for every model. */
export const planText = (plan: DeploymentPlan): string => {
  const { summary, arms } = explainPlan(plan)
  return [
    ...summary,
    '',
    alignedTable(header, plan.arms.map(rowOf)),
    '',
    ...arms.map(({ text }) => text)
  ].join('\n')
}
