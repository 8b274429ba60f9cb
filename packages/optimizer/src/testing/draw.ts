import { makeStream, nextUniform, type Stream } from '@stageroute/numeric'
import type { BudgetedSelection } from '../budgeted-selection'
import type { BudgetedSimplex } from '../budgeted-simplex'
import type { ContextualSimplex } from '../contextual-simplex'

const uniformCapacities = [0.15, 0.2, 0.25, 0.3, 1 / 3, 0.4, 0.5, 0.75, 1]

/** A whole number of `0..most`, as likely as any other. */
const drawCount = (stream: Stream, most: number): number =>
  Math.floor(nextUniform(stream) * (most + 1))

const drawChance = (stream: Stream, chance: number): boolean => nextUniform(stream) < chance

const drawTable = (size: number, draw: () => number): Float64Array =>
  Float64Array.from({ length: size }, draw)

const drawCapacity = (stream: Stream, size: number): Float64Array => {
  if (drawChance(stream, 0.5)) return drawTable(size, () => (1 + drawCount(stream, 19)) / 20)
  const capacity = uniformCapacities[drawCount(stream, uniformCapacities.length - 1)]
  return new Float64Array(size).fill(capacity)
}

/**
 * Returns the routing program of a seed, scaled to the domain: rewards in [0, 1], costs and budget up to 0.005 USD per query, all on grids, so
 * that a general solver's tolerances are far below any difference. A third of the programs use few distinct values, hence many ties; some
 * budgets equal an arm's cost, so that a vertex lies exactly on the budget.
 *
 * @category generator
 * @since 0.1.0
 * @example
 * import { drawSimplex } from '@stageroute/optimizer/testing'
 *
 * drawSimplex(7, 5).reward.length // => 5
 */
export const drawSimplex = (seed: number, size: number): BudgetedSimplex =>
  drawRouting(makeStream(seed, 'routing program'), size)

const drawRouting = (stream: Stream, size: number): BudgetedSimplex => {
  const levels = drawChance(stream, 1 / 3) ? 4 : 1000
  const cost = drawTable(size, () => (drawCount(stream, levels) * (5000 / levels)) / 1_000_000)
  const drawn = drawCount(stream, 5000) / 1_000_000
  const isOnVertex = drawChance(stream, 1 / 8)
  return {
    size,
    reward: drawTable(size, () => drawCount(stream, levels) / levels),
    cost,
    capacity: drawCapacity(stream, size),
    budget: isOnVertex ? cost[drawCount(stream, size - 1)] : drawn
  }
}

/**
 * Returns the deployment program of a seed, over a {@link drawSimplex}: any cap from one arm to all, and in half of the programs fixed costs of
 * up to 0.05 reward per query on half of the arms.
 *
 * @category generator
 * @since 0.1.0
 */
export const drawSelection = (seed: number, size: number): BudgetedSelection => {
  const stream = makeStream(seed, 'deployment program')
  const hasFixedCost = drawChance(stream, 0.5)
  const drawFixedCost = (): number =>
    hasFixedCost && drawChance(stream, 0.5) ? drawCount(stream, 50) / 1000 : 0
  return {
    ...drawRouting(stream, size),
    maxSelected: 1 + drawCount(stream, size - 1),
    fixedCost: drawTable(size, drawFixedCost)
  }
}

/**
 * Returns the contextual program of a seed: the arms of a {@link drawSimplex}, whose rewards and costs vary by context around it on the same
 * grids; some weights are zero, some contexts equal.
 *
 * @category generator
 * @since 0.1.0
 */
export const drawContextual = (seed: number, contexts: number, size: number): ContextualSimplex => {
  const stream = makeStream(seed, 'contextual program')
  const { capacity, budget } = drawRouting(stream, size)
  const levels = drawChance(stream, 1 / 3) ? 4 : 1000
  const cells = contexts * size
  const parts = Array.from({ length: contexts }, () => drawCount(stream, 8))
  const total = parts.reduce((sum, part) => sum + part, 0)
  return {
    contexts,
    size,
    weight: Float64Array.from(parts, (part) => (total > 0 ? part / total : 1 / contexts)),
    reward: drawTable(cells, () => drawCount(stream, levels) / levels),
    cost: drawTable(cells, () => (drawCount(stream, levels) * (5000 / levels)) / 1_000_000),
    capacity,
    budget
  }
}
