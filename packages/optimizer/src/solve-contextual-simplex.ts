import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { tolerance } from '@stageroute/numeric'
import type { MixAnswer } from './answer'
import { bestAtPrices, type ContextualSimplex } from './contextual-simplex'
import { isAffordable, priceBetween } from './internal/afford'
import { makeTransport, sendAll, type Transport } from './internal/transport'
import { checkContextual, type InvalidProgram } from './invalid-program'

/**
 * Returns the optimal mixes by context with their prices: for a budget price the best mixes are a transportation problem, solved exactly, and a secant
 * search finds the price at which they cross the budget. The mixes are the combination, on the budget, of two that are optimal at that price.
 *
 * A query of context g is routed where `reward - budgetPrice cost - capacityPrice` is greatest ({@link bestAtPrices}); the shares, context-major, say
 * how ties are to be split so that budget and capacities hold. With one context it is RouteOPT.
 *
 * Errors: `InvalidProgram` naming the first bad field.
 * Cost: about ten transportation problems; allocates its own buffers.
 * Source: ours; arXiv 2506.17254 has no contexts. The price search is that of RouteOPT, the transportation solver is cited beside its code.
 *
 * @category door
 * @since 0.1.0
 * @example
 * import { solveContextualSimplex } from '@stageroute/optimizer'
 *
 * // The dear arm is worth its price for the second kind of query only.
 * const answer = solveContextualSimplex({
 *   contexts: 2,
 *   size: 2,
 *   weight: Float64Array.of(0.5, 0.5),
 *   reward: Float64Array.of(0.8, 0.82, 0.3, 0.9),
 *   cost: Float64Array.of(1, 3, 1, 3),
 *   capacity: Float64Array.of(1, 1),
 *   budget: 2
 * })
 * answer._tag === 'Right' && answer.right._tag === 'optimal' && Array.from(answer.right.share) // => [1, 0, 0, 1]
 */
export const solveContextualSimplex = (
  program: ContextualSimplex
): E.Either<InvalidProgram, MixAnswer> => pipe(checkContextual(program), E.map(answerOf))

const answerOf = (program: ContextualSimplex): MixAnswer => {
  const { contexts, size, weight, capacity, budget } = program
  const reach = capacity.subarray(0, size).reduce((sum, share) => sum + share, 0)
  if (reach < 1 - tolerance.share) return { _tag: 'capacityInfeasible' }
  const transport = makeTransport(contexts, size, weight, capacity)
  const cheap = vertexAt(transport, program, Infinity)
  const dear = vertexAt(transport, program, 0)
  if (isAffordable(cheap.cost, budget)) return solveFeasible(transport, program, cheap, dear)
  const best = solveFeasible(transport, { ...program, budget: cheap.cost }, cheap, dear)
  return { _tag: 'budgetInfeasible', value: best.value, share: best.share }
}

type OptimalMix = Extract<MixAnswer, { readonly _tag: 'optimal' }>

/** Masses that are optimal at some price, context-major. */
interface Vertex {
  readonly flow: Float64Array
  readonly value: number
  readonly cost: number
}

/** The vertex that is optimal at one budget price; Infinity buys the cheapest. */
const vertexAt = (transport: Transport, program: ContextualSimplex, price: number): Vertex => {
  const { reward, cost } = program
  const { gain } = transport
  for (let i = 0; i < gain.length; i++) {
    gain[i] = price === Infinity ? -cost[i] : reward[i] - price * cost[i]
  }
  sendAll(transport)
  const flow = transport.flow.slice()
  return { flow, value: inner(reward, flow), cost: inner(cost, flow) }
}

const inner = (values: Float64Array, flow: Float64Array): number => {
  let sum = 0
  for (let i = 0; i < flow.length; i++) sum += values[i] * flow[i]
  return sum
}

/** Requires: `cheap` within the budget, `dear` the transport's last solve, at price 0. */
const solveFeasible = (
  transport: Transport,
  program: ContextualSimplex,
  firstCheap: Vertex,
  firstDear: Vertex
): OptimalMix => {
  const { budget } = program
  if (isAffordable(firstDear.cost, budget)) return answerAt(transport, program, firstDear, 0)
  let cheap = firstCheap
  let dear = firstDear
  for (let step = 1; ; step++) {
    const price = priceBetween(dear.value, dear.cost, cheap.value, cheap.cost)
    const middle = vertexAt(transport, program, price)
    const better = middle.value - price * middle.cost - (cheap.value - price * cheap.cost)
    const noise = tolerance.bound * (Math.abs(middle.value) + price * middle.cost)
    if (better <= noise || step === STEP_LIMIT) {
      // At price zero the cheaper of two equal mixes is the answer.
      const mixed = price > 0 ? between(cheap, dear, budget) : cheap
      return answerAt(transport, program, mixed, price)
    }
    if (isAffordable(middle.cost, budget)) cheap = middle
    else dear = middle
  }
}

/** The search takes about ten steps; the limit only guards against a cycle in the last bits. */
const STEP_LIMIT = 200

/** The combination of two vertices that meets the budget. */
const between = (cheap: Vertex, dear: Vertex, budget: number): Vertex => {
  const part = Math.min(1, Math.max(0, (budget - cheap.cost) / (dear.cost - cheap.cost)))
  const flow = cheap.flow.map((mass, i) => (1 - part) * mass + part * dear.flow[i])
  return {
    flow,
    value: (1 - part) * cheap.value + part * dear.value,
    cost: (1 - part) * cheap.cost + part * dear.cost
  }
}

/** The prices are those of the transport's last solve, which was at `budgetPrice`: any optimal prices certify any optimal mix. */
const answerAt = (
  transport: Transport,
  program: ContextualSimplex,
  { flow, value, cost }: Vertex,
  budgetPrice: number
): OptimalMix => {
  const capacityPrice = transport.price.slice()
  return {
    _tag: 'optimal',
    value,
    share: sharesOf(program, flow, budgetPrice, capacityPrice),
    budgetPrice,
    capacityPrice,
    slack: Math.max(0, program.budget - cost)
  }
}

/** Masses as shares of each context; a context of no weight, or of too little to be sent, goes where it is best under the prices. */
const sharesOf = (
  { contexts, size, reward, cost }: ContextualSimplex,
  flow: Float64Array,
  budgetPrice: number,
  capacityPrice: Float64Array
): Float64Array => {
  const share = new Float64Array(contexts * size)
  for (let g = 0; g < contexts; g++) {
    const from = g * size
    let mass = 0
    for (let m = 0; m < size; m++) mass += flow[from + m]
    // What is dropped as rounding would be much of a rare context: its shares are those of the mass that was sent.
    if (mass > 0) for (let m = 0; m < size; m++) share[from + m] = flow[from + m] / mass
    else share[from + bestAtPrices(reward, cost, from, size, budgetPrice, capacityPrice)] = 1
  }
  return share
}
