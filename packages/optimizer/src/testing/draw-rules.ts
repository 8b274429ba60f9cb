import { makeStream, nextUniform, type Stream } from '@stageroute/numeric'
import type { BudgetedSelection } from '../budgeted-selection'
import type { SelectionGroup, SelectionRules } from '../ruled-selection'

const drawCount = (stream: Stream, most: number): number =>
  Math.floor(nextUniform(stream) * (most + 1))

const drawArms = (stream: Stream, size: number, chance: number): ReadonlyArray<number> =>
  Array.from({ length: size }, (_, m) => m).filter(() => nextUniform(stream) < chance)

const drawGroup = (stream: Stream, size: number): SelectionGroup => {
  const arms = drawArms(stream, size, 0.5)
  const atLeast = nextUniform(stream) < 0.5 ? 0 : drawCount(stream, Math.min(2, arms.length))
  return { arms, atLeast, atMost: atLeast + drawCount(stream, 2) }
}

/**
 * Returns rules for a deployment program: minimums on the grid of twentieths for some arms, at most two required arms, up to three groups, which may
 * overlap. Some rules cannot be met.
 *
 * @category generator
 * @since 0.1.0
 */
export const drawRules = (seed: number, { size, capacity }: BudgetedSelection): SelectionRules => {
  const stream = makeStream(seed, 'selection rules')
  const chance = nextUniform(stream)
  const drawMinimum = (most: number): number =>
    nextUniform(stream) < chance ? Math.min(most, drawCount(stream, 8) / 20) : 0
  return {
    minimum: capacity.slice(0, size).map(drawMinimum),
    required: drawArms(stream, size, 0.5 / size).slice(0, 2),
    groups: Array.from({ length: drawCount(stream, 3) }, () => drawGroup(stream, size))
  }
}
