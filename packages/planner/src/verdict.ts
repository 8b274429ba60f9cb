import type { PlannedArm, PlanReason } from '@stageroute/contracts'
import { tolerance } from '@stageroute/numeric'
import type { DeploymentChoice } from './choose-deployment'
import type { DecidedStage } from './decide-stage'
import { drainsFrom, type InventoryArm } from './inventory'
import type { PlanWorths } from './worth'

/** The entry of an arm of the inventory. */
export const toPlannedArm = (
  decided: DecidedStage,
  worths: PlanWorths,
  arm: InventoryArm
): PlannedArm => {
  const { candidates, choice, settings } = decided
  const dense = candidates.arms.indexOf(arm)
  const slot = choice.deployed.indexOf(dense)
  const isDeployed = dense >= 0 && slot >= 0
  const wasDeployed = settings.deployed.includes(arm.id)
  const share = choice.share[slot] ?? 0
  return {
    id: arm.id,
    verdict: verdictOf(isDeployed, wasDeployed),
    reason: isDeployed ? deployedFor(decided, arm, share) : missingFor(decided, arm, dense),
    share,
    capacity: arm.capacity,
    reward: arm.reward,
    cost: arm.cost,
    pulls: arm.pulls,
    reducedReward: reducedReward(choice, arm),
    capacityPrice: isDeployed ? capacityPrice(choice, arm, share) : null,
    capacityStep: worths.capacities.get(dense) ?? null,
    worth: worths.arms.get(dense) ?? null,
    shutdownAt: arm.shutdownAt,
    drainsFrom: drainsFrom(arm, settings)
  }
}

const verdictOf = (isDeployed: boolean, wasDeployed: boolean): PlannedArm['verdict'] =>
  isDeployed ? (wasDeployed ? 'kept' : 'added') : wasDeployed ? 'dropped' : 'leftOut'

const reducedReward = ({ budgetPrice }: DeploymentChoice, arm: InventoryArm): number | null =>
  budgetPrice === null ? null : arm.reward.upper - budgetPrice * arm.cost.lower

/** How far an arm stands above the threshold; null without prices. */
const lead = (choice: DeploymentChoice, arm: InventoryArm): number | null => {
  const reduced = reducedReward(choice, arm)
  return reduced === null || choice.threshold === null ? null : reduced - choice.threshold
}

const capacityPrice = (
  choice: DeploymentChoice,
  arm: InventoryArm,
  share: number
): number | null => {
  const above = lead(choice, arm)
  if (above === null) return null
  return share < arm.capacity - tolerance.share ? 0 : Math.max(0, above)
}

const deployedFor = (decided: DecidedStage, arm: InventoryArm, share: number): PlanReason => {
  const { minShare = 0 } = arm
  const isUnearned = share <= minShare + tolerance.share
  const capability = isUnearned ? onlyHere(decided, arm) : undefined
  if (arm.isPinned && isUnearned) return { _tag: 'pinned' }
  if (capability !== undefined) return { _tag: 'neededFor', capability }
  if (isUnearned && decided.affordableBy.includes(decided.candidates.arms.indexOf(arm)))
    return { _tag: 'affordable' }
  return share > 0 ? { _tag: 'earnsShare' } : { _tag: 'fillsSpareSlot' }
}

/** A needed capability that no other deployed arm has. */
const onlyHere = (
  { candidates, choice, rules }: DecidedStage,
  arm: InventoryArm
): string | undefined => {
  const others = choice.deployed.map((dense) => candidates.arms[dense]).filter((one) => one !== arm)
  return rules.capabilities.find(
    (capability) =>
      arm.capabilities.includes(capability) &&
      !others.some((other) => other?.capabilities.includes(capability))
  )
}

const missingFor = (decided: DecidedStage, arm: InventoryArm, dense: number): PlanReason => {
  const { candidates, choice, waiting } = decided
  const own = candidates.leftOut.get(arm.id)
  if (own !== undefined) return own
  if (choice.status === 'rulesInfeasible') return { _tag: 'rulesConflict' }
  if (waiting.includes(dense)) return { _tag: 'waitsItsTurn' }
  if (choice.switching.foregone.includes(dense)) return { _tag: 'changeNotWorthIt' }
  const above = lead(choice, arm)
  const full = fullProvider(decided, arm)
  if (full !== null && (above === null || above >= 0)) return full
  if (choice.status === 'capacityInfeasible') return { _tag: 'noSlot' }
  if (above === null) return { _tag: 'outearned', short: null }
  return above > tolerance.bound
    ? { _tag: 'noSlot' }
    : { _tag: 'outearned', short: Math.max(0, -above) }
}

const fullProvider = (
  { candidates, choice, settings }: DecidedStage,
  { provider }: InventoryArm
): PlanReason | null => {
  const most = provider === null ? undefined : settings.atMostOfProvider[provider]
  if (provider === null || most === undefined) return null
  const own = choice.deployed.filter((dense) => candidates.arms[dense]?.provider === provider)
  return own.length >= most ? { _tag: 'providerFull', provider, most } : null
}
