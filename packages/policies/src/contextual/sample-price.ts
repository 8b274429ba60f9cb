import * as E from 'fp-ts/Either'
import { invariant } from '@stageroute/numeric'
import { solveContextualSimplex, type ContextualSimplex } from '@stageroute/optimizer'

/** At this price, over the dearest cost, a reward of one does not pay for a hundredth of that cost. */
const PROHIBITIVE = 100

/** Returns a price of money at which only the cheapest arms are asked. */
export const prohibitivePrice = (cost: Float64Array): number =>
  PROHIBITIVE / cost.reduce((most, one) => Math.max(most, one), 0)

/**
 * Returns the price of money at which the best mixes of a sample of queries spend the budget within the capacities: it minimises the dual. Where no mix
 * keeps within the budget money is too dear for anything but the cheapest; where capacities fall short, or there is no sample, it is free.
 *
 * Shape: the programme's contexts are the queries of the sample.
 */
export const samplePrice = (program: ContextualSimplex): number => {
  if (program.contexts === 0) return 0
  const answer = solveContextualSimplex(program)
  invariant(E.isRight(answer), 'estimates state a valid programme')
  const { right: mix } = answer
  if (mix._tag === 'optimal') return mix.budgetPrice
  if (mix._tag === 'capacityInfeasible') return 0
  return prohibitivePrice(program.cost)
}
