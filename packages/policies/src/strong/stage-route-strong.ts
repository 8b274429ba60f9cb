import { tolerance } from '@stageroute/numeric'
import { chooseAmong } from '../choose-among'
import { coverable } from '../deploy-within'
import type { Indices } from '../indices'
import { keepFigure } from '../keep-figure'
import { makeMixProgram, solveMixInto, type MixProgram, type MixValues } from '../mix-program'
import type { Policy, PolicySettings } from '../policy'
import { balance, isCovered, openPurse, type Purse } from '../purse'
import { makePrepaidPolicy } from './prepaid-policy'
import { offerInto } from './probation'
import { remainingIndices } from './remaining-indices'
import { steadyBudget } from './steady-budget'

/**
 * Returns StageRoute at its best without looking at queries: indices that need no gamma and know how much is left to come, known prices, a prepaid ledger
 * whose balance is steered to a reserve, slots filled by value of information, arms on probation until an answer is judged, and a restart of
 * arms that change.
 *
 * Source: arXiv 2506.17254, DeployOPT and RouteOPT (Eqs. 3 and 7); the indices are those of `remainingIndices`; ledger, pacing and probation are ours.
 *
 * Cost: one RouteOPT per query, two where an arm of the mix is not covered, and the ledger's bookings.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeStageRouteStrong = (settings: PolicySettings): Policy => {
  const indices = remainingIndices(settings)
  const { table, capacity, rewardUpper, costLower, most } = indices
  const purse = openPurse(settings)
  const offered = new Float64Array(settings.maxArms)
  const mixing = makeCoveredMix(settings.maxArms, purse, {
    reward: rewardUpper,
    cost: costLower,
    capacity: offered
  })
  const reserve = { left: 0, done: 0, dearest: 0 }
  const budgetNow = (): number => {
    reserve.left = balance(purse)
    reserve.done = Math.max(1, purse.done)
    return steadyBudget(settings, reserve)
  }
  return makePrepaidPolicy(settings, purse, {
    id: 'stage-route-strong',
    takeIn: (share, largestCost) => {
      const arm = table.size
      indices.arrive(share, largestCost)
      return table.size > arm ? arm : -1
    },
    retire: indices.retire,
    deploy: () => {
      indices.beginStage()
      return deployCovered(settings, indices, purse, budgetNow())
    },
    mixInto: (share, deployed) => {
      indices.beginQuery()
      offerInto(offered, table, capacity, deployed)
      const budget = budgetNow()
      mixing.solveInto(share, deployed, budget)
      reserve.dearest = dearestOf(most, share, deployed)
      if (reserve.dearest > reserve.left) mixing.solveCoveredInto(share, deployed, budget)
    },
    learnCost: (arm, cost) => indices.learnCost(arm, cost),
    observeReward: (arm, reward) => void indices.learnReward(arm, reward),
    parts: [
      ...indices.parts,
      keepFigure(
        'dearest',
        [0, Number.MAX_VALUE],
        () => reserve.dearest,
        (cost) => void (reserve.dearest = cost)
      )
    ]
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
  const bounds = { rewardUpper, costLower, capacity }
  const { maxDeployed } = settings
  const within = { maxDeployed, budget: Math.max(settings.budget, budget) }
  const choice = chooseAmong({ ...bounds, settings: within }, arms, width)
  return choice.deployed.map((position) => arms[position] ?? 0)
}

/** The most that a query can cost with the dearest arm of a mix, USD. */
const dearestOf = (
  most: Float64Array,
  share: Float64Array,
  deployed: ReadonlyArray<number>
): number => {
  let dearest = 0
  for (let i = 0; i < deployed.length; i++) {
    const cost = most[deployed[i] as number] as number
    if ((share[i] as number) > tolerance.share && cost > dearest) dearest = cost
  }
  return dearest
}

/** RouteOPT over the deployed arms, or over those of them that the purse covers. */
interface CoveredMix {
  readonly solveInto: (share: Float64Array, deployed: ReadonlyArray<number>, budget: number) => void
  readonly solveCoveredInto: (
    share: Float64Array,
    deployed: ReadonlyArray<number>,
    budget: number
  ) => void
}

const makeCoveredMix = (maxArms: number, purse: Purse, values: MixValues): CoveredMix => {
  const program: MixProgram = makeMixProgram(maxArms)
  const part = new Float64Array(maxArms)
  const covered: Array<number> = []
  return {
    solveInto: (share, deployed, budget) =>
      void solveMixInto(program, values, deployed, budget, share),
    solveCoveredInto: (share, deployed, budget) => {
      covered.length = 0
      for (const arm of deployed) if (isCovered(purse, arm)) covered.push(arm)
      share.fill(0, 0, deployed.length)
      if (covered.length === 0) return
      solveMixInto(program, values, covered, budget, part)
      for (let i = 0, j = 0; j < covered.length; i++) {
        if (deployed[i] === covered[j]) share[i] = part[j++] as number
      }
    }
  }
}
