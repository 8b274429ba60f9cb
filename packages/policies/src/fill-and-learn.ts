import { fillSlots } from './fill-slots'
import type { Indices } from './indices'
import type { MixRule } from './mix-policy'
import { spend, type Spending } from './spending'

/**
 * Returns what policies without a deployment rule of their own have in common: they deploy by DeployOPT on their indices, fill the spare slots with
 * the arms nearest to the mix, learn every observation and book every cost.
 */
export const fillAndLearn = (
  indices: Indices,
  spending: Spending
): Pick<MixRule, 'arrive' | 'retire' | 'deploy' | 'observeCost' | 'observeReward'> => ({
  arrive: indices.arrive,
  retire: indices.retire,
  deploy: () => {
    indices.beginStage()
    return fillSlots(indices, indices.liveArms())
  },
  observeCost: (arm, cost) => {
    if (indices.learnCost(arm, cost)) spend(spending, cost)
  },
  observeReward: (arm, reward) => void indices.learnReward(arm, reward)
})
