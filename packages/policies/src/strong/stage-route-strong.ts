import { coverable } from '../deploy-within'
import { makeMixProgram, solveMixInto } from '../mix-program'
import type { Policy, PolicySettings } from '../policy'
import { balance, isCovered, openPurse } from '../purse'
import { spreadOpenInto } from '../spread-open'
import { dearestOf } from './dearest'
import { deployCovered } from './deploy-covered'
import type { Mechanism } from './mechanisms'
import { makePrepaidPolicy } from './prepaid-policy'
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
export const makeStageRouteStrong = (settings: PolicySettings): Policy =>
  makeStrongWithout(settings, 'stage-route-strong', null)

/** The policy, or a variant with an id of its own that lacks a mechanism. */
export const makeStrongWithout = (
  settings: PolicySettings,
  id: string,
  without: Mechanism | null
): Policy => {
  const { maxArms } = settings
  const indices = remainingIndices(settings, without)
  const { table, capacity, rewardUpper: reward, costLower: cost, most } = indices
  const purse = openPurse(settings)
  const steering = makeSteering(settings, purse)
  const budgetNow = without === 'steering' ? () => settings.budget : steering.budgetNow
  const program = makeMixProgram(maxArms)
  const offered = new Float64Array(maxArms)
  const values = { reward, cost, capacity: offered }
  const part = new Float64Array(maxArms)
  const covered: Array<number> = []
  return makePrepaidPolicy(settings, indices, purse, {
    id,
    deploy: () => {
      indices.beginStage()
      const budget = Math.max(settings.budget, budgetNow())
      const arms = coverable(settings, indices.liveArms(), purse)
      return deployCovered(indices, arms, budget)
    },
    mixInto: (share, deployed) => {
      indices.beginQuery()
      if (without === 'probation') offered.set(capacity)
      else offerInto(offered, table, capacity, deployed)
      const budget = budgetNow()
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
