import type { PlanWarning } from '@stageroute/contracts'
import { isAffordable } from '@stageroute/optimizer'
import type { DeploymentChoice } from './choose-deployment'
import type { DecidedStage } from './decide-stage'
import { estimateMix } from './exploration'
import type { InventoryArm } from './inventory'

/** What an operator should know beside the plan, in the order of the union. */
export const findWarnings = (decided: DecidedStage): ReadonlyArray<PlanWarning> => {
  const { inventory, settings, candidates, choice, rules } = decided
  const isLeftOut = ({ id }: InventoryArm): boolean => candidates.leftOut.has(id)
  const pins = inventory.filter((arm) => arm.isPinned && isLeftOut(arm))
  const gone = settings.deployed.filter((id) => !inventory.some((arm) => arm.id === id))
  return [
    ...pins.map(({ id }): PlanWarning => ({ _tag: 'pinLeftOut', arm: id })),
    ...rules.missing.map((capability): PlanWarning => ({ _tag: 'capabilityMissing', capability })),
    ...gone.map((arm): PlanWarning => ({ _tag: 'deployedGone', arm })),
    ...moneyWarnings(decided),
    ...(choice.isProved ? [] : [{ _tag: 'notProved', gap: choice.gap } as const]),
    ...newcomerWarnings(candidates.arms, choice)
  ]
}

const moneyWarnings = ({
  candidates,
  choice,
  settings,
  unaffordable
}: DecidedStage): ReadonlyArray<PlanWarning> => {
  const { deployed, share, status } = choice
  switch (status) {
    case 'budgetInfeasible': {
      const leastCost = deployed.reduce(
        (sum, dense, i) => sum + (candidates.arms[dense]?.cost.lower ?? 0) * (share[i] ?? 0),
        0
      )
      return [{ _tag: 'budgetTooSmall', leastCost }]
    }
    case 'capacityInfeasible':
      return [{ _tag: 'capacityTooSmall', reach: share.reduce((sum, part) => sum + part, 0) }]
    case 'optimal': {
      const { cost } = estimateMix(candidates.arms, choice)
      return [
        ...(isAffordable(cost, settings.budget)
          ? []
          : [{ _tag: 'costlyByEstimates', cost } as const]),
        ...(unaffordable === null ? [] : [{ _tag: 'notAffordable', cost: unaffordable } as const])
      ]
    }
    case 'rulesInfeasible':
      return []
  }
}

const newcomerWarnings = (
  arms: ReadonlyArray<InventoryArm>,
  { deployed }: DeploymentChoice
): ReadonlyArray<PlanWarning> => {
  const waiting = arms.filter(({ pulls }, dense) => pulls === 0 && !deployed.includes(dense))
  return waiting.length === 0 ? [] : [{ _tag: 'newcomersWait', arms: waiting.length }]
}
