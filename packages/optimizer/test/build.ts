import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import type { BudgetedSelection, BudgetedSimplex } from '../src'
import { drawSelection, drawSimplex } from '../src/testing'

type Numbers = ReadonlyArray<number>

/** A routing program from lists; one capacity stands for all arms. */
export const simplex = (
  reward: Numbers,
  cost: Numbers,
  capacity: Numbers | number,
  budget: number
): BudgetedSimplex => ({
  size: reward.length,
  reward: Float64Array.from(reward),
  cost: Float64Array.from(cost),
  capacity: Float64Array.from(reward, (_, m) =>
    typeof capacity === 'number' ? capacity : capacity[m]
  ),
  budget
})

/** A deployment program over a routing program; one fixed cost stands for all arms. */
export const selection = (
  program: BudgetedSimplex,
  maxSelected: number,
  fixedCost: Numbers | number = 0
): BudgetedSelection => ({
  ...program,
  maxSelected,
  fixedCost: Float64Array.from(program.reward, (_, m) =>
    typeof fixedCost === 'number' ? fixedCost : fixedCost[m]
  )
})

/** What a door answers to a valid program. */
export const answered = <A>(answer: E.Either<unknown, A>): A => {
  if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
  return answer.right
}

export const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0)

export const inner = (left: Float64Array, right: Float64Array): number =>
  left.reduce((all, value, m) => all + value * right[m], 0)

export const carriersOf = (share: Float64Array): ReadonlyArray<number> =>
  [...share.keys()].filter((m) => share[m] > 0)

const sized = <P>(most: number, draw: (seed: number, size: number) => P): fc.Arbitrary<P> =>
  fc.tuple(fc.integer({ min: 1, max: most }), fc.nat()).map(([size, seed]) => draw(seed, size))

/** Any routing program of up to so many arms, scaled to the domain. */
export const anySimplex = (most: number): fc.Arbitrary<BudgetedSimplex> => sized(most, drawSimplex)

/** Any deployment program of up to so many arms. */
export const anySelection = (most: number): fc.Arbitrary<BudgetedSelection> =>
  sized(most, drawSelection)
