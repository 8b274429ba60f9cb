import * as E from 'fp-ts/Either'
import { invariant } from '@stageroute/numeric'
import { solveContextualSimplex, type ContextualSimplex } from '@stageroute/optimizer'
import { prohibitivePrice } from '../contextual/sample-price'
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
