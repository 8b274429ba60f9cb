import type { DeploymentPlan, PlannedArm } from '../src'

export const plannedArm: PlannedArm = {
  id: 'gpt-4',
  verdict: 'added',
  reason: { _tag: 'earnsShare' },
  share: 0.25,
  capacity: 0.5,
  reward: { lower: 0.5, estimate: 0.75, upper: 0.875 },
  cost: { lower: 0.001, estimate: 0.002, upper: 0.004 },
  pulls: 12,
  reducedReward: 0.5,
  capacityPrice: 0,
  capacityStep: { share: 0.1, worth: null },
  worth: 0.125,
  shutdownAt: null,
  drainsFrom: null
}

export const plan: DeploymentPlan = {
  version: 1,
  stage: 3,
  previous: null,
  startsAt: -5,
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
  budgetPrice: 125,
  threshold: 0.25,
  deployed: ['gpt-4'],
  slots: { used: 1, most: 2, worthOfOneMore: 0 },
  budgetStep: { usd: 0.0002, worth: null },
  arms: [plannedArm],
  diff: { added: ['gpt-4'], dropped: [], kept: [] },
  switching: { outcome: 'first', gain: null, cost: 2 },
  exploration: {
    rewardPerQuery: -0.01,
    rewardOverStage: -10,
    usdPerQuery: 0.001,
    usdOverStage: 1,
    wideShare: 0.25
  },
  warnings: [{ _tag: 'newcomersWait', arms: 2 }]
}
