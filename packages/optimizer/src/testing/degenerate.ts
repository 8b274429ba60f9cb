import { tolerance } from '@stageroute/numeric'
import type { BudgetedSelection } from '../budgeted-selection'
import type { BudgetedSimplex } from '../budgeted-simplex'

/**
 * A program with the name of what is special about it.
 *
 * @category generator
 * @since 0.1.0
 */
export interface NamedProgram<P> {
  readonly name: string
  readonly program: P
}

type Numbers = ReadonlyArray<number>

const routing = (
  name: string,
  reward: Numbers,
  cost: Numbers,
  capacity: Numbers,
  budget: number
): NamedProgram<BudgetedSimplex> => ({
  name,
  program: {
    size: reward.length,
    reward: Float64Array.from(reward),
    cost: Float64Array.from(cost),
    capacity: Float64Array.from(capacity),
    budget
  }
})

const repeat = (count: number, value: number): Numbers => new Array<number>(count).fill(value)
const count = (size: number, value: (i: number) => number): Numbers =>
  Array.from({ length: size }, (_, i) => value(i))

/**
 * Routing programs at the corners of the domain: ties, duplicates, zeros, one arm, budgets and capacities that just suffice or just fail.
 *
 * @category generator
 * @since 0.1.0
 */
export const degenerateSimplices: ReadonlyArray<NamedProgram<BudgetedSimplex>> = [
  routing('one arm', [0.5], [0.002], [1], 0.002),
  routing('one arm above the budget', [0.5], [0.002], [1], 0.001),
  routing('one arm without the capacity', [0.5], [0.002], [0.5], 0.002),
  routing('capacities below one', [0.5, 0.9], [0.001, 0.002], [0.4, 0.5], 0.002),
  routing(
    'a capacity that is nothing but rounding, between two that share the queries',
    [0.67, 0.52, 0.02],
    [0.0085, 0.0089, 0.0058],
    [tolerance.share / 50_000, 0.81, 1],
    0.007
  ),
  routing(
    'capacities of exactly one',
    count(10, (i) => i / 10),
    count(10, (i) => i / 1000),
    repeat(10, 0.1),
    0.0045
  ),
  routing(
    'capacities of exactly one, too dear',
    count(10, (i) => i / 10),
    count(10, (i) => i / 1000),
    repeat(10, 0.1),
    0.004
  ),
  routing('capacity one everywhere', [0.3, 0.6, 0.9], [0.0001, 0.001, 0.004], [1, 1, 1], 0.002),
  routing('all costs equal the budget', [0.5, 0.8, 0.6], repeat(3, 0.001), repeat(3, 0.4), 0.001),
  routing(
    'all costs equal, budget above',
    [0.5, 0.8, 0.6],
    repeat(3, 0.001),
    repeat(3, 0.4),
    0.002
  ),
  routing(
    'all costs equal, budget below',
    [0.5, 0.8, 0.6],
    repeat(3, 0.001),
    repeat(3, 0.4),
    0.0005
  ),
  routing('all rewards equal', repeat(4, 0.7), [0.001, 0.002, 0.003, 0.004], repeat(4, 0.4), 0.002),
  routing('identical arms', repeat(6, 0.7), repeat(6, 0.002), repeat(6, 0.3), 0.002),
  routing(
    'duplicate arms',
    [0.4, 0.8, 0.4, 0.8, 0.4],
    [0.001, 0.003, 0.001, 0.003, 0.001],
    repeat(5, 0.4),
    0.002
  ),
  routing(
    'all on one line',
    [0.2, 0.4, 0.6, 0.8],
    [0.001, 0.002, 0.003, 0.004],
    repeat(4, 0.5),
    0.0025
  ),
  routing('budget zero with free arms', [0.1, 0.3, 0.9], [0, 0, 0.001], [0.6, 0.6, 1], 0),
  routing('budget zero without a free mix', [0.1, 0.9], [0, 0.001], [0.6, 1], 0),
  routing('everything free', [0.1, 0.9, 0.5], repeat(3, 0), repeat(3, 0.5), 0),
  routing(
    'budget of the cheapest mix',
    [0.2, 0.5, 0.9],
    [0.001, 0.002, 0.004],
    [0.5, 0.5, 0.5],
    0.0015
  ),
  routing(
    'budget of the dearest mix',
    [0.2, 0.5, 0.9],
    [0.001, 0.002, 0.004],
    [0.5, 0.5, 0.5],
    0.003
  ),
  routing('budget above every cost', [0.2, 0.5, 0.9], [0.001, 0.002, 0.004], repeat(3, 0.5), 1),
  routing('better and cheaper', [0.9, 0.5, 0.1], [0.001, 0.002, 0.003], repeat(3, 0.5), 0.001),
  routing('rewards of zero', repeat(3, 0), [0.001, 0.002, 0.003], repeat(3, 0.5), 0.002),
  routing(
    'cheap arms of little capacity',
    [0.31, 0.43, 0.55, 0.78, 0.65],
    [0.00005, 0.00007, 0.0001, 0.003, 0.0002],
    repeat(5, 0.2),
    0.0001
  )
]

const few = (
  name: string,
  reward: Numbers,
  cost: Numbers,
  capacity: Numbers,
  budget: number,
  maxSelected: number
): NamedProgram<BudgetedSelection> => {
  const { program } = routing(name, reward, cost, capacity, budget)
  return { name, program: { ...program, maxSelected, fixedCost: new Float64Array(program.size) } }
}

/** As many thousandths of a USD as of reward: the best selection is the one that spends the budget exactly. */
const weights = [3, 1, 1, 2, 2, 1].map((weight) => weight / 1000)

const hard: ReadonlyArray<NamedProgram<BudgetedSelection>> = [
  few('equal-cardinality partition', weights, weights, repeat(6, 1 / 3), 0.005 / 3, 3),
  few(
    'three capacities of exactly one',
    [0.9, 0.8, 0.7, 0.6, 0.5],
    repeat(5, 0.001),
    [0.35, 0.45, 0.3, 0.55, 0.25],
    0.001,
    3
  ),
  few(
    'as many as are needed',
    [0.9, 0.5, 0.7, 0.6, 0.3, 0.8],
    [0.004, 0.001, 0.002, 0.0015, 0.0005, 0.003],
    repeat(6, 0.4),
    0.002,
    3
  ),
  few(
    'too few for their capacity',
    [0.9, 0.5, 0.7],
    [0.001, 0.001, 0.001],
    repeat(3, 0.4),
    0.002,
    2
  ),
  few(
    'only the pool fits the budget',
    [0.9, 0.8, 0.1, 0.1],
    [0.004, 0.004, 0, 0],
    [0.6, 0.6, 0.25, 0.25],
    0.002,
    2
  )
]

/**
 * Deployment programs at the corners: every {@link degenerateSimplices} with caps from one to more than there are arms, with and without
 * fixed costs, and the families that make the problem hard.
 *
 * @category generator
 * @since 0.1.0
 */
export const degenerateSelections: ReadonlyArray<NamedProgram<BudgetedSelection>> = [
  ...hard,
  ...degenerateSimplices.flatMap(({ name, program }) =>
    [...new Set([1, 2, 3, program.size + 1])].flatMap((maxSelected) =>
      [0, 0.01].map((fixedCost) => ({
        name: `${name}, at most ${maxSelected}, fixed cost ${fixedCost}`,
        program: {
          ...program,
          maxSelected,
          fixedCost: new Float64Array(program.size).fill(fixedCost)
        }
      }))
    )
  )
]
