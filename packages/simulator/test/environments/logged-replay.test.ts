import { makeLoggedReplay, type Environment } from '../../src'
import { environmentLaws } from '../../src/testing'
import { tableOf } from '../builders'

const rows = Array.from(
  { length: 40 },
  (_, row) => [`group ${row % 3}`, [row / 40, row], [(row % 4) / 4, 100 - row]] as const
)
const table = tableOf(...rows)
const replay = (): Environment => makeLoggedReplay(table)

/** More rows than the laws ask queries of, so that they see the shuffle; the small table is drawn with replacement. */
const large = tableOf(
  ...Array.from(
    { length: 25_000 },
    (_, row) => [`group ${row % 5}`, [row % 3 === 0 ? 1 : 0, row % 7], [(row % 5) / 4, 1]] as const
  )
)

describe('with replacement', () => {
  for (const law of environmentLaws(replay)) test(law.name, law.check)
})

describe('shuffled', () => {
  const environment = makeLoggedReplay(large)
  for (const law of environmentLaws(() => environment)) test(law.name, law.check)
})

const costsRead = (seed: number, queries: number): ReadonlyArray<number> => {
  const source = replay().open(seed, queries)
  return Array.from({ length: queries }, (_, query) => {
    source.read(query, 0)
    return source.cost
  })
}

const everyRow = rows.map((_, row) => row)

test('as many queries as rows replay every row exactly once, in another order', () => {
  const order = costsRead(1, 40)
  expect(order).not.toEqual(everyRow)
  expect([...order].sort((a, b) => a - b)).toEqual(everyRow)
})

test('fewer queries are the beginning of the same order', () => {
  expect(costsRead(1, 12)).toEqual(costsRead(1, 40).slice(0, 12))
})

test('more queries than rows are drawn with replacement, every row about as often', () => {
  const drawn = costsRead(1, 8000)
  const counts = everyRow.map((row) => drawn.filter((cost) => cost === row).length)
  // Binomial(8000, 1/40) has a standard deviation of 14.
  counts.forEach((count) => expect(Math.abs(count - 200)).toBeLessThan(5 * 14))
})

test('one more query than rows is already a draw with replacement', () => {
  expect(new Set(costsRead(1, 41)).size).toBeLessThan(40)
})

test('both arms of a query come from one row', () => {
  const source = replay().open(3, 40)
  source.read(5, 0)
  const row = source.cost
  source.read(5, 1)
  expect(source.cost).toBe(100 - row)
})

test('true means are the means of the table, overall and by category, largest costs its dearest cells', () => {
  const { arms, categories, largestCost } = makeLoggedReplay(
    tableOf(
      ['x', [1, 3], [0.5, 0]],
      ['x', [0, 5], [0.5, 0]],
      ['y', [0.25, 1], [1, 8]],
      ['x', [0, 1], [0.5, 0]]
    )
  )
  expect(arms.map(({ meanReward }) => meanReward)).toEqual([0.3125, 0.625])
  expect(arms.map(({ meanCost }) => meanCost)).toEqual([2.5, 2])
  expect(categories).toEqual({
    names: ['x', 'y'],
    weight: Float64Array.of(0.75, 0.25),
    reward: Float64Array.of(1 / 3, 0.5, 0.25, 1),
    cost: Float64Array.of(3, 0, 1, 8)
  })
  expect(arms.map((arm) => arm.largestCost)).toEqual([5, 8])
  expect(largestCost).toBe(8)
})
