import * as E from 'fp-ts/Either'
import { dot, invariant, tolerance } from '@stageroute/numeric'
import { isAffordable, solveBudgetedSelection, type BudgetedSelection } from '@stageroute/optimizer'
import { mapDistinct, segmentsOf } from './segments'
import type { Trial } from './trial'
import { everythingAtCapacity, stateTrueProgram } from './true-program'

/**
 * The optimum of the hindsight programme: `value` and `cost` per query, `budgetPrice` in reward per USD (infinite when the budget does not
 * even buy the cheapest mixes, whose value it then is).
 *
 * @category oracle
 * @since 0.1.0
 */
export interface Hindsight {
  readonly value: number
  readonly cost: number
  readonly budgetPrice: number
}

/**
 * Returns what one budget for the whole horizon could earn with true means: stages may spend more or less than their part of it. The value is
 * that of the programme's Lagrangian dual, an upper bound for every policy that keeps the budget by the end; it is attained when one stage
 * may change its deployment once.
 *
 * Cost: about ten budget prices, each one deployment problem without budget per distinct segment.
 *
 * @category oracle
 * @since 0.1.0
 */
export const hindsightOptimum = (trial: Trial): Hindsight => {
  const pools = weightedPools(trial)
  const { budget } = trial
  let dear = atPrice(pools, 0)
  if (isAffordable(dear.cost, budget)) return { ...dear, budgetPrice: 0 }
  let cheap = atPrice(pools, Infinity)
  if (!isAffordable(cheap.cost, budget)) return { ...cheap, budgetPrice: Infinity }
  for (let step = 1; ; step++) {
    const budgetPrice = (dear.value - cheap.value) / (dear.cost - cheap.cost)
    const middle = atPrice(pools, budgetPrice)
    const gain = middle.value - cheap.value - budgetPrice * (middle.cost - cheap.cost)
    if (gain <= tolerance.bound || step === STEP_LIMIT)
      return mixOf(cheap, dear, budget, budgetPrice)
    if (isAffordable(middle.cost, budget)) cheap = middle
    else dear = middle
  }
}

/** The search takes about ten steps; the limit only guards against a cycle in the last bits. */
const STEP_LIMIT = 200

/** What meets the budget between two vertices that are optimal at one price. */
const mixOf = (cheap: Vertex, dear: Vertex, budget: number, budgetPrice: number): Hindsight => {
  // A cheap vertex may miss the budget by rounding; it is then the answer, whatever the price between them.
  const part = Math.max(0, (budget - cheap.cost) / (dear.cost - cheap.cost))
  return {
    value: cheap.value + part * (dear.value - cheap.value),
    cost: cheap.cost + part * (dear.cost - cheap.cost),
    budgetPrice
  }
}

interface WeightedPool {
  readonly program: BudgetedSelection
  readonly weight: number
}

/** The deployment problem of each distinct segment, with its share of the queries. */
const weightedPools = (trial: Trial): ReadonlyArray<WeightedPool> => {
  const segments = segmentsOf(trial)
  const programs = mapDistinct(segments, (segment) => stateTrueProgram(trial, segment))
  const queriesOf = new Map<BudgetedSelection, number>()
  programs.forEach((program, i) =>
    queriesOf.set(program, (queriesOf.get(program) ?? 0) + (segments[i]?.length ?? 0))
  )
  return Array.from(queriesOf, ([program, queries]) => ({
    program,
    weight: queries / trial.queries
  }))
}

interface Vertex {
  readonly value: number
  readonly cost: number
}

/** What the horizon earns and costs per query when money has a price instead of a budget; price Infinity buys the cheapest mixes. */
const atPrice = (pools: ReadonlyArray<WeightedPool>, price: number): Vertex =>
  pools.reduce<Vertex>(
    (sum, { program, weight }) => {
      const share = pricedShare(program, price)
      return {
        value: sum.value + weight * dot(program.reward, share, program.size),
        cost: sum.cost + weight * dot(program.cost, share, program.size)
      }
    },
    { value: 0, cost: 0 }
  )

const pricedShare = (program: BudgetedSelection, price: number): Float64Array => {
  const { reward, cost } = program
  const answer = solveBudgetedSelection(
    price === Infinity
      ? { ...program, budget: 0 }
      : {
          ...program,
          reward: reward.map((value, arm) => value - price * (cost[arm] ?? 0)),
          // No mix costs more than the dearest arm, so this budget binds nothing.
          budget: cost.reduce((largest, value) => Math.max(largest, value), 0)
        }
  )
  invariant(E.isRight(answer), 'true means state a valid deployment programme')
  const { mix } = answer.right
  return mix._tag === 'capacityInfeasible' ? everythingAtCapacity(program) : mix.share
}
