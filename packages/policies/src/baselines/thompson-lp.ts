import { drawBeta, pullsOf } from '@stageroute/estimators'
import { fillSlots } from '../fill-slots'
import { paperIndices } from '../indices'
import { makeMixPolicy } from '../mix-policy'
import { makeMixProgram, solveMixInto } from '../mix-program'
import type { Policy, PolicySettings } from '../policy'

/**
 * Returns Thompson sampling with a linear programme: for every query rewards are drawn from their posteriors, and the query from the best mix of them
 * within the budget. Costs are the means seen so far.
 *
 * Source: K. J. Ferreira, D. Simchi-Levi, H. Wang, Operations Research 66 (2018), TS-fixed: the budget of a query is always b.
 * Adapted: rewards in between count as fractions of a success of the Beta posterior; an arm that was never paid for is taken to cost the least;
 *   capacities are rows of the programme, and every query is served. Deployment: DeployOPT on a draw of all arms, spare slots by reduced reward.
 *
 * Cost: per query a posterior draw for each deployed arm and one RouteOPT, no allocation.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeThompsonLp = (settings: PolicySettings): Policy => {
  const { maxArms, budget, stream } = settings
  // Without a radius bounds are means, and the optimistic ends where nothing is known.
  const indices = paperIndices({ ...settings, index: { ...settings.index, gamma: 0 } })
  const { capacity, costLower: cost, table } = indices
  const reward = new Float64Array(maxArms)
  const program = makeMixProgram(maxArms)
  const values = { reward, cost, capacity }
  const draw = (arms: ReadonlyArray<number>): void => {
    for (let i = 0; i < arms.length; i++) {
      const arm = arms[i] as number
      const pulls = pullsOf(table.reward, arm)
      const earned = pulls * (table.reward.mean[arm] as number)
      reward[arm] = drawBeta(stream, 1 + earned, 1 + Math.max(0, pulls - earned))
    }
  }
  return makeMixPolicy(settings, {
    id: 'thompson-lp',
    arrive: indices.arrive,
    retire: indices.retire,
    deploy: () => {
      const live = indices.liveArms()
      draw(live)
      return fillSlots({ settings, rewardUpper: reward, costLower: cost, capacity }, live)
    },
    mixInto: (share, deployed) => {
      draw(deployed)
      solveMixInto(program, values, deployed, budget, share)
    },
    observeCost: (arm, paid) => void indices.learnCost(arm, paid),
    observeReward: (arm, earned) => void indices.learnReward(arm, earned),
    parts: indices.parts
  })
}
