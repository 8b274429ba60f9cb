import { chooseAmong } from '../choose-among'
import { coverable } from '../deploy-within'
import type { Indices } from '../indices'
import { makeMixProgram, solveMixInto } from '../mix-program'
import type { Policy, PolicySettings } from '../policy'
import { balance, isCovered, openPurse, type Purse } from '../purse'
import { spreadOpenInto } from '../spread-open'
import { makePrepaidPolicy } from './prepaid-policy'
import { dearestOf } from './dearest'
import { offerInto } from './probation'
import { remainingIndices } from './remaining-indices'
import { makeSteering } from './steering'

/**
 * Returns StageRoute at its best without looking at queries: indices that need no gamma and know how much is left to come, known prices, a prepaid ledger
 * whose balance is steered to a reserve, slots filled by value of information, arms on probation until an answer is judged, and a restart of
 * arms that change. An arm that the ledger does not cover is left out of a query's mix.
 *
 * Source: arXiv 2506.17254, DeployOPT and RouteOPT (Eqs. 3 and 7); the indices are those of `remainingIndices`; ledger, pacing and probation are ours.
 *
 * Cost: one RouteOPT per query, two where an arm of the mix is not covered, and the ledger's bookings.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeStageRouteStrong = (settings: PolicySettings): Policy => {
  const { maxArms } = settings
  const indices = remainingIndices(settings)
  const { table, capacity, rewardUpper: reward, costLower: cost, most } = indices
  const purse = openPurse(settings)
  const steering = makeSteering(settings, purse)
  const program = makeMixProgram(maxArms)
  const offered = new Float64Array(maxArms)
  const values = { reward, cost, capacity: offered }
  const part = new Float64Array(maxArms)
  const covered: Array<number> = []
  return makePrepaidPolicy(settings, indices, purse, {
    id: 'stage-route-strong',
    deploy: () => {
      indices.beginStage()
      return deployCovered(settings, indices, purse, steering.budgetNow())
    },
    mixInto: (share, deployed) => {
      indices.beginQuery()
      offerInto(offered, table, capacity, deployed)
      const budget = steering.budgetNow()
      solveMixInto(program, values, deployed, budget, share)
      const dearest = dearestOf(most, share, deployed)
      steering.setDearest(dearest)
      if (dearest <= balance(purse)) return
      covered.length = 0
      for (const arm of deployed) if (isCovered(purse, arm)) covered.push(arm)
      if (covered.length > 0) solveMixInto(program, values, covered, budget, part)
      spreadOpenInto(share, deployed, part, covered)
    },
    learnCost: (arm, paid) => indices.learnCost(arm, paid),
    observeReward: (arm, earned) => void indices.learnReward(arm, earned),
    parts: [steering.part]
  })
}

/** DeployOPT over the arms that the purse can cover, at the budget or what more of it is left; spare slots by value of information. */
const deployCovered = (
  settings: PolicySettings,
  indices: Indices,
  purse: Purse,
  budget: number
): ReadonlyArray<number> => {
  const arms = coverable(settings, indices.liveArms(), purse)
  const width = new Float64Array(settings.maxArms)
  arms.forEach((arm) => (width[arm] = indices.widthOf(arm)))
  const { rewardUpper, costLower, capacity } = indices
  const { maxDeployed } = settings
  const within = { maxDeployed, budget: Math.max(settings.budget, budget) }
  const choice = chooseAmong({ rewardUpper, costLower, capacity, settings: within }, arms, width)
  return choice.deployed.map((position) => arms[position] ?? 0)
}
