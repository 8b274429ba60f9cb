import * as E from 'fp-ts/Either'
import { invariant, tolerance } from '@stageroute/numeric'
import { solveContextualSimplex, type ContextualSimplex } from '@stageroute/optimizer'
import { prohibitivePrice } from '../contextual/sample-price'
import { keepColumn } from '../keep-column'
import { keepFigure } from '../keep-figure'
import type { Kept } from '../kept'
import type { Profiles } from './profiles'

/** What a programme is stated from. */
export interface ProfileValues {
  readonly rewardUpper: (arm: number, row: Float64Array) => number
  readonly cost: (arm: number, row: Float64Array) => number
  /** Shape: by arm. */
  readonly capacity: Float64Array
}

/** Returns RouteOPT by profile over some arms. */
export const stateProfiles = (
  profiles: Profiles,
  arms: ReadonlyArray<number>,
  { rewardUpper, cost, capacity }: ProfileValues,
  budget: number
): ContextualSimplex => {
  const contexts = profiles.count()
  const size = arms.length
  const rewards = new Float64Array(contexts * size)
  const costs = new Float64Array(contexts * size)
  profiles.forEach((row, profile) =>
    arms.forEach((arm, i) => {
      rewards[profile * size + i] = rewardUpper(arm, row)
      costs[profile * size + i] = cost(arm, row)
    })
  )
  return {
    contexts,
    size,
    weight: profiles.weights(),
    reward: rewards,
    cost: costs,
    capacity: Float64Array.from(arms, (arm) => capacity[arm] ?? 0),
    budget
  }
}

/**
 * The best mix of every profile, and the prices that hold them together.
 *
 * Shape: `share` is profile-major; `capacityPrice` by position of the programme's arms.
 */
export interface SolvedProfiles {
  readonly share: Float64Array
  readonly budgetPrice: number
  readonly capacityPrice: Float64Array
}

/** Returns the best mixes; where no mix fits the budget, the cheapest, and money at a price that asks for the cheapest; where capacities fall short, all there is. */
export const solveProfiles = (program: ContextualSimplex): SolvedProfiles => {
  const answer = solveContextualSimplex(program)
  invariant(E.isRight(answer), 'bounds state a valid programme')
  const { right: mix } = answer
  const free = new Float64Array(program.size)
  switch (mix._tag) {
    case 'optimal':
      return { share: mix.share, budgetPrice: mix.budgetPrice, capacityPrice: mix.capacityPrice }
    case 'budgetInfeasible':
      return {
        share: mix.share,
        budgetPrice: prohibitivePrice(program.cost),
        capacityPrice: free
      }
    case 'capacityInfeasible':
      return {
        share: program.reward.map((_, cell) => program.capacity[cell % program.size] ?? 0),
        budgetPrice: 0,
        capacityPrice: free
      }
  }
}

/** Returns how much of all queries goes to each arm of a programme. */
export const massOf = (
  { size, weight }: Pick<ContextualSimplex, 'size' | 'weight'>,
  { share }: Pick<SolvedProfiles, 'share'>
): Float64Array => {
  const mass = new Float64Array(size)
  share.forEach(
    (part, cell) => (mass[cell % size]! += (weight[Math.floor(cell / size)] ?? 0) * part)
  )
  return mass
}

/** The mixes and prices that queries are routed by until they are solved anew. */
export interface KeptMixes {
  /** Shape: profile-major, by arm. */
  readonly share: Float64Array
  /** Shape: by arm. */
  readonly capacityPrice: Float64Array
  readonly budgetPrice: () => number
  readonly set: (solved: SolvedProfiles, arms: ReadonlyArray<number>) => void
  readonly parts: ReadonlyArray<Kept>
}

/** No mixes yet. Those of profiles that are a sample are not kept, as no query is one of them. */
export const makeKeptMixes = (profiles: Profiles, maxArms: number): KeptMixes => {
  const share = new Float64Array(profiles.areExhaustive ? profiles.count() * maxArms : 0)
  const capacityPrice = new Float64Array(maxArms)
  let budgetPrice = 0
  const isPrice = (price: number): boolean => price >= 0
  return {
    share,
    capacityPrice,
    budgetPrice: () => budgetPrice,
    set: (solved, arms) => {
      budgetPrice = solved.budgetPrice
      arms.forEach((arm, i) => (capacityPrice[arm] = solved.capacityPrice[i] ?? 0))
      if (!profiles.areExhaustive) return
      share.fill(0)
      solved.share.forEach((part, cell) => {
        const profile = Math.floor(cell / arms.length)
        share[profile * maxArms + (arms[cell % arms.length] ?? 0)] = part
      })
    },
    parts: [
      keepColumn('mixes', share, {
        isGood: (part) => part >= 0 && part <= 1 + tolerance.share,
        problem: 'is no share'
      }),
      keepColumn('capacity-prices', capacityPrice, { isGood: isPrice, problem: 'is no price' }),
      keepFigure(
        'budget-price',
        [0, Number.MAX_VALUE],
        () => budgetPrice,
        (kept) => void (budgetPrice = kept)
      )
    ]
  }
}
