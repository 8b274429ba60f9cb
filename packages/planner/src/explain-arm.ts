import type { DeploymentPlan, PlannedArm, PlanReason } from '@stageroute/contracts'
import { figure, percent, perThousand, rewardPerThousand, usdPerThousand } from './words'

const verdicts: Readonly<Record<PlannedArm['verdict'], string>> = {
  kept: 'kept',
  added: 'added',
  dropped: 'dropped',
  leftOut: 'left out'
}

/** What a plan says of one arm, in sentences. */
export const explainArm = (plan: DeploymentPlan, arm: PlannedArm): string => {
  const isDeployed = plan.deployed.includes(arm.id)
  const sentences = [
    `${arm.id}: ${verdicts[arm.verdict]}.`,
    explainReason(arm.reason),
    explainBounds(arm),
    ...(isDeployed ? deployedSentences(plan, arm) : missingSentences(plan, arm)),
    ...drainSentences(arm)
  ]
  return sentences.join(' ')
}

const explainReason = (reason: PlanReason): string => {
  switch (reason._tag) {
    case 'earnsShare':
      return 'It carries a share of the best mix.'
    case 'pinned':
      return 'It is pinned.'
    case 'neededFor':
      return `It is the only one deployed that can do "${reason.capability}", which traffic needs.`
    case 'affordable':
      return 'Deployed so that every query can be served within the budget even if models cost as much as they may.'
    case 'fillsSpareSlot':
      return 'It fills a slot that the best mix leaves empty, ready to be tried.'
    case 'changeNotWorthIt':
      return 'Switching to it would cost more than it earns in this stage.'
    case 'restored':
      return `Plan ${reason.plan} was restored.`
    case 'forbidden':
      return 'It is forbidden.'
    case 'deprecated':
      return 'It is deprecated, so it is not newly deployed.'
    case 'shutDown':
      return `It was shut down at ${reason.at}.`
    case 'drains':
      return `It would have to begin to drain at ${reason.from}, before the stage ends.`
    case 'notCoverable':
      return `One query can cost ${figure(reason.largestCost)} USD, and at most ${figure(reason.coverable)} USD can be set aside for one.`
    case 'providerFull':
      return `At most ${reason.most} of provider "${reason.provider}" may be deployed, and others earn more.`
    case 'rulesConflict':
      return 'The rules cannot be met together.'
    case 'outearned':
      return 'Others earn more for their cost.'
    case 'noSlot':
      return 'No slot is left for it.'
    case 'waitsItsTurn':
      return 'It was not observed yet, and others of which nothing is known go first.'
  }
}

const explainBounds = ({ reward, cost, pulls }: PlannedArm): string => {
  const known = pulls === 0 ? 'nothing observed yet' : `estimate ${figure(reward.estimate)}`
  return `Earns up to ${figure(reward.upper)} (${known}), costs at least ${usdPerThousand(cost.lower)} (estimate ${perThousand(cost.estimate)}).`
}

const deployedSentences = (plan: DeploymentPlan, arm: PlannedArm): ReadonlyArray<string> => {
  const { capacityPrice, capacityStep, worth } = arm
  return [
    ...(arm.share > 0
      ? [`Takes ${percent(arm.share)} of the queries, ${limitOf(plan, arm)}.`]
      : []),
    ...(capacityPrice !== null && capacityPrice > 0
      ? [
          `A query sent to it is worth ${figure(capacityPrice)} more than the last one that got a share.`
        ]
      : []),
    ...(capacityStep === null || capacityStep.worth === null || capacityStep.worth === 0
      ? []
      : [
          `If it could take ${percent(capacityStep.share)} more of the queries, that would earn ${rewardPerThousand(capacityStep.worth)}.`
        ]),
    ...(worth === null ? [] : [`Without it the plan would earn ${rewardPerThousand(worth)} less.`])
  ]
}

/** What keeps an arm's share from growing. */
const limitOf = (
  { budgetPrice, status }: DeploymentPlan,
  { share, capacity }: PlannedArm
): string => {
  if (share >= capacity) return 'all it may take'
  if (status === 'budgetInfeasible') return 'as the cheapest mix has it'
  return budgetPrice !== null && budgetPrice > 0
    ? 'limited by the budget'
    : 'what better ones leave'
}

const missingSentences = (
  { budgetPrice }: DeploymentPlan,
  { reason, worth }: PlannedArm
): ReadonlyArray<string> => {
  const short = reason._tag === 'outearned' ? reason.short : null
  const isCheaper = short !== null && budgetPrice !== null && budgetPrice > 0
  const orCheaper = isCheaper ? `, or cost ${usdPerThousand(short / budgetPrice)} less` : ''
  return [
    ...(short === null
      ? []
      : [`To enter it would have to earn ${figure(short)} more per query${orCheaper}.`]),
    ...(worth === null ? [] : [`Forcing it in would lose ${rewardPerThousand(worth)}.`])
  ]
}

const drainSentences = ({ drainsFrom, shutdownAt }: PlannedArm): ReadonlyArray<string> =>
  drainsFrom === null || shutdownAt === null
    ? []
    : [`It must begin to drain at ${drainsFrom} and shuts down at ${shutdownAt}.`]
