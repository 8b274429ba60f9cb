import * as E from 'fp-ts/Either'
import type { DeploymentPlan, PlannedArm } from '@stageroute/contracts'
import { planStage, type InventoryArm, type StageSettings } from '@stageroute/planner'

/** An arm of an inventory that no rule concerns. */
export const armOf = (id: string, change: Partial<InventoryArm> = {}): InventoryArm => ({
  id,
  reward: { lower: 0.5, estimate: 0.6, upper: 0.7 },
  cost: { lower: 0.001, estimate: 0.0015, upper: 0.002 },
  pulls: 50,
  capacity: 1,
  switchCost: 0,
  provider: null,
  capabilities: [],
  isPinned: false,
  isForbidden: false,
  isDeprecated: false,
  arrivedAt: 0,
  shutdownAt: null,
  largestCost: null,
  ...change
})

export const plannedArmOf = (id: string, change: Partial<PlannedArm> = {}): PlannedArm => ({
  id,
  verdict: 'added',
  reason: { _tag: 'earnsShare' },
  share: 0.5,
  capacity: 1,
  reward: { lower: 0.5, estimate: 0.6, upper: 0.7 },
  cost: { lower: 0.001, estimate: 0.0015, upper: 0.002 },
  pulls: 50,
  reducedReward: 0.5,
  capacityPrice: 0,
  capacityStep: null,
  worth: 0.1,
  shutdownAt: null,
  drainsFrom: null,
  ...change
})

/** A plan that deploys these arms, made against plan number `previous`. */
export const planOf = (
  deployed: ReadonlyArray<string>,
  previous: number | null,
  change: Partial<DeploymentPlan> = {}
): DeploymentPlan => ({
  version: 1,
  stage: previous ?? 0,
  previous,
  startsAt: 0,
  endsAt: null,
  queries: 1000,
  status: 'optimal',
  conflict: null,
  value: 0.5,
  bound: 0.5,
  gap: 0,
  isProved: true,
  nodes: 1,
  budget: 0.002,
  budgetPrice: 0,
  threshold: 0.5,
  deployed,
  slots: { used: deployed.length, most: 3, worthOfOneMore: 0 },
  budgetStep: { usd: 0.0002, worth: 0 },
  arms: deployed.map((id) => plannedArmOf(id)),
  diff: { added: deployed, dropped: [], kept: [] },
  switching: { outcome: 'first', gain: null, cost: 0 },
  exploration: {
    rewardPerQuery: 0,
    rewardOverStage: 0,
    usdPerQuery: 0,
    usdOverStage: 0,
    wideShare: 0
  },
  warnings: [],
  ...change
})

/** An arm whose reward and cost are known for certain. */
export const knownArm = (
  id: string,
  reward: number,
  cost: number,
  change: Partial<InventoryArm> = {}
): InventoryArm =>
  armOf(id, {
    reward: { lower: reward, estimate: reward, upper: reward },
    cost: { lower: cost, estimate: cost, upper: cost },
    ...change
  })

/** An arm of which only the price is known. */
export const newcomer = (
  id: string,
  cost: number,
  change: Partial<InventoryArm> = {}
): InventoryArm =>
  armOf(id, {
    reward: { lower: 0, estimate: 0.5, upper: 1 },
    cost: { lower: cost, estimate: cost, upper: cost },
    pulls: 0,
    ...change
  })

export const settingsOf = (change: Partial<StageSettings> = {}): StageSettings => ({
  stage: 0,
  startsAt: 100,
  endsAt: 200,
  queries: 1000,
  drainTime: 10,
  budget: 0.01,
  maxDeployed: 2,
  deployed: [],
  atMostOfProvider: {},
  needed: [],
  coverable: null,
  fillSpare: false,
  keepsAffordable: false,
  previous: null,
  ...change
})

/** The plan of an inventory that must have one. */
export const planned = (
  inventory: ReadonlyArray<InventoryArm>,
  change: Partial<StageSettings> = {}
): DeploymentPlan => {
  const plan = planStage(inventory, settingsOf(change))
  if (E.isLeft(plan)) throw new Error(JSON.stringify(plan.left))
  return plan.right
}

export const entryOf = (plan: DeploymentPlan, id: string): PlannedArm => {
  const entry = plan.arms.find((arm) => arm.id === id)
  if (entry === undefined) throw new Error(`no entry of ${id}`)
  return entry
}
