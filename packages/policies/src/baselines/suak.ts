import { fillAndLearn } from '../fill-and-learn'
import { keepColumn } from '../keep-column'
import { klIndices } from '../level-indices'
import { makeMixPolicy } from '../mix-policy'
import { makeMixProgram, solveMixInto } from '../mix-program'
import type { Policy, PolicySettings } from '../policy'
import { beginQuery, keepSpending, makeSpending } from '../spending'

/**
 * Returns what should be left over at the t-th query, USD: so many of the dearest queries as log t counts, and one.
 */
export const reserveOf = (dearest: number, query: number): number => dearest * (1 + Math.log(query))

/** Returns the budget of the next query: as much above or below `budget` as what is left over is above or below the reserve. */
export const reservedBudget = (budget: number, left: number, reserve: number): number =>
  reserve > 0 ? (budget * left) / reserve : budget

/**
 * Returns SUAK, bandits with anytime knapsacks: at no query has it spent more than its float and the budget so far. Every query is drawn from the
 * best mix of optimistic rewards and costs within a budget that falls short of b while the reserve builds up; a query whose arm could cost more than
 * what is left goes unserved.
 *
 * Source: E. C. Elumar, C. Tekin, O. Yagan, arXiv 2501.18560: UCB on the mix, a slight under-use of the budget so that few queries are skipped, a skip
 *   where the constraint could be violated; regret of the order log T.
 * Adapted: the under-use keeps a reserve of the order log t and needs no parameter of the instance; rewards are bounded by KL-UCB, costs as the run
 *   says; capacities are rows of the programme; the float is there before the first query. Deployment: DeployOPT on the bounds, spare slots by
 *   reduced reward.
 *
 * Cost: one RouteOPT per query, no allocation.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeSuak = (settings: PolicySettings): Policy => {
  const { maxArms, budget, openingFloat } = settings
  const indices = klIndices(settings)
  const { table, rewardUpper: reward, costLower: cost, capacity } = indices
  const spending = makeSpending()
  const largest = new Float64Array(maxArms)
  const program = makeMixProgram(maxArms)
  const values = { reward, cost, capacity }
  return makeMixPolicy(settings, {
    ...fillAndLearn(indices, spending),
    id: 'suak',
    isPrepaid: true,
    arrive: (share, largestCost) => {
      const arm = table.size
      indices.arrive(share, largestCost)
      if (table.size > arm) largest[arm] = largestCost
    },
    mixInto: (share, deployed) => {
      indices.beginQuery()
      beginQuery(spending)
      const left = openingFloat + budget * spending.done - spending.spent
      let dearest = 0
      for (let i = 0; i < deployed.length; i++)
        dearest = Math.max(dearest, largest[deployed[i] as number] as number)
      const now = reservedBudget(budget, left, reserveOf(dearest, spending.done))
      solveMixInto(program, values, deployed, Math.max(0, now), share)
      for (let i = 0; i < deployed.length; i++)
        if (!((largest[deployed[i] as number] as number) <= left)) share[i] = 0
    },
    parts: [
      ...indices.parts,
      keepColumn('largest-costs', largest, {
        isGood: (cost) => cost >= 0,
        problem: 'is no amount of money'
      }),
      keepSpending(spending)
    ]
  })
}
