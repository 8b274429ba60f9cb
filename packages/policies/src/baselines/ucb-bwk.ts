import { fillAndLearn } from '../fill-and-learn'
import { klIndices } from '../level-indices'
import { makeMixPolicy } from '../mix-policy'
import { makeMixProgram, solveMixInto } from '../mix-program'
import type { Policy, PolicySettings } from '../policy'
import { beginQuery, horizonOf, isUsedUp, keepSpending, makeSpending } from '../spending'

/** The most that the budget is shrunk by: the analysis asks for budgets so large that less is enough. */
const MOST_SHRINKAGE = 0.5

/**
 * Returns the share eps of the budget that is held back so that optimistic costs do not use it up, at most a half: 4 sqrt(gamma m / B) + 2 gamma m
 * log(T) / B.
 *
 * The n-th pull of an arm is bounded too low by 2 (sqrt(gamma c / n) + gamma / n), the pulls of all together by at most 4 sqrt(gamma m B) and
 * 2 gamma m log T; the source leaves such constants open.
 *
 * Unit: the whole budget in units of the cost scale.
 */
export const shrinkageOf = (
  gamma: number,
  arms: number,
  wholeBudget: number,
  horizon: number
): number => {
  const perBudget = wholeBudget > 0 ? (gamma * arms) / wholeBudget : gamma > 0 ? Infinity : 0
  return Math.min(MOST_SHRINKAGE, 4 * Math.sqrt(perBudget) + 2 * perBudget * Math.log(horizon))
}

/**
 * Returns UCB-BwK: every query is drawn from the best mix of optimistic rewards within a budget of optimistic costs, as in StageRoute, but of a
 * budget that is shrunk to make up for the optimism; once the whole budget is spent, queries go unserved.
 *
 * Source: S. Agrawal, N. R. Devanur, EC 2014 (Operations Research 67, 2019), the UCB algorithm for BwK with budget (1 - eps) B.
 * Adapted: rewards are bounded by KL-UCB, costs as the run says, whose gamma the shrinkage goes by; m counts the arms that have arrived; costs are
 *   divided by the cost scale; capacities are rows of the programme; of a stream of unknown length the horizon doubles. Deployment: DeployOPT on the
 *   bounds, spare slots by reduced reward.
 *
 * Cost: one RouteOPT per query, no allocation.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeUcbBwk = (settings: PolicySettings): Policy => {
  const { budget, index } = settings
  const indices = klIndices(settings)
  const { table, rewardUpper: reward, costLower: cost, capacity } = indices
  const spending = makeSpending()
  const program = makeMixProgram(settings.maxArms)
  const values = { reward, cost, capacity }
  return makeMixPolicy(settings, {
    ...fillAndLearn(indices, spending),
    id: 'ucb-bwk',
    stopsAtBudget: true,
    mixInto: (share, deployed) => {
      indices.beginQuery()
      beginQuery(spending)
      if (isUsedUp(spending, settings)) {
        share.fill(0)
        return
      }
      const horizon = horizonOf(spending, settings)
      const whole = (budget * horizon) / index.costScale
      const held = shrinkageOf(index.gamma, table.size, whole, horizon)
      solveMixInto(program, values, deployed, (1 - held) * budget, share)
    },
    parts: [...indices.parts, keepSpending(spending)]
  })
}
