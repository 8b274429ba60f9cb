import { makeStream, nextUniform } from '@stageroute/numeric'
import type { BudgetedSelection } from '@stageroute/optimizer'

/** Seeded deployment problems: rewards and costs uniform, equal capacities, a budget between the cheapest and the freest mix. */
export const makeProblems = (
  count: number,
  size: number,
  capacity: number,
  maxSelected: number,
  seed: number
): ReadonlyArray<BudgetedSelection> => {
  const stream = makeStream(seed, `problems ${size}`)
  const uniforms = (): Float64Array =>
    Float64Array.from({ length: size }, () => nextUniform(stream))
  return Array.from({ length: count }, () => ({
    size,
    reward: uniforms(),
    cost: uniforms(),
    capacity: new Float64Array(size).fill(capacity),
    budget: 0.35,
    maxSelected,
    fixedCost: new Float64Array(size)
  }))
}
