import { invalidSnapshot, isCount } from '@stageroute/estimators'
import { fillSlots } from '../fill-slots'
import { paperIndices } from '../indices'
import { keepArms } from '../keep-parts'
import { keepNumbers, type Kept } from '../kept'
import { levelShares } from '../level-shares'
import { makeMixPolicy } from '../mix-policy'
import { makeMixProgram, solveMixInto } from '../mix-program'
import type { Policy, PolicySettings } from '../policy'

/** The c of the source, which asks for more than 5, and its d, the least gap between rewards: unknown, the largest there is explores least. */
const EXPLORATION = 5
const GAP = 1

/** Returns the share of exploration of the t-th query since the arms were last new: min(1, c M / (d^2 t)). */
export const explorationOf = (deployed: number, query: number): number =>
  Math.min(1, (EXPLORATION * deployed) / (GAP * GAP * query))

/** What exploration goes by: queries since an arm was deployed for the first time, and which arms have been. */
interface Explored {
  since: number
  readonly isKnown: Uint8Array
}

/**
 * Returns epsilon-greedy: a falling share of the queries is spread evenly over the deployed arms, as capacities allow, the others are drawn from the
 * best mix of mean rewards within a budget of mean costs. The budget is not charged with the exploration.
 *
 * Source: P. Auer, N. Cesa-Bianchi, P. Fischer, Machine Learning 47 (2002), epsilon_n-greedy: epsilon = min(1, c K / (d^2 n)).
 * Adapted: the best arm is the best mix; n starts anew when an arm is deployed for the first time, or a newcomer would hardly be tried; arms of which
 *   nothing is known earn 1 at the least cost. Deployment: DeployOPT on the means, spare slots by reduced reward.
 *
 * Cost: one RouteOPT per query, no allocation.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeEpsilonGreedy = (settings: PolicySettings): Policy => {
  const { maxArms, budget } = settings
  // Without a radius bounds are means, and the optimistic ends where nothing is known.
  const indices = paperIndices({ ...settings, index: { ...settings.index, gamma: 0 } })
  const { capacity, rewardUpper: reward, costLower: cost } = indices
  const program = makeMixProgram(maxArms)
  const values = { reward, cost, capacity }
  const explored: Explored = { since: 0, isKnown: new Uint8Array(maxArms) }
  let level = new Float64Array(maxArms)
  return makeMixPolicy(settings, {
    id: 'epsilon-greedy',
    arrive: indices.arrive,
    retire: indices.retire,
    deploy: () => {
      const deployed = fillSlots(indices, indices.liveArms())
      noteNew(explored, deployed)
      return deployed
    },
    onDeployed: (deployed) => {
      level = levelShares(deployed, capacity, maxArms)
    },
    mixInto: (share, deployed) => {
      explored.since++
      const epsilon = explorationOf(deployed.length, explored.since)
      solveMixInto(program, values, deployed, budget, share)
      for (let i = 0; i < deployed.length; i++) {
        const even = level[deployed[i] as number] as number
        share[i] = (1 - epsilon) * (share[i] as number) + epsilon * even
      }
    },
    observeCost: (arm, paid) => void indices.learnCost(arm, paid),
    observeReward: (arm, earned) => void indices.learnReward(arm, earned),
    parts: [...indices.parts, ...keepExplored(explored)]
  })
}

const noteNew = (explored: Explored, deployed: ReadonlyArray<number>): void => {
  if (deployed.some((arm) => explored.isKnown[arm] === 0)) explored.since = 0
  deployed.forEach((arm) => (explored.isKnown[arm] = 1))
}

const keepExplored = (explored: Explored): ReadonlyArray<Kept> => [
  keepArms(
    'explored',
    explored.isKnown.length,
    () => Array.from(explored.isKnown.keys()).filter((arm) => explored.isKnown[arm] === 1),
    (arms) => {
      explored.isKnown.fill(0)
      arms.forEach((arm) => (explored.isKnown[arm] = 1))
    }
  ),
  keepNumbers({
    layout: { kind: 'since', version: 1, figures: ['queries'], columns: [], lengthOf: () => 0 },
    read: () => ({ figures: { queries: explored.since }, columns: {} }),
    findProblem: ({ figures: { queries = -1 } }) =>
      isCount(queries) ? undefined : invalidSnapshot('figures.queries', 'is no count'),
    write: ({ figures }) => void (explored.since = figures['queries'] ?? 0)
  })
]
