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

/** A deployment program with its rules. */
export interface RuledProgram {
  readonly program: BudgetedSelection
  readonly rules: SelectionRules
}

/**
 * Returns the pool of a seed as an operator has it: three providers with bounds on how many of their arms are selected, two pinned arms, and
 * minimums for many others. Of odd seeds rewards grow with costs.
 *
 * Requires: `size` of 11 or more, `maxSelected` of 5 or more.
 *
 * @category generator
 * @since 0.1.0
 */
export const drawRuledPool = (seed: number, size: number, maxSelected: number): RuledProgram => {
  const stream = makeStream(seed, 'ruled pool')
  const draw = (value: (uniform: number) => number): Float64Array =>
    Float64Array.from({ length: size }, () => value(nextUniform(stream)))
  const onGrid = (value: number): number => Math.round(1000 * value) / 1000
  const level = draw(onGrid)
  const own = draw(onGrid)
  const provider = (which: number): ReadonlyArray<number> =>
    Array.from({ length: size }, (_, m) => m).filter((m) => m % 3 === which)
  const program = {
    size,
    reward: own.map((earned, m) =>
      seed % 2 === 1 ? onGrid(0.7 * level[m] + 0.3 * earned) : earned
    ),
    cost: level.map((spent) => 0.005 * spent),
    capacity: draw((uniform) => (2 + Math.floor(7 * uniform)) / 20),
    budget: 0.0015,
    maxSelected,
    fixedCost: draw((uniform) => (uniform < 0.5 ? 0 : 0.002))
  }
  const rules = {
    minimum: draw((uniform) => Math.floor(3 * uniform) / 20),
    required: [3, 10],
    groups: [
      { arms: provider(0), atLeast: 1, atMost: 2 },
      { arms: provider(1), atLeast: 1, atMost: 3 },
      { arms: provider(2), atLeast: 2, atMost: maxSelected }
    ]
  }
  return { program, rules }
}
