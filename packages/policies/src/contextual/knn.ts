import { findBadEntry, invalidSnapshot, isCount } from '@stageroute/estimators'
import { keepNumbers, type Kept } from '../kept'
import type { Policy, PolicySettings, QueryContext } from '../policy'
import { makeMoneyPrice } from './money-price'
import { makeContextPolicy, pointAtBestInto } from './scored-policy'

/** Queries that are remembered of an arm, the last ones. */
const MEMORY = 128
/** Neighbours that an arm's reward is estimated from. */
const NEIGHBOURS = 16

/**
 * Returns k nearest neighbours with a price of money: an arm's reward is the mean of what it earned on the most similar queries that it answered,
 * those that are missing to k taken as fully rewarded; a query goes to the arm of the greatest estimate less price times cost.
 *
 * Source: Q. Hu et al., RouterBench, arXiv 2403.12031 (k nearest neighbours, score reward x willingness to pay - cost); Li, arXiv 2505.12601, that
 *   tuned neighbours match learned routers.
 * Adapted: learned online from the arm's own answers, of which the last 128 are remembered and 16 counted; one more neighbour of reward 1 keeps
 *   arms from being given up; the price is that of `makeDualDescent`; capacities, deployment and the end of the budget as of
 *   `makeContextPolicy`.
 *
 * Cost: O(128 d) per deployed arm and query.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeKnn = (settings: PolicySettings): Policy =>
  makeContextPolicy(settings, ({ costLower }) => {
    const memory = makeMemory(settings)
    const price = makeMoneyPrice(settings)
    const scoreOf = (arm: number, context: QueryContext): number =>
      memory.estimate(arm, context) - price.perUsd() * (costLower[arm] as number)
    return {
      id: 'knn',
      stopsAtBudget: true,
      advance: price.advance,
      mixInto: (share, open, context) => pointAtBestInto(share, open, scoreOf, context),
      learnReward: (arm, reward, context) => memory.add(arm, reward, context),
      parts: [memory.part, price.part]
    }
  })

/**
 * What arms earned on their last queries.
 *
 * Shape: `rows` is arm x place x feature, `rewards` arm x place, `added` per arm.
 */
const makeMemory = ({ maxArms, contexts }: PolicySettings) => {
  const d = contexts.features
  const rows = new Float64Array(maxArms * MEMORY * d)
  const rewards = new Float64Array(maxArms * MEMORY)
  const added = new Float64Array(maxArms)
  const nearest = new Float64Array(NEIGHBOURS)
  const earned = new Float64Array(NEIGHBOURS)

  const distance = (place: number, { features }: QueryContext): number => {
    let sum = 0
    for (let f = 0; f < d; f++) {
      const gap = (rows[place * d + f] as number) - (features[f] as number)
      sum += gap * gap
    }
    return sum
  }

  /** Puts a neighbour where it belongs among the `count` nearest so far; of equally near ones the later place wins, which was written last. */
  const insert = (count: number, gap: number, reward: number): void => {
    let at = count < NEIGHBOURS ? count : NEIGHBOURS - 1
    while (at > 0 && (nearest[at - 1] as number) >= gap) {
      nearest[at] = nearest[at - 1] as number
      earned[at] = earned[at - 1] as number
      at--
    }
    nearest[at] = gap
    earned[at] = reward
  }

  return {
    add: (arm: number, reward: number, { features }: QueryContext): void => {
      const place = arm * MEMORY + ((added[arm] as number) % MEMORY)
      rows.set(features, place * d)
      rewards[place] = reward
      added[arm]! += 1
    },
    estimate: (arm: number, context: QueryContext): number => {
      const known = Math.min(added[arm] as number, MEMORY)
      let count = 0
      for (let i = 0; i < known; i++) {
        const place = arm * MEMORY + i
        const gap = distance(place, context)
        if (count === NEIGHBOURS && gap > (nearest[NEIGHBOURS - 1] as number)) continue
        insert(count, gap, rewards[place] as number)
        if (count < NEIGHBOURS) count++
      }
      let sum = 1 + NEIGHBOURS - count
      for (let i = 0; i < count; i++) sum += earned[i] as number
      return sum / (NEIGHBOURS + 1)
    },
    part: keepMemory({ rows, rewards, added })
  }
}

const keepMemory = ({
  rows,
  rewards,
  added
}: {
  readonly rows: Float64Array
  readonly rewards: Float64Array
  readonly added: Float64Array
}): Kept =>
  keepNumbers({
    layout: {
      kind: 'neighbours',
      version: 1,
      figures: ['arms', 'length'],
      columns: ['rows', 'rewards', 'added'],
      lengthOf: ({ arms = 0, length = 0 }, column) =>
        column === 'rows' ? length : column === 'rewards' ? arms * MEMORY : arms
    },
    read: () => ({
      figures: { arms: added.length, length: rows.length },
      columns: { rows, rewards, added }
    }),
    findProblem: (snapshot) => {
      const { arms, length } = snapshot.figures
      if (arms !== added.length || length !== rows.length)
        return invalidSnapshot('figures', 'are those of other arms or contexts')
      const isReward = (value: number): boolean => value >= 0 && value <= 1
      return (
        findBadEntry(snapshot, 'added', isCount, 'is no count') ??
        findBadEntry(snapshot, 'rewards', isReward, 'is no reward') ??
        findBadEntry(snapshot, 'rows', Number.isFinite, 'is no feature')
      )
    },
    write: ({ columns }) => {
      rows.set(columns['rows'] ?? [])
      rewards.set(columns['rewards'] ?? [])
      added.set(columns['added'] ?? [])
    }
  })
